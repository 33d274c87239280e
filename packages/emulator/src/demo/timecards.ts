import type { Assignment } from './assignments.js'
import type { BillableItem } from './billable-item.js'
import type { DemoContext } from './context.js'
import { type Day, dayText, endOfMonth } from './day.js'
import { amount, type Cents, roundToCurrency } from './money.js'
import type { Fields } from './org-writer.js'
import type { Random } from './random.js'

const DAYS_OF_WEEK = [0, 1, 2, 3, 4, 5, 6] as const

const NOTES = [
  'Workshop with key users',
  'Data migration',
  'Interface tests',
  'Configuration',
  'Go-live support',
  'Design review',
] as const

type Status = 'Saved' | 'Submitted' | 'Approved' | 'Rejected'

/** A week of work before it is split at the end of the month. Hours in hundredths, Monday first. */
interface Week {
  readonly assignment: Assignment
  readonly monday: Day
  readonly hours: readonly number[]
  readonly status: Status
  readonly notes: string | null
}

/**
 * A timecard header for every week of every assignment, split at the ends of months as the package does: the splits
 * carry the billing. Hours, amounts and costs of the splits add up to those of the header.
 */
export function createTimecards(
  context: DemoContext,
  assignments: readonly Assignment[],
): readonly BillableItem[] {
  const random = context.random.fork('timecards')
  const weeks = assignments.flatMap((assignment) => planWeeks(context, random, assignment))
  weeks.sort((a, b) => a.monday - b.monday)
  return weeks.flatMap((week) => createWeek(context, week))
}

function planWeeks({ asOf }: DemoContext, random: Random, assignment: Assignment): readonly Week[] {
  const { customer } = assignment.project
  const weeks: Week[] = []
  for (let monday = assignment.from; monday <= Math.min(assignment.to, asOf - 4); monday += 7) {
    if (customer === null && !random.chance(0.3)) continue
    if (random.chance(0.08)) continue
    const hours = DAYS_OF_WEEK.map((weekday) => hoursOf(random, assignment, weekday))
    if (hours.every((value) => value === 0)) continue
    weeks.push({
      assignment,
      monday,
      hours,
      status: statusOf(random, asOf - monday),
      notes: random.chance(0.3) ? random.pick(NOTES) : null,
    })
  }
  return weeks
}

function hoursOf(random: Random, { hoursPerDay, project }: Assignment, weekday: number): number {
  if (weekday > 4) return weekday === 5 && random.chance(0.02) ? 400 : 0
  if (project.customer === null) return random.chance(0.5) ? random.integer(2, 10) * 25 : 0
  if (random.chance(0.09)) return 0
  return (
    Math.round(hoursPerDay / 25) * 25 +
    random.weighted([
      [0, 60],
      [-100, 14],
      [-225, 8],
      [50, 10],
      [125, 8],
    ] as const)
  )
}

function statusOf(random: Random, age: number): Status {
  if (age < 7)
    return random.weighted([
      ['Saved', 35],
      ['Submitted', 35],
      ['Approved', 30],
    ] as const)
  if (age < 16)
    return random.weighted([
      ['Saved', 6],
      ['Submitted', 24],
      ['Approved', 70],
    ] as const)
  return random.weighted([
    ['Approved', 960],
    ['Submitted', 12],
    ['Rejected', 18],
    ['Saved', 10],
  ] as const)
}

function createWeek(context: DemoContext, week: Week): readonly BillableItem[] {
  const { writer } = context
  const { assignment, monday, hours, status } = week
  const { resource, project, isBillable } = assignment
  const approved = status === 'Approved'
  const submitted = approved || status === 'Submitted'
  const shared: Fields = {
    CurrencyIsoCode: project.currency,
    pse__Assignment__c: assignment.id,
    pse__Project__c: project.id,
    pse__Resource__c: resource.id,
    pse__Approved__c: approved,
    pse__Submitted__c: submitted,
    pse__Status__c: status,
    pse__Billable__c: isBillable,
    pse__Include_In_Financials__c: approved,
    pse__Exclude_from_Billing__c: project.customer === null || project.isFixedPrice,
    pse__External_Resource__c: resource.isExternal,
    pse__Time_Credited__c: project.name === 'Internal - Presales',
    pse__Timecard_Notes__c: week.notes,
  }
  const parts = splitAtMonthEnd(monday)
  const splits = parts.map(({ from, to }) => {
    const partHours = hours.map((value, index) =>
      monday + index >= from && monday + index <= to ? value : 0,
    )
    return { from, to, partHours, ...valuesOf(assignment, partHours) }
  })
  const total = splits.reduce((sum, split) => sum + split.billable, 0)
  const worked = hours.reduce((sum, value) => sum + value, 0)
  const headerId = writer.add('pse__Timecard_Header__c', monday + 4, {
    ...shared,
    ...hourFields(hours),
    OwnerId: resource.userId ?? project.record.OwnerId ?? null,
    pse__Start_Date__c: dayText(monday),
    pse__End_Date__c: dayText(monday + 6),
    pse__Total_Hours__c: amount(worked),
    pse__Total_Billable_Amount__c: amount(total),
    pse__Bill_Rate__c: amount(assignment.billRate),
    pse__Cost_Rate_Amount__c: amount(assignment.costRate),
    pse__Cost_Rate_Currency_Code__c: project.currency,
    pse__Total_Days_Worked__c: hours.filter((value) => value > 0).length,
  })
  const items: BillableItem[] = []
  for (const { from, to, partHours, worked: splitHours, billable, cost } of splits) {
    if (splitHours === 0 && splits.length > 1) continue
    const record = writer.draft('pse__Timecard__c', monday + 4, {
      ...shared,
      ...hourFields(partHours),
      pse__Timecard_Header__c: headerId,
      pse__Start_Date__c: dayText(from),
      pse__End_Date__c: dayText(to),
      pse__Total_Hours__c: amount(splitHours),
      pse__Total_Billable_Amount__c: amount(billable),
      pse__Total_Cost__c: amount(cost),
      pse__Total_Days_Worked__c: partHours.filter((value) => value > 0).length,
      pse__Cost_Rate_Currency_Code__c: project.currency,
      pse__Eligible_for_Billing__c: approved && isBillable ? 'Yes' : 'No',
    })
    collect(assignment, splitHours, billable, cost, submitted, approved)
    if (!approved || !isBillable || project.isFixedPrice || billable === 0) continue
    items.push({
      kind: 'Timecard',
      record,
      project,
      day: to,
      quantity: splitHours / 100,
      amount: billable,
      description: `${resource.role.name}: ${resource.name}, ${dayText(from)} to ${dayText(to)}`,
    })
  }
  return items
}

function splitAtMonthEnd(monday: Day): readonly { from: Day; to: Day }[] {
  const sunday = monday + 6
  const monthEnd = endOfMonth(monday)
  if (monthEnd >= sunday) return [{ from: monday, to: sunday }]
  return [
    { from: monday, to: monthEnd },
    { from: monthEnd + 1, to: sunday },
  ]
}

function valuesOf({ billRate, costRate, project }: Assignment, hours: readonly number[]) {
  const worked = hours.reduce((sum, value) => sum + value, 0)
  const billable = roundToCurrency((worked * billRate) / 100, project.currency)
  const cost = roundToCurrency((worked * costRate) / 100, project.currency)
  return { worked, billable, cost }
}

function hourFields([
  monday = 0,
  tuesday = 0,
  wednesday = 0,
  thursday = 0,
  friday = 0,
  ...weekend
]: readonly number[]) {
  const [saturday = 0, sunday = 0] = weekend
  return {
    pse__Monday_Hours__c: amount(monday),
    pse__Tuesday_Hours__c: amount(tuesday),
    pse__Wednesday_Hours__c: amount(wednesday),
    pse__Thursday_Hours__c: amount(thursday),
    pse__Friday_Hours__c: amount(friday),
    pse__Saturday_Hours__c: amount(saturday),
    pse__Sunday_Hours__c: amount(sunday),
  }
}

/** Submitted time counts as submitted; approved time counts in the financials. */
function collect(
  { project, resource, isBillable, totals }: Assignment,
  hours: number,
  billable: Cents,
  cost: Cents,
  submitted: boolean,
  approved: boolean,
): void {
  const sums = project.totals
  if (submitted) {
    sums.submittedHours += hours
    if (isBillable) totals.billableHoursSubmitted += hours
    else totals.nonBillableHoursSubmitted += hours
    totals.billableAmountSubmitted += billable
  }
  if (!approved) return
  if (isBillable) totals.billableHours += hours
  else totals.nonBillableHours += hours
  totals.billableAmount += billable
  totals.costs += cost
  sums.billings += billable
  if (resource.isExternal) sums.externalCosts += cost
  else sums.internalCosts += cost
  if (resource.isExternal && isBillable) sums.billableExternalHours += hours
  else if (resource.isExternal) sums.nonBillableExternalHours += hours
  else if (isBillable) sums.billableInternalHours += hours
  else sums.nonBillableInternalHours += hours
  if (!isBillable && !resource.isExternal && project.name === 'Internal - Presales')
    sums.creditedHours += hours
}
