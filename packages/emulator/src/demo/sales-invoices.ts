import type { Customer } from './accounts.js'
import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import type { GeneralLedger, TaxCode } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import type { Ledger, OpenItem, PostingLine } from './ledger.js'
import { amount, type Cents, percentOf, roundToCurrency } from './money.js'
import type { DraftRecord, Fields } from './org-writer.js'
import type { Product } from './products.js'

export interface InvoiceOrderLine {
  readonly product: Product | null
  readonly glAccount: GlAccount
  readonly quantity: number
  readonly unitPrice: Cents
  readonly net: Cents
  readonly description: string | null
  readonly department: string | null
  readonly billingEventItem?: string
}

/** What shall be invoiced; where it comes from does not matter here. */
export interface InvoiceOrder {
  readonly company: Company
  readonly accountId: string
  /** Absent for companies of the group. */
  readonly customer?: Customer
  readonly control: GlAccount
  readonly currency: CurrencyCode
  readonly day: Day
  readonly dueDay: Day
  readonly status: 'Complete' | 'In Progress' | 'Ready to Post' | 'Discarded'
  readonly deleted?: boolean
  readonly tax: TaxCode
  readonly description: string | null
  readonly reference: string | null
  readonly opportunity?: string | null
  readonly lines: readonly InvoiceOrderLine[]
  readonly onInvoiced?: (invoice: SalesInvoice) => void
}

export interface SalesInvoice {
  readonly order: InvoiceOrder
  readonly record: DraftRecord
  readonly name: string
  readonly net: Cents
  readonly total: Cents
  /** Absent until it is posted. */
  readonly item?: OpenItem
}

/** Makes the invoices in the order of their dates, so that their numbers rise with time. */
export function createSalesInvoices(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  orders: readonly InvoiceOrder[],
): readonly SalesInvoice[] {
  const inTime = [...orders].sort((a, b) => a.day - b.day)
  return inTime.map((order) => {
    const invoice = createSalesInvoice(context, ledger, generalLedger, order)
    order.onInvoiced?.(invoice)
    return invoice
  })
}

function createSalesInvoice(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  order: InvoiceOrder,
): SalesInvoice {
  const { writer } = context
  const { company, currency, day, customer } = order
  const taxes = order.lines.map(({ net }) => roundToCurrency(percentOf(net, order.tax.rate), currency))
  const net = order.lines.reduce((sum, line) => sum + line.net, 0)
  const tax = taxes.reduce((sum, value) => sum + value, 0)
  const total = net + tax
  const posted = order.status === 'Complete'
  const period = company.period(day)
  const record = writer.draft('c2g__codaInvoice__c', day, {
    CurrencyIsoCode: currency,
    ...ownerFields(customer),
    c2g__Account__c: order.accountId,
    c2g__OwnerCompany__c: company.id,
    c2g__CompanyReference__c: company.name,
    c2g__InvoiceDate__c: dayText(day),
    c2g__DueDate__c: dayText(order.dueDay),
    c2g__FirstDueDate__c: dayText(order.dueDay),
    c2g__Period__c: period.id,
    c2g__Year__c: period.year,
    c2g__InvoiceStatus__c: order.status,
    c2g__InvoiceCurrency__c: company.currencyIds.get(currency) ?? null,
    c2g__Currency__c: currency,
    c2g__AccountCurrency__c: customer?.currency ?? currency,
    c2g__InvoiceRate__c: ledger.currencies.rate(company.home, currency, day),
    c2g__InvoiceDescription__c: order.description,
    c2g__CustomerReference__c: order.reference,
    c2g__Opportunity__c: order.opportunity ?? null,
    c2g__Dimension1__c: order.lines[0]?.department ?? null,
    c2g__Dimension2__c: generalLedger.dimensions.costCentres[company.index] ?? null,
    c2g__GeneralLedgerAccount__c: order.control.id,
    c2g__TaxCode1__c: order.tax.id,
    c2g__NetTotal__c: amount(net),
    c2g__TaxTotal__c: amount(tax),
    c2g__Tax1Total__c: amount(tax),
    c2g__InvoiceTotal__c: amount(total),
    c2g__OutstandingValue__c: 0,
    c2g__PaymentStatus__c: 'Not Applicable',
    c2g__PrintStatus__c: posted ? 'Printed' : 'Not Printed',
    c2g__DiscardReason__c: order.status === 'Discarded' ? 'Entered twice' : null,
    c2g__DerivePeriod__c: true,
    c2g__DeriveCurrency__c: true,
    c2g__DeriveDueDate__c: true,
    c2g__CopyAccountValues__c: true,
    ...(order.deleted === true ? { IsDeleted: true } : {}),
  })
  addLines(context, order, record, taxes)
  const name = record.Name ?? ''
  if (!posted) return { order, record, name, net, total }
  const item = postInvoice(ledger, generalLedger, order, record, name, net, tax)
  return { order, record, name, net, total, item }
}

function addLines(
  { writer }: DemoContext,
  order: InvoiceOrder,
  invoice: DraftRecord,
  taxes: readonly Cents[],
): void {
  order.lines.forEach((line, index) => {
    const fields: Fields = {
      CurrencyIsoCode: order.currency,
      c2g__Invoice__c: invoice.Id,
      c2g__OwnerCompany__c: order.company.id,
      c2g__LineNumber__c: index + 1,
      c2g__LineDescription__c: line.description,
      c2g__Product__c: line.product?.id ?? null,
      c2g__ProductCode__c: line.product?.code ?? null,
      c2g__GeneralLedgerAccount__c: line.glAccount.id,
      c2g__Quantity__c: line.quantity,
      c2g__UnitPrice__c: amount(line.unitPrice),
      c2g__NetValue__c: amount(line.net),
      c2g__Dimension1__c: line.department,
      c2g__Dimension3__c: line.product?.productLine ?? null,
      c2g__TaxCode1__c: order.tax.id,
      c2g__TaxRate1__c: order.tax.rate,
      c2g__TaxRateTotal__c: order.tax.rate,
      c2g__TaxValue1__c: amount(taxes[index] ?? 0),
      c2g__TaxValueTotal__c: amount(taxes[index] ?? 0),
      c2g__DeriveLineNumber__c: true,
      c2g__UseProductInformation__c: line.product !== null,
      c2g__CalculateTaxValue1FromRate__c: true,
      ffpsai__BillingEventItem__c: line.billingEventItem ?? null,
      ...(order.deleted === true ? { IsDeleted: true } : {}),
    }
    writer.add('c2g__codaInvoiceLineItem__c', order.day, fields)
  })
}

function postInvoice(
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  order: InvoiceOrder,
  record: DraftRecord,
  name: string,
  net: Cents,
  tax: Cents,
): OpenItem {
  const costCentre = dimensions.costCentres[order.company.index] ?? null
  const lines: PostingLine[] = [
    {
      type: 'Account',
      glAccount: order.control,
      account: order.accountId,
      document: net + tax,
      dueDate: order.dueDay,
      description: order.description,
    },
    ...order.lines.map(
      (line): PostingLine => ({
        type: 'Analysis',
        glAccount: line.glAccount,
        account: order.accountId,
        document: -line.net,
        description: line.description,
        dimension1: line.department,
        dimension2: costCentre,
        dimension3: line.product?.productLine ?? null,
        product: line.product?.id ?? null,
        taxCode: order.tax.id,
      }),
    ),
  ]
  if (tax !== 0) {
    lines.push({
      type: 'Tax',
      glAccount: chart.outputTax,
      account: order.accountId,
      document: -tax,
      taxCode: order.tax.id,
      taxable: -net,
      description: order.tax.name,
    })
  }
  const posted = ledger.post({
    company: order.company,
    type: 'Invoice',
    day: order.day,
    currency: order.currency,
    documentNumber: name,
    description: order.description,
    reference: order.reference,
    source: { c2g__SalesInvoice__c: record.Id },
    lines,
    whenSettled: ({ documentOpen, status }) => {
      record.c2g__OutstandingValue__c = amount(documentOpen)
      record.c2g__DocumentOutstandingTotal__c = amount(documentOpen)
      record.c2g__AccountOutstanding__c = amount(documentOpen)
      record.c2g__DocumentTotal__c = amount(net + tax)
      record.c2g__AccountTotal__c = amount(net + tax)
      record.c2g__PaymentStatus__c = status
    },
  })
  record.c2g__Transaction__c = posted.id
  const [item] = posted.accountLines
  if (item === undefined) throw new Error(`invoice ${name} has no account line`)
  return item
}

/** Documents belong to the owner of the customer; those between companies to the org's default owner. */
export function ownerFields(customer: Customer | undefined): Fields {
  return customer === undefined ? {} : { OwnerId: customer.ownerId }
}
