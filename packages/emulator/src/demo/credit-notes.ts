import { type DemoContext, scaled } from './context.js'
import { type Day, dayText, workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { Ledger, OpenItem, PostingLine } from './ledger.js'
import type { Matching } from './matching.js'
import { amount, percentOf, roundToCurrency } from './money.js'
import { ownerFields, type SalesInvoice } from './sales-invoices.js'

const REASONS = [
  'Damaged Goods',
  'Goods Returned',
  'Incorrect Shipment',
  'Overcharge',
  'Retrospective Discount',
] as const

/**
 * Credits part or all of some invoices. Most credit notes are matched with their invoice, some are still open.
 * Returns the days before which those invoices are not paid.
 */
export function createCreditNotes(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  matching: Matching,
  invoices: readonly SalesInvoice[],
): ReadonlyMap<OpenItem, Day> {
  const { asOf } = context
  const random = context.random.fork('credit notes')
  const notBefore = new Map<OpenItem, Day>()
  const candidates = invoices.filter(
    ({ item, order }) => item !== undefined && order.customer !== undefined && order.day < asOf - 10,
  )
  const chosen = new Set<SalesInvoice>()
  const count = scaled(context, 60, 12)
  for (let index = 0; index < count; index++) chosen.add(random.pick(candidates))
  const inTime = [...chosen].map((invoice) => ({
    invoice,
    day: Math.min(asOf, workday(invoice.order.day + random.integer(4, 28))),
  }))
  inTime.sort((a, b) => a.day - b.day)
  for (const { invoice, day } of inTime) {
    const share = random.weighted([
      [100, 30],
      [50, 20],
      [20, 30],
      [7, 20],
    ] as const)
    const item = createCreditNote(context, ledger, generalLedger, invoice, day, share, random.pick(REASONS))
    const matchDay = Math.min(asOf, day + random.integer(0, 5))
    if (invoice.item === undefined || random.chance(0.15)) continue
    matching.match(matchDay, [
      { item: invoice.item, document: -item.document },
      { item, document: item.document },
    ])
    notBefore.set(invoice.item, matchDay + 1)
  }
  return notBefore
}

function createCreditNote(
  { writer }: DemoContext,
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  { order, record: invoice, name: invoiceName }: SalesInvoice,
  day: Day,
  share: number,
  reason: string,
): OpenItem {
  const { company, currency, tax } = order
  const period = company.period(day)
  const nets = order.lines.map((line) => roundToCurrency(percentOf(line.net, share), currency))
  const taxes = nets.map((net) => roundToCurrency(percentOf(net, tax.rate), currency))
  const net = nets.reduce((sum, value) => sum + value, 0)
  const taxTotal = taxes.reduce((sum, value) => sum + value, 0)
  const record = writer.draft('c2g__codaCreditNote__c', day, {
    CurrencyIsoCode: currency,
    ...ownerFields(order.customer),
    c2g__Account__c: order.accountId,
    c2g__OwnerCompany__c: company.id,
    c2g__CompanyReference__c: company.name,
    c2g__Invoice__c: invoice.Id,
    c2g__InvoiceReference__c: invoiceName,
    c2g__InvoiceDate__c: dayText(order.day),
    c2g__CreditNoteDate__c: dayText(day),
    c2g__DueDate__c: dayText(day),
    c2g__CreditNoteStatus__c: 'Complete',
    c2g__CreditNoteReason__c: reason,
    c2g__CreditNoteDescription__c: `Credit for ${invoiceName}`,
    c2g__CreditNoteCurrency__c: company.currencyIds.get(currency) ?? null,
    c2g__Currency__c: currency,
    c2g__CreditNoteRate__c: ledger.currencies.rate(company.home, currency, day),
    c2g__CustomerReference__c: order.reference,
    c2g__Period__c: period.id,
    c2g__Year__c: period.year,
    c2g__NetTotal__c: amount(net),
    c2g__TaxTotal__c: amount(taxTotal),
    c2g__Tax1Total__c: amount(taxTotal),
    c2g__CreditNoteTotal__c: amount(net + taxTotal),
    c2g__TaxCode1__c: tax.id,
    c2g__PrintStatus__c: 'Printed',
  })
  const lines: PostingLine[] = [
    {
      type: 'Account',
      glAccount: order.control,
      account: order.accountId,
      document: -(net + taxTotal),
      dueDate: day,
      description: reason,
    },
    ...order.lines.map(
      (line, index): PostingLine => ({
        type: 'Analysis',
        glAccount: line.glAccount,
        account: order.accountId,
        document: nets[index] ?? 0,
        description: line.description,
        dimension1: line.department,
        dimension2: dimensions.costCentres[company.index] ?? null,
        dimension3: line.product?.productLine ?? null,
        product: line.product?.id ?? null,
        taxCode: tax.id,
      }),
    ),
  ]
  if (taxTotal !== 0) {
    lines.push({
      type: 'Tax',
      glAccount: chart.outputTax,
      account: order.accountId,
      document: taxTotal,
      taxCode: tax.id,
      taxable: net,
      description: tax.name,
    })
  }
  const posted = ledger.post({
    company,
    type: 'Credit Note',
    day,
    currency,
    documentNumber: record.Name ?? '',
    description: reason,
    reference: order.reference,
    source: { c2g__SalesCreditNote__c: record.Id },
    lines,
    whenSettled: ({ documentOpen, status }) => {
      record.c2g__OutstandingValue__c = amount(documentOpen)
      record.c2g__DocumentOutstandingTotal__c = amount(documentOpen)
      record.c2g__AccountOutstanding__c = amount(documentOpen)
      record.c2g__DocumentTotal__c = amount(-(net + taxTotal))
      record.c2g__AccountTotal__c = amount(-(net + taxTotal))
      record.c2g__PaymentStatus__c = status
    },
  })
  record.c2g__Transaction__c = posted.id
  const [item] = posted.accountLines
  if (item === undefined) throw new Error('a credit note has an account line')
  return item
}
