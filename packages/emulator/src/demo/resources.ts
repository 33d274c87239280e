import { type DemoContext, scaled } from './context.js'
import type { Currencies } from './currencies.js'
import { type Day, dayText } from './day.js'
import { amount, type Cents, roundToCurrency } from './money.js'
import { mailName, personName } from './names/person-names.js'
import { at } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { Region, ServicesOrganisation } from './services-organisation.js'
import type { Users } from './users.js'

export interface Role {
  readonly name: string
  /** In US dollars an hour. */
  readonly billRate: number
  readonly costRate: number
}

export interface Resource {
  readonly id: string
  readonly name: string
  readonly region: Region
  readonly practice: string
  readonly group: string
  readonly role: Role
  readonly isExternal: boolean
  /** In the currency of the region. */
  readonly costRate: Cents
  readonly userId: string | null
  /** The last day of work, for those who have left. */
  readonly lastDay: Day | null
}

export const ROLES: readonly Role[] = [
  { name: 'Consultant', billRate: 160, costRate: 62 },
  { name: 'Senior Consultant', billRate: 196, costRate: 78 },
  { name: 'Architect', billRate: 240, costRate: 102 },
  { name: 'Project Manager', billRate: 208, costRate: 88 },
  { name: 'Business Analyst', billRate: 168, costRate: 64 },
  { name: 'Developer', billRate: 172, costRate: 70 },
  { name: 'Trainer', billRate: 148, costRate: 56 },
]

/** The people who work on projects. */
export function createResources(
  context: DemoContext,
  currencies: Currencies,
  organisation: ServicesOrganisation,
  users: Users,
  recordTypes: RecordTypes,
): readonly Resource[] {
  const { writer, start, asOf } = context
  const random = context.random.fork('resources')
  const leaves = organisation.regions.filter(({ isLeaf }) => isLeaf)
  return Array.from({ length: scaled(context, 34, 14) }, (_, index): Resource => {
    const { first, last } = personName(index + 400)
    const name = `${first} ${last}`
    const region = at(leaves, index * 4 + 1)
    const role = at(ROLES, index)
    const practice = at(organisation.practices, index + 1)
    const group = at(organisation.groups, region.company.countryCode === 'US' ? 1 : 2)
    const isExternal = index % 8 === 7
    const lastDay = index % 11 === 10 ? asOf - random.integer(40, 200) : null
    const userId = isExternal ? null : at(users.services, index)
    const rate = currencies.rate('USD', region.company.home, start)
    const costRate = roundToCurrency(
      role.costRate * 100 * rate * random.between(0.9, 1.15),
      region.company.home,
    )
    const id = writer.add('Contact', start - 90 + (index % 80), {
      FirstName: first,
      LastName: last,
      Name: name,
      Email: `${mailName(name)}@${isExternal ? 'contractors' : 'merlin-auto'}.example`,
      Title: role.name,
      Department: 'Consulting',
      RecordTypeId: recordTypes.resource,
      CurrencyIsoCode: region.company.home,
      OwnerId: at(users.services, 0),
      pse__Is_Resource__c: true,
      pse__Is_Resource_Active__c: lastDay === null,
      pse__Resource_Role__c: role.name,
      pse__Region__c: region.id,
      pse__Practice__c: practice,
      pse__Group__c: group,
      pse__Work_Calendar__c: index % 13 === 12 ? null : region.calendar.id,
      pse__Salesforce_User__c: userId,
      pse__External_Resource__c: isExternal,
      pse__Default_Cost_Rate__c: amount(costRate),
      pse__Utilization_Target__c: at([75, 80, 70, 65, 78], index),
      pse__Employment_Status__c: lastDay === null ? 'Active' : 'Terminated',
      pse__Start_Date__c: dayText(start - 400 + ((index * 53) % 380)),
      pse__Last_Date__c: lastDay === null ? null : dayText(lastDay),
      pse__Languages__c: index % 3 === 0 ? null : at(['English;German', 'English', 'English;French'], index),
      pse__Exclude_From_Missing_Timecards__c: isExternal,
    })
    return { id, name, region, practice, group, role, isExternal, costRate, userId, lastDay }
  })
}
