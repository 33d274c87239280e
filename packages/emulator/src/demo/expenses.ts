import type { Assignment } from './assignments.js'
import type { BillableItem } from './billable-item.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayText, weekdayOf } from './day.js'
import { amount, type Cents, cents, roundToCurrency } from './money.js'
import { at, type Random } from './random.js'
import type { RecordTypes } from './record-types.js'

/** In US dollars. */
const TYPES = [
  { name: 'Airfare', median: 420 },
  { name: 'Lodging (Room and Tax)', median: 310 },
  { name: 'Taxi', median: 34 },
  { name: 'Business Meals', median: 58 },
  { name: 'Car Rental', median: 160 },
  { name: 'Personal Meals', median: 27 },
  { name: 'Auto Mileage', median: 46 },
] as const

const YEN_PER_DOLLAR = 145

interface PlannedExpense {
  readonly day: Day
  readonly type: string
  readonly amount: Cents
  readonly isBillable: boolean
  readonly isReimbursed: boolean
}

/** Expense reports with their expenses; the totals of a report are the sums of its expenses. */
export function createExpenses(
  context: DemoContext,
  assignments: readonly Assignment[],
  recordTypes: RecordTypes,
): readonly BillableItem[] {
  const random = context.random.fork('expenses')
  const travelled = assignments.filter(
    ({ project, from, to }) => project.customer !== null && from < context.asOf && to - from > 20,
  )
  const count = scaled(context, 190, 70)
  return Array.from({ length: count }, (_, index) => {
    const assignment = at(travelled, index * 3 + random.integer(0, 2))
    return createReport(context, random, assignment, recordTypes)
  }).flat()
}

function createReport(
  { writer, asOf }: DemoContext,
  random: Random,
  { id, project, resource, isBillable, from, to }: Assignment,
  recordTypes: RecordTypes,
): readonly BillableItem[] {
  const { currency } = project
  const lastDay = Math.min(random.integer(from + 10, to), asOf - random.integer(0, 6))
  const expenses = planTrip(random, currency, isBillable, Math.max(from, lastDay - 4), lastDay)
  const status =
    asOf - lastDay > 14
      ? random.chance(0.95)
        ? 'Approved'
        : 'Rejected'
      : random.pick(['Approved', 'Submitted', 'Draft'] as const)
  const approved = status === 'Approved'
  const submitted = approved || status === 'Submitted'
  const created = lastDay + 1
  const sum = (wanted: (expense: PlannedExpense) => boolean) =>
    amount(expenses.filter(wanted).reduce((total, expense) => total + expense.amount, 0))
  const reportId = writer.add('pse__Expense_Report__c', created, {
    Name: `${resource.name} - ${dayText(lastDay)}`.slice(0, 80),
    CurrencyIsoCode: currency,
    pse__Resource__c: resource.id,
    pse__Project__c: project.id,
    pse__Assignment__c: id,
    pse__Status__c: status,
    pse__Submitted__c: submitted,
    pse__Approved__c: approved,
    pse__Include_In_Financials__c: approved,
    pse__Billable__c: isBillable,
    pse__First_Expense_Date__c: dayText(Math.max(from, lastDay - 4)),
    pse__Last_Expense_Date__c: dayText(lastDay),
    pse__Reimbursement_Currency__c: currency,
    pse__Total_Billable_Amount__c: sum((expense) => expense.isBillable),
    pse__Total_Non_Billable_Amount__c: sum((expense) => !expense.isBillable),
    pse__Total_Reimbursement_Amount__c: sum((expense) => expense.isReimbursed),
    pse__Description__c: random.chance(0.4) ? null : `Site visit ${dayText(lastDay).slice(0, 7)}`,
  })
  const items: BillableItem[] = []
  for (const expense of expenses) {
    const billable = expense.isBillable ? expense.amount : 0
    const record = writer.draft('pse__Expense__c', created, {
      CurrencyIsoCode: currency,
      RecordTypeId: recordTypes.expense,
      pse__Expense_Report__c: reportId,
      pse__Resource__c: resource.id,
      pse__Project__c: project.id,
      pse__Assignment__c: id,
      pse__Expense_Date__c: dayText(expense.day),
      pse__Type__c: expense.type,
      pse__Amount__c: amount(expense.amount),
      pse__Billable__c: expense.isBillable,
      pse__Billable_Amount__c: amount(billable),
      pse__Non_Billable_Amount__c: amount(expense.amount - billable),
      pse__Billing_Amount__c: amount(billable),
      pse__Billing_Currency__c: currency,
      pse__Reimbursement_Amount__c: expense.isReimbursed ? amount(expense.amount) : 0,
      pse__Reimbursement_Currency__c: currency,
      pse__Non_Reimbursible__c: !expense.isReimbursed,
      pse__Status__c: status,
      pse__Submitted__c: submitted,
      pse__Approved__c: approved,
      pse__Include_In_Financials__c: approved,
      pse__Exclude_from_Billing__c: false,
      pse__Distance__c: expense.type === 'Auto Mileage' ? Math.round(expense.amount / 67) : null,
      pse__Rate_Unit__c: expense.type === 'Auto Mileage' ? 'Mile' : null,
      pse__Lost_Receipt__c: random.chance(0.03),
      pse__Notes__c: random.chance(0.8) ? null : 'Receipt in euros, converted by card issuer',
    })
    if (!approved) continue
    project.totals.expenseCosts += expense.amount
    project.totals.billings += billable
    if (billable === 0) continue
    items.push({
      kind: 'Expense',
      record,
      project,
      day: expense.day,
      quantity: 1,
      amount: billable,
      description: `${expense.type}, ${resource.name}, ${dayText(expense.day)}`,
    })
  }
  return items
}

function planTrip(
  random: Random,
  currency: string,
  assignmentIsBillable: boolean,
  from: Day,
  to: Day,
): readonly PlannedExpense[] {
  return Array.from({ length: random.integer(2, 5) }, (): PlannedExpense => {
    const { name, median } = random.pick(TYPES)
    const value = random.logNormal(median, 0.4) * (currency === 'JPY' ? YEN_PER_DOLLAR : 1)
    const day = random.integer(from, to)
    return {
      day: weekdayOf(day) === 0 ? Math.max(from, day - 1) : day,
      type: name,
      amount: roundToCurrency(cents(value), currency),
      isBillable: assignmentIsBillable && name !== 'Personal Meals' && random.chance(0.85),
      isReimbursed: name !== 'Airfare',
    }
  })
}
