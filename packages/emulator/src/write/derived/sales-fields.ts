import type { Decimal } from '../../org/decimal-text.js'
import type { FieldValue } from '../../org/record-sink.js'
import { product, rounded, sumOf } from '../decimal-math.js'
import { type ChildLink, type DerivedField, formula, rollUp } from './derived-field.js'
import type { RecordView } from './record-view.js'

const OPPORTUNITY = 'Opportunity'
const LINE = 'OpportunityLineItem'
const LINES: ChildLink = { object: LINE, lookup: 'OpportunityId' }
const ORDER = 'SCMC__Sales_Order__c'
const ORDER_LINES: ChildLink = { object: 'SCMC__Sales_Order_Line_Item__c', lookup: ORDER }

/** What the platform works out for opportunities, price books, cases and tasks, and the value of sales orders. */
export const SALES_FIELDS: readonly DerivedField[] = [
  ofProduct('PricebookEntry', 'Name'),
  ofProduct('PricebookEntry', 'ProductCode'),
  ofProduct(LINE, 'Name'),
  ofProduct(LINE, 'ProductCode'),
  formula(LINE, 'TotalPrice', lineTotal),
  formula(LINE, 'Subtotal', lineTotal),
  fromLines('HasOpportunityLineItem', (lines) => lines.length > 0),
  fromLines('Amount', (lines, own) => totalOf(lines, 'TotalPrice', own)),
  fromLines('TotalOpportunityQuantity', (lines, own) => totalOf(lines, 'Quantity', own)),
  formula(OPPORTUNITY, 'ExpectedRevenue', expectedRevenue),
  formula(OPPORTUNITY, 'IsWon', (record) => record.value('StageName') === 'Closed Won'),
  formula(OPPORTUNITY, 'IsClosed', (record) => String(record.value('StageName')).startsWith('Closed ')),
  formula(OPPORTUNITY, 'FiscalYear', (record) => year(record)),
  formula(OPPORTUNITY, 'FiscalQuarter', (record) => quarter(record)),
  formula(OPPORTUNITY, 'Fiscal', (record) =>
    year(record) === null ? null : `${year(record)} ${quarter(record)}`,
  ),
  formula('Case', 'IsClosed', (record) => record.value('Status') === 'Closed'),
  formula('Task', 'IsClosed', (record) => record.value('Status') === 'Completed'),
  rollUp(ORDER, 'SCMC__Total_Value__c', ORDER_LINES, (line) =>
    rounded(product(line.amount('SCMC__Quantity__c'), line.amount('SCMC__Price__c')), 2),
  ),
]

function ofProduct(object: string, field: string): DerivedField {
  return formula(object, field, (record) => record.parent('Product2Id')?.value(field) ?? null, ['Product2Id'])
}

/** Without a price per unit the total is what was said. */
function lineTotal(line: RecordView): FieldValue | Decimal {
  if (line.value('UnitPrice') === null) return line.value('TotalPrice')
  return rounded(product(line.amount('Quantity'), line.amount('UnitPrice')), 2)
}

function fromLines(
  field: string,
  value: (lines: readonly RecordView[], own: FieldValue) => FieldValue | Decimal,
): DerivedField {
  const rule = formula(OPPORTUNITY, field, (record) =>
    value(record.children(LINES.object, LINES.lookup), record.value(field)),
  )
  return { ...rule, children: [LINES] }
}

/** An opportunity without lines has the amount that was given to it. */
function totalOf(lines: readonly RecordView[], field: string, own: FieldValue): FieldValue | Decimal {
  return lines.length === 0 ? own : sumOf(lines.map((line) => line.amount(field)))
}

function expectedRevenue(record: RecordView): Decimal | null {
  if (record.value('Amount') === null || record.value('Probability') === null) return null
  const { units, scale } = record.amount('Probability')
  return rounded(product(record.amount('Amount'), { units, scale: scale + 2 }), 2)
}

function year(record: RecordView): number | null {
  const date = record.value('CloseDate')
  return typeof date === 'string' ? Number(date.slice(0, 4)) : null
}

function quarter(record: RecordView): number | null {
  const date = record.value('CloseDate')
  return typeof date === 'string' ? Math.ceil(Number(date.slice(5, 7)) / 3) : null
}
