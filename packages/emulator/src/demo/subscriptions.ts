import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayFrom, dayText, endOfMonth, monthOf, startOfMonth, yearOf } from './day.js'
import type { GeneralLedger, TaxCode } from './general-ledger.js'
import type { Ledger, PostingLine } from './ledger.js'
import { amount, type Cents, percentOf, roundToCurrency, toHome } from './money.js'
import type { DraftRecord } from './org-writer.js'
import type { Product, Products } from './products.js'
import { at, type Random } from './random.js'
import type { Debt } from './receipts.js'

/** A part of a bill that becomes revenue in one month. */
export interface DeferredPart {
  readonly customer: Customer
  readonly product: Product
  readonly month: Day
  readonly home: Cents
}

export interface Subscriptions {
  readonly debts: readonly Debt[]
  readonly deferred: readonly DeferredPart[]
}

interface ContractLine {
  readonly id: string
  readonly product: Product
  readonly quantity: number
  readonly unitPrice: Cents
  /** A month, for the whole quantity. */
  readonly monthly: Cents
}

interface Bill {
  readonly contractId: string
  readonly customer: Customer
  readonly from: Day
  readonly months: number
  readonly lines: readonly ContractLine[]
  readonly isDraft: boolean
}

/** Subscription contracts, billed quarterly in advance; every bill is revenue of the three months that it covers. */
export function createSubscriptions(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  products: Products,
  customers: readonly Customer[],
): Subscriptions {
  const random = context.random.fork('subscriptions')
  const bills = Array.from({ length: scaled(context, 56, 16) }, (_, index) =>
    createContract(context, random, ledger, products, at(customers, index * 3 + 2), index),
  ).flat()
  bills.sort((a, b) => a.from - b.from)
  const debts: Debt[] = []
  const deferred: DeferredPart[] = []
  for (const bill of bills) {
    const debt = createBill(context, ledger, generalLedger, bill)
    if (debt === undefined) continue
    debts.push(debt)
    deferred.push(...defer(ledger, bill))
  }
  return { debts, deferred }
}

function createContract(
  { writer, start, asOf }: DemoContext,
  random: Random,
  ledger: Ledger,
  products: Products,
  customer: Customer,
  index: number,
): readonly Bill[] {
  const { currency } = customer
  const from = startOfMonth(random.integer(start - 200, asOf - 20))
  const years = random.weighted([
    [1, 45],
    [2, 35],
    [3, 20],
  ] as const)
  const to = dayFrom(yearOf(from) + years, monthOf(from), 0)
  const isDraft = index % 18 === 17
  const status = isDraft ? 'Draft' : to < asOf ? 'Expired' : 'Active'
  const planned = Array.from({ length: random.integer(1, 3) }, (_, line) => {
    const product = at(products.subscriptions, index + line)
    const rate = ledger.currencies.rate('USD', currency, start)
    const unitPrice = roundToCurrency(product.price * rate, currency)
    const perVehicle = product.name.endsWith('per vehicle')
    const quantity = perVehicle
      ? Math.max(10, Math.round(random.logNormal(90 * customer.size, 0.5)))
      : random.integer(1, 4)
    return { product, quantity, unitPrice, monthly: quantity * unitPrice }
  })
  const monthly = planned.reduce((sum, line) => sum + line.monthly, 0)
  const contract = writer.draft('ffbc__Contract__c', from - 20, {
    CurrencyIsoCode: currency,
    OwnerId: customer.ownerId,
    ffbc__Account__c: customer.id,
    ffbc__Company__c: customer.company.erpCompanyId,
    ffbc__ContractName__c: `${customer.name.slice(0, 90)} subscription`,
    ffbc__Status__c: status,
    ffbc__Type__c: 'Contract',
    ffbc__ApprovalStatus__c: isDraft ? null : 'Approved',
    ffbc__StartDate__c: dayText(from),
    ffbc__EndDate__c: dayText(to),
    ffbc__FirstBillDate__c: dayText(from),
    ffbc__ReasonForEndingContract__c:
      status === 'Expired' ? at(['Renewed', 'Did not renew', 'Terminated'], index) : null,
    ffbc__MonthlyRecurringRevenue__c: amount(monthly),
    ffbc__AnnualRecurringRevenue__c: amount(monthly * 12),
    ffbc__TotalContractValue__c: amount(monthly * 12 * years),
    ffbc__MajorVersion__c: 1,
  })
  const lines = planned.map((line): ContractLine => {
    const id = writer.add('ffbc__ContractLineItem__c', from - 20, {
      CurrencyIsoCode: currency,
      ffbc__Contract__c: contract.Id,
      ffbc__ProductService__c: line.product.id,
      ffbc__Description__c: line.product.name,
      ffbc__BillingType__c: 'Recurring Fixed',
      ffbc__RevenueCategory__c: 'Net New Booking',
      ffbc__StartDate__c: dayText(from),
      ffbc__EndDate__c: dayText(to),
      ffbc__ContractStartDate__c: dayText(from),
      ffbc__ContractEndDate__c: dayText(to),
      ffbc__ContractStatus__c: status,
      ffbc__Quantity__c: line.quantity,
      ffbc__UnitPrice__c: amount(line.unitPrice),
      ffbc__SalesPrice__c: amount(line.unitPrice),
      ffbc__MonthlyRecurringRevenue__c: amount(line.monthly),
      ffbc__AnnualRecurringRevenue__c: amount(line.monthly * 12),
      ffbc__TotalContractLineValue__c: amount(line.monthly * 12 * years),
    })
    return { ...line, id }
  })
  const bills: Bill[] = []
  for (let quarter = from; !isDraft && quarter <= Math.min(to, asOf); quarter = monthsLater(quarter, 3)) {
    if (quarter < start) continue
    bills.push({
      contractId: contract.Id,
      customer,
      from: quarter,
      months: 3,
      lines,
      isDraft: quarter > asOf - 25 && index % 5 === 0,
    })
  }
  return bills
}

function createBill(
  { writer }: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  bill: Bill,
): Debt | undefined {
  const { customer, from, lines, months, isDraft } = bill
  const { company, currency } = customer
  const dueDay = from + customer.terms
  const tax = taxOf(generalLedger, customer)
  const nets = lines.map(({ monthly }) => monthly * months)
  const taxes = nets.map((net) => roundToCurrency(percentOf(net, tax.rate), currency))
  const net = nets.reduce((sum, value) => sum + value, 0)
  const taxTotal = taxes.reduce((sum, value) => sum + value, 0)
  const to = endOfMonth(monthsLater(from, months - 1))
  const document = writer.draft('fferpcore__BillingDocument__c', from, {
    CurrencyIsoCode: currency,
    OwnerId: customer.ownerId,
    fferpcore__Account__c: customer.id,
    fferpcore__Company__c: company.erpCompanyId,
    fferpcore__BillingAccountName__c: customer.name,
    fferpcore__DocumentType__c: 'Invoice',
    fferpcore__DocumentTypePrefix__c: 'INV',
    fferpcore__DocumentStatus__c: isDraft ? 'Draft' : 'Complete',
    fferpcore__IsComplete__c: !isDraft,
    fferpcore__DocumentDate__c: dayText(from),
    fferpcore__DocumentDueDate__c: dayText(dueDay),
    fferpcore__DateIssued__c: isDraft ? null : dayText(from),
    fferpcore__Description__c: `Subscription ${dayText(from)} to ${dayText(to)}`,
    fferpcore__NetTotal__c: amount(net),
    fferpcore__TaxValueTotal__c: amount(taxTotal),
    fferpcore__DocumentTotal__c: amount(net + taxTotal),
    fferpcore__NumberOfBillingDocumentLineItems__c: lines.length,
    fferpcore__IsTaxCalculated__c: true,
    ffbc__Contract__c: bill.contractId,
    c2g__PostingStatus__c: isDraft ? null : 'Posted',
    c2g__OutstandingValue__c: 0,
    c2g__PaymentStatus__c: 'Not Applicable',
  })
  lines.forEach((line, index) => {
    writer.add('fferpcore__BillingDocumentLineItem__c', from, {
      CurrencyIsoCode: currency,
      fferpcore__BillingDocument__c: document.Id,
      fferpcore__BillingDocumentStatus__c: isDraft ? 'Draft' : 'Complete',
      fferpcore__ProductService__c: line.product.id,
      fferpcore__LineDescription__c: line.product.name,
      fferpcore__Quantity__c: line.quantity * months,
      fferpcore__UnitPrice__c: amount(line.unitPrice),
      fferpcore__NetValueBeforeDiscount__c: amount(nets[index] ?? 0),
      fferpcore__NetValue__c: amount(nets[index] ?? 0),
      fferpcore__TaxRate1__c: tax.rate,
      fferpcore__TaxRateTotal__c: tax.rate,
      fferpcore__TaxValue1__c: amount(taxes[index] ?? 0),
      fferpcore__TaxValueTotal__c: amount(taxes[index] ?? 0),
      fferpcore__TotalValue__c: amount((nets[index] ?? 0) + (taxes[index] ?? 0)),
      ffbc__ContractLineItem__c: line.id,
      ffbc__BillingPeriodStartDate__c: dayText(from),
      ffbc__BillingPeriodEndDate__c: dayText(to),
      ffbc__DocumentDate__c: dayText(from),
    })
  })
  if (isDraft) return undefined
  return postBill(ledger, generalLedger, bill, document, nets, taxTotal, tax, dueDay)
}

function postBill(
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  { customer, from, lines }: Bill,
  document: DraftRecord,
  nets: readonly Cents[],
  taxTotal: Cents,
  tax: TaxCode,
  dueDay: Day,
): Debt {
  const net = nets.reduce((sum, value) => sum + value, 0)
  const description = String(document.fferpcore__Description__c)
  const postingLines: PostingLine[] = [
    {
      type: 'Account',
      glAccount: chart.receivables,
      account: customer.id,
      document: net + taxTotal,
      dueDate: dueDay,
      description,
    },
    ...lines.map(
      ({ product }, index): PostingLine => ({
        type: 'Analysis',
        glAccount: product.revenue,
        account: customer.id,
        document: -(nets[index] ?? 0),
        description: product.name,
        dimension1: at(dimensions.departments, 2),
        dimension3: product.productLine,
        product: product.id,
        taxCode: tax.id,
      }),
    ),
  ]
  if (taxTotal !== 0) {
    postingLines.push({
      type: 'Tax',
      glAccount: chart.outputTax,
      account: customer.id,
      document: -taxTotal,
      taxCode: tax.id,
      taxable: -net,
      description: tax.name,
    })
  }
  const posted = ledger.post({
    company: customer.company,
    type: 'Invoice',
    day: from,
    currency: customer.currency,
    documentNumber: document.Name ?? '',
    description,
    source: { c2g__BillingDocument__c: document.Id },
    lines: postingLines,
    whenSettled: ({ documentOpen, status }) => {
      document.c2g__OutstandingValue__c = amount(documentOpen)
      document.c2g__PaymentStatus__c = status
    },
  })
  document.c2g__Transaction__c = posted.id
  const [item] = posted.accountLines
  if (item === undefined) throw new Error('a bill has an account line')
  return { customer, item, dueDay }
}

/** Equal parts for the months, the last one takes the rounding. */
function defer(ledger: Ledger, { customer, from, months, lines }: Bill): readonly DeferredPart[] {
  const rate = ledger.currencies.rate(customer.company.home, customer.currency, from)
  return lines.flatMap(({ product, monthly }) => {
    const total = toHome(monthly * months, rate)
    const part = Math.floor(total / months)
    return Array.from({ length: months }, (_, index) => ({
      customer,
      product,
      month: monthsLater(from, index),
      home: index === months - 1 ? total - part * (months - 1) : part,
    }))
  })
}

function taxOf({ taxCodes }: GeneralLedger, { countryCode, company }: Customer): TaxCode {
  return countryCode === company.countryCode && countryCode !== 'US' ? taxCodes.home(company) : taxCodes.zero
}

function monthsLater(month: Day, count: number): Day {
  return dayFrom(yearOf(month), monthOf(month) + count, 1)
}
