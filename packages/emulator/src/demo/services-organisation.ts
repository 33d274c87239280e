import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import { type Day, dayText, endOfMonth, monthOf, monthStarts, weekdayOf, yearOf } from './day.js'
import { amount } from './money.js'
import { at } from './random.js'

export interface Region {
  readonly id: string
  readonly name: string
  /** Lowest level: where resources live and projects run. */
  readonly isLeaf: boolean
  readonly company: Company
  readonly calendar: WorkCalendar
}

export interface WorkCalendar {
  readonly id: string
  /** Hundredths of an hour. */
  readonly hoursPerDay: number
}

export interface ServicesOrganisation {
  readonly regions: readonly Region[]
  readonly practices: readonly string[]
  readonly groups: readonly string[]
  /** Weeks from Monday to Sunday, by their Monday. */
  readonly weekPeriods: ReadonlyMap<Day, string>
}

/** Parents stand before their children. */
const REGIONS = [
  ['Worldwide', null, 'US'],
  ['Americas', 'Worldwide', 'US'],
  ['EMEA', 'Worldwide', 'GB'],
  ['APAC', 'Worldwide', 'AU'],
  ['United States', 'Americas', 'US'],
  ['Canada', 'Americas', 'CA'],
  ['UK & Ireland', 'EMEA', 'GB'],
  ['DACH', 'EMEA', 'DE'],
  ['France', 'EMEA', 'FR'],
  ['Australia', 'APAC', 'AU'],
  ['US East', 'United States', 'US'],
  ['US Central', 'United States', 'US'],
  ['US West', 'United States', 'US'],
  ['Québec', 'Canada', 'CA'],
  ['London', 'UK & Ireland', 'GB'],
  ['Midlands', 'UK & Ireland', 'GB'],
  ['Bayern', 'DACH', 'DE'],
  ['Rheinland', 'DACH', 'DE'],
  ['Île-de-France', 'France', 'FR'],
  ['Rhône-Alpes', 'France', 'FR'],
  ['Victoria', 'Australia', 'AU'],
] as const

const PRACTICES = [
  ['Consulting', null],
  ['Implementation', 'Consulting'],
  ['Integration', 'Consulting'],
  ['Data & Analytics', 'Consulting'],
  ['Training', null],
  ['Managed Services', null],
] as const

const GROUPS = ['Global Delivery', 'Delivery Americas', 'Delivery EMEA', 'Delivery APAC'] as const

/** Hundredths of an hour a day. */
const CALENDARS = [
  ['US 40 hours', 'US', 800],
  ['CA 40 hours', 'CA', 800],
  ['UK 37.5 hours', 'GB', 750],
  ['DE 38.5 hours', 'DE', 770],
  ['FR 35 hours', 'FR', 700],
  ['AU 38 hours', 'AU', 760],
] as const

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const

/** Regions in four levels, practices, groups, work calendars and time periods. */
export function createServicesOrganisation(
  context: DemoContext,
  companies: readonly Company[],
): ServicesOrganisation {
  const calendars = createCalendars(context)
  const regions = createRegions(context, companies, calendars)
  return {
    regions,
    practices: createPractices(context),
    groups: createGroups(context),
    weekPeriods: createTimePeriods(context),
  }
}

function createCalendars({ writer, start }: DemoContext): ReadonlyMap<string, WorkCalendar> {
  const calendars = new Map<string, WorkCalendar>()
  for (const [name, countryCode, hoursPerDay] of CALENDARS) {
    const days = WEEKDAYS.flatMap((weekday) => [
      [`pse__${weekday}_Hours__c`, amount(hoursPerDay)],
      [`pse__${weekday}_Start_Hour__c`, '09:00 (9:00 AM)'],
      [`pse__${weekday}_End_Hour__c`, '17:00 (5:00 PM)'],
    ])
    const id = writer.add('pse__Work_Calendar__c', start - 110, {
      Name: name,
      ...Object.fromEntries(days),
      pse__Saturday_Hours__c: 0,
      pse__Sunday_Hours__c: 0,
      pse__Standard_Hours_Per_Day__c: amount(hoursPerDay),
      pse__Week_Total_Hours__c: amount(hoursPerDay * 5),
      pse__Week_Start_Day__c: 'Monday',
    })
    calendars.set(countryCode, { id, hoursPerDay })
  }
  return calendars
}

function createRegions(
  { writer, start }: DemoContext,
  companies: readonly Company[],
  calendars: ReadonlyMap<string, WorkCalendar>,
): readonly Region[] {
  const parents = new Set<string | null>(REGIONS.map(([, parent]) => parent))
  const chains = new Map<string, { id: string; ids: string; names: string; depth: number }>()
  return REGIONS.map(([name, parentName, countryCode]) => {
    const parent = parentName === null ? undefined : chains.get(parentName)
    const company = companies.find((candidate) => candidate.countryCode === countryCode) ?? at(companies, 0)
    const calendar = calendars.get(countryCode)
    if (calendar === undefined) throw new Error(`no work calendar in ${countryCode}`)
    const names = parent === undefined ? name : `${parent.names} > ${name}`
    const depth = parent === undefined ? 0 : parent.depth + 1
    const isLeaf = !parents.has(name)
    const id = writer.add('pse__Region__c', start - 108, {
      Name: name,
      CurrencyIsoCode: company.home,
      pse__Parent_Region__c: parent?.id ?? null,
      pse__Headquarters_Region__c: parent === undefined ? null : (chains.get('Worldwide')?.id ?? null),
      pse__Hierarchy_Depth__c: depth,
      pse__Region_Name_Chain__c: names,
      pse__Region_ID_Chain__c: parent?.ids ?? null,
      pse__Default_Work_Calendar__c: calendar.id,
      pse__Include_In_Forecasting__c: isLeaf,
      pse__Utilization_Target__c: 72,
      ffpsai__OwnerCompany__c: isLeaf ? company.id : null,
      Timesheet_Cutoff_Time__c: isLeaf
        ? at(['17:00:00.000Z', '18:30:00.000Z', '12:00:00.000Z'], depth + name.length)
        : null,
    })
    chains.set(name, { id, ids: parent === undefined ? id : `${parent.ids} > ${id}`, names, depth })
    return { id, name, isLeaf, company, calendar }
  })
}

function createPractices({ writer, start }: DemoContext): readonly string[] {
  const ids = new Map<string, string>()
  for (const [name, parent] of PRACTICES) {
    const parentId = parent === null ? null : (ids.get(parent) ?? null)
    const id = writer.add('pse__Practice__c', start - 107, {
      Name: name,
      pse__Parent_Practice__c: parentId,
      pse__Hierarchy_Depth__c: parent === null ? 0 : 1,
      pse__Practice_Name_Chain__c: parent === null ? name : `${parent} > ${name}`,
      pse__Include_In_Forecasting__c: true,
    })
    ids.set(name, id)
  }
  return [...ids.values()]
}

function createGroups({ writer, start }: DemoContext): readonly string[] {
  const ids: string[] = []
  for (const name of GROUPS) {
    ids.push(
      writer.add('pse__Grp__c', start - 106, {
        Name: name,
        pse__Parent_Group__c: ids[0] ?? null,
        pse__Top_Level_Group__c: ids[0] ?? null,
        pse__Hierarchy_Depth__c: ids.length === 0 ? 0 : 1,
        pse__Group_Name_Chain__c: ids.length === 0 ? name : `${GROUPS[0]} > ${name}`,
      }),
    )
  }
  return ids
}

function createTimePeriods({ writer, start, asOf }: DemoContext): ReadonlyMap<Day, string> {
  const weeks = new Map<Day, string>()
  for (let monday = mondayOf(start); monday <= asOf; monday += 7) {
    weeks.set(monday, addPeriod(`Week ${dayText(monday)}`, 'Week', monday, monday + 6))
  }
  for (const month of monthStarts(start, asOf)) {
    addPeriod(dayText(month).slice(0, 7), 'Month', month, endOfMonth(month))
    if (monthOf(month) % 3 !== 1) continue
    addPeriod(`Q${Math.ceil(monthOf(month) / 3)} ${yearOf(month)}`, 'Quarter', month, endOfMonth(month + 62))
  }
  return weeks

  function addPeriod(name: string, type: string, from: Day, to: Day): string {
    return writer.add('pse__Time_Period__c', Math.max(start, from) - 30, {
      Name: name,
      pse__Type__c: type,
      pse__Start_Date__c: dayText(from),
      pse__End_Date__c: dayText(to),
      pse__Closed_For_Forecasting__c: to < asOf - 45,
    })
  }
}

export function mondayOf(day: Day): Day {
  return day - ((weekdayOf(day) + 6) % 7)
}
