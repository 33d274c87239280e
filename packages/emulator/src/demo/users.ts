import { type DemoContext, scaled } from './context.js'
import { mailName, personName } from './names/person-names.js'
import { at } from './random.js'

export interface Users {
  readonly all: readonly string[]
  readonly finance: readonly string[]
  readonly sales: readonly string[]
  readonly services: readonly string[]
}

const ROLES = [
  ['Chief Executive Officer', null],
  ['Chief Financial Officer', 'Chief Executive Officer'],
  ['Corporate Controller', 'Chief Financial Officer'],
  ['Accounts Receivable', 'Corporate Controller'],
  ['Accounts Payable', 'Corporate Controller'],
  ['Treasury', 'Chief Financial Officer'],
  ['VP Sales', 'Chief Executive Officer'],
  ['Account Executive Americas', 'VP Sales'],
  ['Account Executive EMEA', 'VP Sales'],
  ['VP Services', 'Chief Executive Officer'],
  ['Project Manager', 'VP Services'],
  ['Resource Manager', 'VP Services'],
] as const

const PROFILES = [
  { name: 'System Administrator', all: true },
  { name: 'Standard User', all: false },
  { name: 'Accounting Manager', all: false },
  { name: 'Accounting User', all: false },
  { name: 'Services Manager', all: false },
  { name: 'Services Consultant', all: false },
  { name: 'Sales User', all: false },
  { name: 'Read Only', all: false },
] as const

const QUEUES = ['Collections Queue', 'Invoice Approval Queue', 'Support Queue', 'Staffing Queue'] as const
const PUBLIC_GROUPS = ['Finance Team', 'Sales Team', 'Services Team', 'Auditors'] as const

const DEPARTMENTS = ['Finance', 'Sales', 'Services'] as const
const LOCALES = [
  { locale: 'en_US', language: 'en_US', zone: 'America/New_York', currency: 'USD' },
  { locale: 'en_US', language: 'en_US', zone: 'America/Los_Angeles', currency: 'USD' },
  { locale: 'en_GB', language: 'en_US', zone: 'Europe/London', currency: 'GBP' },
  { locale: 'de_DE', language: 'de', zone: 'Europe/Paris', currency: 'EUR' },
  { locale: 'fr_FR', language: 'fr', zone: 'Europe/Paris', currency: 'EUR' },
] as const

/** Users, with the roles, profiles, queues and groups around them. */
export function createUsers(context: DemoContext): Users {
  const { writer, start } = context
  const roleIds = createRoles(context)
  const profileIds = createProfiles(context)
  const ids: string[] = []
  const count = scaled(context, 30, 30)
  for (let index = 0; index < count; index++) {
    const { first, last } = personName(index)
    const name = `${first} ${last}`
    const mail = mailName(name)
    const department = at(DEPARTMENTS, index)
    const { locale, language, zone, currency } = at(LOCALES, index)
    ids.push(
      writer.add('User', start - 200 + (index % 90), {
        Username: `${mail}${index < 50 ? '' : index}@merlin-auto.example`,
        FirstName: first,
        LastName: last,
        Name: name,
        Email: `${mail}@merlin-auto.example`,
        Alias: `${mail.replace(/\W/g, '').slice(0, 4)}${index}`.slice(0, 8),
        CommunityNickname: `${mail.slice(0, 30)}${index}`,
        CompanyName: 'Merlin Auto',
        Department: department,
        Division: index % 4 === 0 ? null : 'Group',
        Title:
          index === 0
            ? 'System Administrator'
            : `${department} ${index % 5 === 0 ? 'Manager' : 'Specialist'}`,
        IsActive: index < 10 || index % 13 !== 0,
        TimeZoneSidKey: zone,
        LocaleSidKey: locale,
        LanguageLocaleKey: language,
        EmailEncodingKey: 'UTF-8',
        ProfileId: at(profileIds, index === 0 ? 0 : index + 1),
        UserRoleId: index % 9 === 8 ? null : at(roleIds, index),
        ManagerId: index === 0 ? null : at(ids, Math.floor(index / 6)),
        UserType: 'Standard',
        EmployeeNumber: index % 7 === 6 ? null : `E${10_000 + index}`,
        ForecastEnabled: department === 'Sales',
        DigestFrequency: 'D',
        DefaultGroupNotificationFrequency: 'N',
        DefaultCurrencyIsoCode: currency,
        CurrencyIsoCode: currency,
      }),
    )
  }
  writer.setAuthors(ids.slice(0, 12))
  createGroups(context)
  return {
    all: ids,
    finance: ids.filter((_, index) => index % 3 === 0),
    sales: ids.filter((_, index) => index % 3 === 1),
    services: ids.filter((_, index) => index % 3 === 2),
  }
}

function createRoles({ writer, start }: DemoContext): readonly string[] {
  const idsByName = new Map<string, string>()
  for (const [name, parent] of ROLES) {
    const id = writer.add('UserRole', start - 210, {
      Name: name,
      DeveloperName: name.replace(/ /g, '_'),
      ParentRoleId: parent === null ? null : (idsByName.get(parent) ?? null),
      RollupDescription: name,
      OpportunityAccessForAccountOwner: 'Edit',
      CaseAccessForAccountOwner: 'Edit',
      ContactAccessForAccountOwner: 'Edit',
    })
    idsByName.set(name, id)
  }
  return [...idsByName.values()]
}

function createProfiles({ writer, start }: DemoContext): readonly string[] {
  return PROFILES.map(({ name, all }) =>
    writer.add('Profile', start - 210, {
      Name: name,
      UserType: 'Standard',
      PermissionsApiEnabled: name !== 'Read Only',
      PermissionsModifyAllData: all,
      PermissionsViewAllData: all || name === 'Accounting Manager',
      PermissionsRunReports: true,
      PermissionsExportReport: name !== 'Read Only',
    }),
  )
}

function createGroups({ writer, start }: DemoContext): void {
  for (const name of QUEUES) addGroup(name, 'Queue')
  for (const name of PUBLIC_GROUPS) addGroup(name, 'Regular')

  function addGroup(name: string, type: string): void {
    writer.add('Group', start - 190, {
      Name: name,
      DeveloperName: name.replace(/ /g, '_'),
      Type: type,
      Email: type === 'Queue' ? `${mailName(name)}@merlin-auto.example` : null,
      DoesSendEmailToMembers: type === 'Queue',
    })
  }
}
