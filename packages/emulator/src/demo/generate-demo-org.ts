import type { RecordSink } from '../org/record-sink.js'
import { createAccounts } from './accounts.js'
import { createCases, createLeads, createTasks } from './activities.js'
import { postAllocations } from './allocations.js'
import { createAssignments, rollUpAssignments } from './assignments.js'
import { writeOffBadDebts } from './bad-debts.js'
import { BookTotals } from './book-totals.js'
import { createCompanies } from './companies.js'
import { createContacts } from './contacts.js'
import type { DemoContext } from './context.js'
import { createCreditNotes } from './credit-notes.js'
import { createCurrencies } from './currencies.js'
import { type Day, dayFrom, dayOf, monthOf, yearOf } from './day.js'
import { DEMO_AS_OF, type DemoOptions } from './demo-options.js'
import { demoSchema } from './demo-schema.js'
import { createExpenses } from './expenses.js'
import { createGeneralLedger } from './general-ledger.js'
import { planIntercompanyTrade } from './intercompany.js'
import { createJournal } from './journals.js'
import { Ledger, type OpenItem } from './ledger.js'
import { Matching } from './matching.js'
import { createMilestones } from './milestones.js'
import { planMonthEndJournals, planYearEndJournals } from './month-end.js'
import { createOpportunities } from './opportunities.js'
import { OrgWriter } from './org-writer.js'
import { createPayments } from './payments.js'
import { planProductSales } from './product-sales.js'
import { createProducts } from './products.js'
import { createProjectTasks } from './project-tasks.js'
import { createProjects, rollUpProjects } from './projects.js'
import { createPurchaseInvoices } from './purchase-invoices.js'
import { planPurchases } from './purchases.js'
import { Random } from './random.js'
import { createReceipts, type Debt } from './receipts.js'
import { createRecordTypes } from './record-types.js'
import { createResourceRequests } from './resource-requests.js'
import { createResources } from './resources.js'
import { createRevenueRecognition } from './revenue-recognition.js'
import { createSalesInvoices, type SalesInvoice } from './sales-invoices.js'
import { createSalesOrders } from './sales-orders.js'
import { planServicesBilling } from './services-billing.js'
import { createServicesOrganisation } from './services-organisation.js'
import { createSubscriptions } from './subscriptions.js'
import { createTimecards } from './timecards.js'
import { createUsers } from './users.js'

const MONTHS_OF_HISTORY = 36

/**
 * Fills a sink with the Certinia demo org: Merlin Auto, six companies with three years of books that balance.
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

  // Who and what there is.
  const users = createUsers(context)
  const recordTypes = createRecordTypes(context)
  const currencies = createCurrencies(context)
  const companies = createCompanies(context, currencies)
  const generalLedger = createGeneralLedger(context, companies)
  const accounts = createAccounts(context, companies, generalLedger, users, recordTypes)
  const { customers, vendors } = accounts
  const contacts = createContacts(context, customers, recordTypes)
  const products = createProducts(context, currencies, generalLedger)
  const organisation = createServicesOrganisation(context, companies)
  const resources = createResources(context, currencies, organisation, users, recordTypes)

  // What is sold, and the work that comes of it.
  const opportunities = createOpportunities(
    context,
    currencies,
    customers,
    products,
    organisation,
    recordTypes,
  )
  const projects = createProjects(context, {
    currencies,
    organisation,
    opportunities,
    customers,
    resources,
    products,
    users,
    recordTypes,
  })
  const assignments = createAssignments(context, currencies, resources, projects)
  const billableItems = [
    ...createTimecards(context, assignments),
    ...createExpenses(context, assignments, recordTypes),
    ...createMilestones(context, projects, users, recordTypes),
  ]
  createProjectTasks(context, projects)
  createResourceRequests(context, organisation, opportunities, assignments)
  createSalesOrders(context, currencies, customers, opportunities, products)

  // The books: documents, money, and what is set against each other.
  const totals = new BookTotals()
  const ledger = new Ledger(context, currencies, totals)
  const matching = new Matching(context, ledger, generalLedger)
  const intercompany = planIntercompanyTrade(context, generalLedger, companies, accounts)
  const invoices = createSalesInvoices(context, ledger, generalLedger, [
    ...planProductSales(context, currencies, generalLedger, products, customers),
    ...planServicesBilling(context, generalLedger, users, billableItems),
    ...intercompany.sales,
  ])
  const notBefore = createCreditNotes(context, ledger, generalLedger, matching, invoices)
  const subscriptions = createSubscriptions(context, ledger, generalLedger, products, customers)
  const debts = [...debtsOf(invoices, notBefore), ...subscriptions.debts]
  createReceipts(context, ledger, generalLedger, matching, debts)
  writeOffBadDebts(context, ledger, generalLedger, matching, debts)
  const bills = createPurchaseInvoices(context, ledger, generalLedger, [
    ...planPurchases(context, generalLedger, vendors),
    ...intercompany.purchases(),
  ])
  createPayments(context, ledger, generalLedger, matching, bills)
  intercompany.settle(ledger, matching)

  // The ends of months and years.
  postAllocations(context, ledger, generalLedger, companies)
  const recognised = createRevenueRecognition(
    context,
    currencies,
    generalLedger,
    companies,
    subscriptions.deferred,
    billableItems,
  )
  const monthEnd = [...planMonthEndJournals(context, generalLedger, companies, totals), ...recognised]
  monthEnd.sort((a, b) => a.day - b.day)
  for (const journal of monthEnd) createJournal(context, ledger, journal)
  for (const journal of planYearEndJournals(context, generalLedger, companies, totals)) {
    createJournal(context, ledger, journal)
  }

  createTasks(context, customers, contacts, invoices, opportunities)
  createCases(context, customers, contacts, users, recordTypes)
  createLeads(context, customers, contacts, opportunities, users, recordTypes)

  rollUpProjects(context, projects)
  rollUpAssignments(assignments)
  ledger.settle()
  context.writer.close()
}

function debtsOf(invoices: readonly SalesInvoice[], notBefore: ReadonlyMap<OpenItem, Day>): readonly Debt[] {
  return invoices.flatMap(({ item, order: { customer, dueDay } }) => {
    if (item === undefined || customer === undefined) return []
    const earliest = notBefore.get(item)
    return [
      earliest === undefined ? { customer, item, dueDay } : { customer, item, dueDay, notBefore: earliest },
    ]
  })
}
