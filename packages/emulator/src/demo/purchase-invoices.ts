import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import type { GeneralLedger, TaxCode } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import type { Ledger, OpenItem, PostingLine } from './ledger.js'
import { amount, type Cents, percentOf, roundToCurrency } from './money.js'
import type { DraftRecord } from './org-writer.js'

export interface PurchaseLine {
  readonly glAccount: GlAccount
  readonly net: Cents
  readonly description: string | null
  readonly department: string | null
}

export interface PurchaseOrder {
  readonly company: Company
  readonly accountId: string
  readonly control: GlAccount
  readonly currency: CurrencyCode
  readonly day: Day
  readonly dueDay: Day
  readonly status: 'Complete' | 'In Progress' | 'Ready to Post' | 'Discarded'
  readonly deleted?: boolean
  readonly onHold: boolean
  readonly tax: TaxCode
  /** The number that the vendor gave it. */
  readonly vendorNumber: string | null
  readonly description: string | null
  readonly lines: readonly PurchaseLine[]
  readonly onRegistered?: (invoice: PurchaseInvoice) => void
}

export interface PurchaseInvoice {
  readonly order: PurchaseOrder
  readonly record: DraftRecord
  readonly name: string
  readonly total: Cents
  readonly item?: OpenItem
}

/** Makes payable invoices in the order of their dates. */
export function createPurchaseInvoices(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  orders: readonly PurchaseOrder[],
): readonly PurchaseInvoice[] {
  const inTime = [...orders].sort((a, b) => a.day - b.day)
  return inTime.map((order) => {
    const invoice = createPurchaseInvoice(context, ledger, generalLedger, order)
    order.onRegistered?.(invoice)
    return invoice
  })
}

function createPurchaseInvoice(
  { writer }: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  order: PurchaseOrder,
): PurchaseInvoice {
  const { company, currency, day, tax } = order
  const taxes = order.lines.map(({ net }) => roundToCurrency(percentOf(net, tax.rate), currency))
  const net = order.lines.reduce((sum, line) => sum + line.net, 0)
  const taxTotal = taxes.reduce((sum, value) => sum + value, 0)
  const total = net + taxTotal
  const period = company.period(day)
  const deletion = order.deleted === true ? { IsDeleted: true } : {}
  const record = writer.draft('c2g__codaPurchaseInvoice__c', day, {
    CurrencyIsoCode: currency,
    c2g__Account__c: order.accountId,
    c2g__AccountInvoiceNumber__c: order.vendorNumber,
    c2g__OwnerCompany__c: company.id,
    c2g__InvoiceDate__c: dayText(day),
    c2g__DueDate__c: dayText(order.dueDay),
    c2g__Period__c: period.id,
    c2g__Year__c: period.year,
    c2g__InvoiceStatus__c: order.status,
    c2g__HoldStatus__c: order.onHold ? 'On Hold' : 'Not on Hold',
    c2g__InvoiceCurrency__c: company.currencyIds.get(currency) ?? null,
    c2g__InvoiceRate__c: ledger.currencies.rate(company.home, currency, day),
    c2g__InvoiceDescription__c: order.description,
    c2g__Dimension1__c: order.lines[0]?.department ?? null,
    c2g__TaxCode1__c: tax.id,
    c2g__ExpensesNetTotal__c: amount(net),
    c2g__ExpensesTax1Total__c: amount(taxTotal),
    c2g__ItemsNetTotal__c: 0,
    c2g__NetTotal__c: amount(net),
    c2g__TaxTotal__c: amount(taxTotal),
    c2g__InvoiceTotal__c: amount(total),
    c2g__OutstandingValue__c: 0,
    c2g__PaymentStatus__c: 'Not Applicable',
    c2g__DiscardReason__c: order.status === 'Discarded' ? 'Duplicate of an earlier invoice' : null,
    c2g__DerivePeriod__c: true,
    c2g__DeriveCurrency__c: true,
    c2g__DeriveDueDate__c: true,
    ...deletion,
  })
  order.lines.forEach((line, index) => {
    writer.add('c2g__codaPurchaseInvoiceExpenseLineItem__c', day, {
      CurrencyIsoCode: currency,
      c2g__PurchaseInvoice__c: record.Id,
      c2g__OwnerCompany__c: company.id,
      c2g__LineNumber__c: index + 1,
      c2g__LineDescription__c: line.description,
      c2g__GeneralLedgerAccount__c: line.glAccount.id,
      c2g__GLACode__c: line.glAccount.code,
      c2g__NetValue__c: amount(line.net),
      c2g__InputVATCode__c: tax.id,
      c2g__TaxRate1__c: tax.rate,
      c2g__TaxRateTotal__c: tax.rate,
      c2g__TaxValue1__c: amount(taxes[index] ?? 0),
      c2g__TaxValueTotal__c: amount(taxes[index] ?? 0),
      c2g__Dimension1__c: line.department,
      c2g__DeriveLineNumber__c: true,
      ...deletion,
    })
  })
  const name = record.Name ?? ''
  if (order.status !== 'Complete') return { order, record, name, total }
  const item = postPurchaseInvoice(ledger, generalLedger, order, record, name, net, taxTotal)
  return { order, record, name, total, item }
}

function postPurchaseInvoice(
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  order: PurchaseOrder,
  record: DraftRecord,
  name: string,
  net: Cents,
  taxTotal: Cents,
): OpenItem {
  const { company, tax } = order
  const lines: PostingLine[] = [
    {
      type: 'Account',
      glAccount: order.control,
      account: order.accountId,
      document: -(net + taxTotal),
      dueDate: order.dueDay,
      description: order.description,
    },
    ...order.lines.map(
      (line): PostingLine => ({
        type: 'Analysis',
        glAccount: line.glAccount,
        account: order.accountId,
        document: line.net,
        description: line.description,
        dimension1: line.department,
        dimension2: dimensions.costCentres[company.index] ?? null,
        taxCode: tax.id,
      }),
    ),
  ]
  if (taxTotal !== 0) {
    lines.push({
      type: 'Tax',
      glAccount: chart.inputTax,
      account: order.accountId,
      document: taxTotal,
      taxCode: tax.id,
      taxable: net,
      description: tax.name,
    })
  }
  const posted = ledger.post({
    company,
    type: 'Purchase Invoice',
    day: order.day,
    currency: order.currency,
    documentNumber: name,
    description: order.description,
    reference: order.vendorNumber,
    source: {
      c2g__PayableInvoice__c: record.Id,
      c2g__VendorDocumentNumber__c: order.vendorNumber,
    },
    lines,
    whenSettled: ({ documentOpen, status }) => {
      record.c2g__OutstandingValue__c = amount(documentOpen)
      record.c2g__PaymentStatus__c = status
    },
  })
  record.c2g__Transaction__c = posted.id
  const [item] = posted.accountLines
  if (item === undefined) throw new Error(`payable invoice ${name} has no account line`)
  return item
}
