import type { DemoContext } from './context.js'
import type { Currencies } from './currencies.js'
import { type Day, dayText, weekdayOf } from './day.js'
import { amount, type Cents, roundToCurrency } from './money.js'
import type { DraftRecord } from './org-writer.js'
import type { Project } from './projects.js'
import { at, type Random } from './random.js'
import type { Resource } from './resources.js'
import { mondayOf } from './services-organisation.js'

/** What an assignment collects from its timecards. Hours in hundredths. */
export interface AssignmentTotals {
  billableHoursSubmitted: number
  billableHours: number
  nonBillableHoursSubmitted: number
  nonBillableHours: number
  billableAmountSubmitted: Cents
  billableAmount: Cents
  costs: Cents
}

export interface Assignment {
  readonly id: string
  readonly record: DraftRecord
  readonly resource: Resource
  readonly project: Project
  /** A Monday, and a Sunday. */
  readonly from: Day
  readonly to: Day
  readonly isBillable: boolean
  /** An hour, in the currency of the project. */
  readonly billRate: Cents
  readonly costRate: Cents
  /** Hundredths of an hour. */
  readonly hoursPerDay: number
  readonly totals: AssignmentTotals
}

/** Timecards reach back so many weeks. */
const WEEKS_OF_TIME = 52

/**
 * Who works where: one assignment after the other for every resource, the first a year ago and the last beyond today,
 * and an internal one beside it that takes a day now and then.
 */
export function createAssignments(
  context: DemoContext,
  currencies: Currencies,
  resources: readonly Resource[],
  projects: readonly Project[],
): readonly Assignment[] {
  const random = context.random.fork('assignments')
  const firstMonday = mondayOf(context.asOf) - WEEKS_OF_TIME * 7
  const lastMonday = mondayOf(context.asOf) + 8 * 7
  const internal = projects.filter(({ customer }) => customer === null)
  const external = projects.filter(({ customer }) => customer !== null)
  return resources.flatMap((resource, index) => {
    const last = Math.min(lastMonday, resource.lastDay ?? lastMonday)
    const assignments = [
      assign(context, random, currencies, resource, at(internal, index), firstMonday, last + 6),
    ]
    let monday = firstMonday
    while (monday < last) {
      const project = projectFor(random, external, resource, monday)
      const weeks = project === undefined ? random.integer(1, 2) : random.integer(8, 24)
      const end = Math.min(
        monday + weeks * 7,
        project === undefined ? last : mondayOf(project.endDay),
        last + 7,
      )
      const sunday = Math.max(monday + 6, end - 1)
      if (project !== undefined) {
        assignments.push(assign(context, random, currencies, resource, project, monday, sunday))
      }
      monday = sunday + 1
    }
    return assignments
  })
}

/** A project that runs for some weeks yet, near by if there is one. */
function projectFor(
  random: Random,
  projects: readonly Project[],
  { region }: Resource,
  monday: Day,
): Project | undefined {
  const running = projects.filter(({ startDay, endDay }) => startDay <= monday && endDay > monday + 21)
  const near = running.filter((project) => project.company === region.company)
  const choices = near.length > 0 && random.chance(0.75) ? near : running
  return choices.length === 0 ? undefined : random.pick(choices)
}

function assign(
  { writer, asOf }: DemoContext,
  random: Random,
  currencies: Currencies,
  resource: Resource,
  project: Project,
  from: Day,
  to: Day,
): Assignment {
  const { currency } = project
  const isInternal = project.customer === null
  const isBillable = !isInternal && !random.chance(0.06)
  const hoursPerDay = isInternal ? 100 : resource.region.calendar.hoursPerDay
  const created = Math.min(from - 5, asOf)
  const rate = currencies.rate('USD', currency, project.startDay)
  // Rates are whole multiples of four cents or yen: a quarter of an hour then has a whole value.
  const discount = random.pick([1, 1, 1, 0.95, 0.9])
  const billRate = isBillable
    ? roundToCurrency(Math.round((resource.role.billRate * rate * discount * 100) / 400) * 400, currency)
    : 0
  const costRate = roundToCurrency(
    resource.costRate * currencies.rate(resource.region.company.home, currency, from),
    currency,
  )
  const workdays = countWorkdays(from, to)
  const scheduledHours = workdays * hoursPerDay
  const daily = amount(hoursPerDay)
  const scheduleId = writer.add('pse__Schedule__c', created, {
    CurrencyIsoCode: currency,
    pse__Start_Date__c: dayText(from),
    pse__End_Date__c: dayText(to),
    pse__Monday_Hours__c: daily,
    pse__Tuesday_Hours__c: daily,
    pse__Wednesday_Hours__c: daily,
    pse__Thursday_Hours__c: daily,
    pse__Friday_Hours__c: daily,
    pse__Saturday_Hours__c: 0,
    pse__Sunday_Hours__c: 0,
    pse__Week_Total_Hours__c: amount(hoursPerDay * 5),
    pse__Scheduled_Days__c: workdays,
    pse__Scheduled_Hours__c: amount(scheduledHours),
  })
  const record = writer.draft('pse__Assignment__c', created, {
    Name: `${resource.name} - ${project.name}`.slice(0, 80),
    CurrencyIsoCode: currency,
    pse__Resource__c: resource.id,
    pse__Project__c: project.id,
    pse__Schedule__c: scheduleId,
    pse__Role__c: resource.role.name,
    pse__Status__c: to < asOf ? 'Closed' : from > asOf && random.chance(0.3) ? 'Tentative' : 'Scheduled',
    pse__Start_Date__c: dayText(from),
    pse__End_Date__c: dayText(to),
    pse__Is_Billable__c: isBillable,
    pse__Bill_Rate__c: amount(billRate),
    pse__Planned_Bill_Rate__c: amount(billRate),
    pse__Cost_Rate_Amount__c: amount(costRate),
    pse__Cost_Rate_Currency_Code__c: currency,
    pse__Planned_Hours__c: amount(scheduledHours),
    pse__Planned_Revenue__c: amount((scheduledHours / 100) * billRate),
    pse__Scheduled_Hours__c: amount(scheduledHours),
    pse__Scheduled_Days__c: workdays,
    pse__Percent_Allocated__c: isInternal ? 10 : 100,
    pse__Exclude_from_Billing__c: isInternal || project.isFixedPrice,
    pse__Time_Credited__c: isInternal && project.name === 'Internal - Presales',
    pse__Location__c: random.chance(0.4) ? null : random.pick(['Remote', 'London', 'Germany', 'New York']),
    pse__Use_Resource_Default_Cost_Rate__c: true,
  })
  project.totals.assignedHours += scheduledHours
  return {
    id: record.Id,
    record,
    resource,
    project,
    from,
    to,
    isBillable,
    billRate,
    costRate,
    hoursPerDay,
    totals: {
      billableHoursSubmitted: 0,
      billableHours: 0,
      nonBillableHoursSubmitted: 0,
      nonBillableHours: 0,
      billableAmountSubmitted: 0,
      billableAmount: 0,
      costs: 0,
    },
  }
}

function countWorkdays(from: Day, to: Day): number {
  let count = 0
  for (let day = from; day <= to; day++) if (weekdayOf(day) % 6 !== 0) count += 1
  return count
}

/** Writes the totals into the records, when all timecards are there. */
export function rollUpAssignments(assignments: readonly Assignment[]): void {
  for (const { record, resource, totals } of assignments) {
    record.pse__Billable_Hours_Submitted__c = amount(totals.billableHoursSubmitted)
    record.pse__Billable_Hours_In_Financials__c = amount(totals.billableHours)
    record.pse__Non_Billable_Hours_Submitted__c = amount(totals.nonBillableHoursSubmitted)
    record.pse__Non_Billable_Hours_In_Financials__c = amount(totals.nonBillableHours)
    record.pse__Billable_Amount_Submitted__c = amount(totals.billableAmountSubmitted)
    record.pse__Billable_Amount_In_Financials__c = amount(totals.billableAmount)
    record.pse__Timecard_External_Costs_In_Financials__c = resource.isExternal ? amount(totals.costs) : 0
    record.pse__Timecard_Internal_Costs_In_Financials__c = resource.isExternal ? 0 : amount(totals.costs)
  }
}
