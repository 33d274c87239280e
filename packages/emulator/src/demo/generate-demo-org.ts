import type { RecordSink } from '../org/record-sink.js'
import { createAccounts } from './accounts.js'
import { createCompanies } from './companies.js'
import { createContacts } from './contacts.js'
import type { DemoContext } from './context.js'
import { createCreditNotes } from './credit-notes.js'
import { createCurrencies } from './currencies.js'
import { dayFrom, dayOf, monthOf, yearOf } from './day.js'
import { DEMO_AS_OF, type DemoOptions } from './demo-options.js'
import { demoSchema } from './demo-schema.js'
import { createGeneralLedger } from './general-ledger.js'
import { planIntercompanyTrade } from './intercompany.js'
import { Ledger } from './ledger.js'
import { Matching } from './matching.js'
import { OrgWriter } from './org-writer.js'
import { createPayments } from './payments.js'
import { planProductSales } from './product-sales.js'
import { createProducts } from './products.js'
import { createPurchaseInvoices } from './purchase-invoices.js'
import { planPurchases } from './purchases.js'
import { Random } from './random.js'
import { createReceipts } from './receipts.js'
import { createRecordTypes } from './record-types.js'
import { createSalesInvoices } from './sales-invoices.js'
import { createUsers } from './users.js'

const MONTHS_OF_HISTORY = 24

/**
 * Fills a sink with the Certinia demo org: Merlin Auto, six companies with two years of books that balance.
 *
 * ```ts
 * generateDemoOrg({ seed: 1, scale: 1, asOf: '2025-06-30' }, { insert: (object, record) => console.log(object, record.Id) })
 * ```
 */
export function generateDemoOrg(options: DemoOptions, sink: RecordSink): void {
  const { seed = 1, scale = 1, asOf: asOfText = DEMO_AS_OF } = options
  const asOf = dayOf(asOfText)
  const context: DemoContext = {
    writer: new OrgWriter(demoSchema(), sink, asOf),
    random: new Random(`merlin-auto/${seed}`),
    scale,
    start: dayFrom(yearOf(asOf), monthOf(asOf) - MONTHS_OF_HISTORY + 1, 1),
    asOf,
  }

  const users = createUsers(context)
  const recordTypes = createRecordTypes(context)
  const currencies = createCurrencies(context)
  const companies = createCompanies(context, currencies)
  const generalLedger = createGeneralLedger(context, companies)
  const accounts = createAccounts(context, companies, generalLedger, users, recordTypes)
  createContacts(context, accounts.customers, recordTypes)
  const products = createProducts(context, currencies, generalLedger)

  const ledger = new Ledger(context, currencies)
  const matching = new Matching(context, ledger, generalLedger)
  const intercompany = planIntercompanyTrade(context, generalLedger, companies, accounts)

  const invoices = createSalesInvoices(context, ledger, generalLedger, [
    ...planProductSales(context, currencies, generalLedger, products, accounts.customers),
    ...intercompany.sales,
  ])
  const notBefore = createCreditNotes(context, ledger, generalLedger, matching, invoices)
  const debts = invoices.flatMap(({ item, order: { customer, dueDay } }) => {
    if (item === undefined || customer === undefined) return []
    const earliest = notBefore.get(item)
    return [
      earliest === undefined ? { customer, item, dueDay } : { customer, item, dueDay, notBefore: earliest },
    ]
  })
  createReceipts(context, ledger, generalLedger, matching, debts)

  const bills = createPurchaseInvoices(context, ledger, generalLedger, [
    ...planPurchases(context, generalLedger, accounts.vendors),
    ...intercompany.purchases(),
  ])
  const fromVendors = bills.filter(({ order }) => order.control === generalLedger.chart.payables)
  createPayments(context, ledger, generalLedger, matching, fromVendors)
  intercompany.settle(ledger, matching)

  ledger.settle()
  context.writer.close()
}
