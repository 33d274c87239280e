import { addDecimals, type Decimal } from '../../org/decimal-text.js'
import { isZero, negated, sumOf, ZERO } from '../decimal-math.js'
import { type ChildLink, type DerivedField, formula, rollUp } from './derived-field.js'
import type { RecordView } from './record-view.js'

const HEADER = 'pse__Timecard_Header__c'
const SPLITS: ChildLink = { object: 'pse__Timecard__c', lookup: HEADER }
const EXPENSE = 'pse__Expense__c'
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Totals of timecards, and the parts of expenses that a customer pays. */
export const SERVICES_FIELDS: readonly DerivedField[] = [
  ...[HEADER, SPLITS.object].flatMap((object) => [
    formula(object, 'pse__Total_Hours__c', (record) => sumOf(hoursOf(record))),
    formula(object, 'pse__Total_Days_Worked__c', daysWorked),
  ]),
  rollUp(HEADER, 'pse__Total_Billable_Amount__c', SPLITS, 'pse__Total_Billable_Amount__c'),
  formula(EXPENSE, 'pse__Billable_Amount__c', billable),
  formula(EXPENSE, 'pse__Non_Billable_Amount__c', (expense) =>
    addDecimals(expense.amount('pse__Amount__c'), negated(billable(expense))),
  ),
]

function hoursOf(record: RecordView): readonly Decimal[] {
  return WEEKDAYS.map((day) => record.amount(`pse__${day}_Hours__c`))
}

function daysWorked(record: RecordView): number {
  return hoursOf(record).filter((hours) => !isZero(hours)).length
}

function billable(expense: RecordView): Decimal {
  return expense.isTrue('pse__Billable__c') ? expense.amount('pse__Amount__c') : ZERO
}
