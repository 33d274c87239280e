import { addDecimals, type Decimal } from '../../org/decimal-text.js'
import { negated, product, rounded, sumOf, ZERO } from '../decimal-math.js'
import { type ChildLink, type DerivedField, formula, rollUp } from './derived-field.js'
import type { RecordView } from './record-view.js'

const BILL = 'fferpcore__BillingDocument__c'
const BILL_LINE = 'fferpcore__BillingDocumentLineItem__c'
const CONTRACT = 'ffbc__Contract__c'
const RECOGNITION = 'ffrr__RevenueRecognitionTransaction__c'

const BILL_LINES: ChildLink = { object: BILL_LINE, lookup: BILL }
const CONTRACT_LINES: ChildLink = { object: 'ffbc__ContractLineItem__c', lookup: CONTRACT }
const RECOGNITION_LINES: ChildLink = {
  object: 'ffrr__RevenueRecognitionTransactionLine__c',
  lookup: RECOGNITION,
}

/** Totals of bills, contracts and recognised revenue. */
export const BILLING_FIELDS: readonly DerivedField[] = [
  formula(BILL_LINE, 'fferpcore__NetValue__c', netValue),
  formula(BILL_LINE, 'fferpcore__TaxRateTotal__c', (line) => numbered(line, 'fferpcore__TaxRate')),
  formula(BILL_LINE, 'fferpcore__TaxValueTotal__c', (line) => numbered(line, 'fferpcore__TaxValue')),
  formula(BILL_LINE, 'fferpcore__TotalValue__c', (line) =>
    addDecimals(line.amount('fferpcore__NetValue__c'), line.amount('fferpcore__TaxValueTotal__c')),
  ),
  ofBill('fferpcore__BillingDocumentStatus__c', 'fferpcore__DocumentStatus__c'),
  ofBill('ffbc__DocumentDate__c', 'fferpcore__DocumentDate__c'),
  rollUp(BILL, 'fferpcore__NetTotal__c', BILL_LINES, 'fferpcore__NetValue__c'),
  rollUp(BILL, 'fferpcore__TaxValueTotal__c', BILL_LINES, 'fferpcore__TaxValueTotal__c'),
  rollUp(BILL, 'fferpcore__DocumentTotal__c', BILL_LINES, 'fferpcore__TotalValue__c'),
  rollUp(BILL, 'fferpcore__NumberOfBillingDocumentLineItems__c', BILL_LINES, () => ONE),
  formula(
    BILL,
    'fferpcore__IsComplete__c',
    (bill) => bill.value('fferpcore__DocumentStatus__c') === 'Complete',
  ),
  rollUp(CONTRACT, 'ffbc__MonthlyRecurringRevenue__c', CONTRACT_LINES, 'ffbc__MonthlyRecurringRevenue__c'),
  rollUp(CONTRACT, 'ffbc__AnnualRecurringRevenue__c', CONTRACT_LINES, 'ffbc__AnnualRecurringRevenue__c'),
  rollUp(RECOGNITION, 'ffrr__TotalIncomeStatement__c', RECOGNITION_LINES, recognisedAs('Income Statement')),
  rollUp(RECOGNITION, 'ffrr__TotalBalanceSheet__c', RECOGNITION_LINES, recognisedAs('Balance Sheet')),
]

const ONE: Decimal = { units: 1n, scale: 0 }

function netValue(line: RecordView): Decimal {
  const given = line.value('fferpcore__NetValueBeforeDiscount__c')
  const before =
    given === null
      ? rounded(product(line.amount('fferpcore__Quantity__c'), line.amount('fferpcore__UnitPrice__c')), 2)
      : line.amount('fferpcore__NetValueBeforeDiscount__c')
  return addDecimals(before, negated(line.amount('fferpcore__DiscountTotal__c')))
}

function numbered(line: RecordView, stem: string): Decimal {
  return sumOf([1, 2, 3].map((number) => line.amount(`${stem}${number}__c`)))
}

function ofBill(field: string, source: string): DerivedField {
  return formula(BILL_LINE, field, (line) => line.parent(BILL)?.value(source) ?? null, [BILL])
}

function recognisedAs(type: string): (line: RecordView) => Decimal {
  return (line) =>
    line.value('ffrr__AccountType__c') === type ? line.amount('ffrr__AmountRecognized__c') : ZERO
}
