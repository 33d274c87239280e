import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayText, workday } from './day.js'
import { customerName } from './names/organisation-names.js'
import { randomPersonName } from './names/person-names.js'
import type { Opportunity } from './opportunities.js'
import { at, type Random } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { SalesInvoice } from './sales-invoices.js'
import type { Users } from './users.js'

const CALLS = [
  'Call: payment reminder',
  'Call: statement of account',
  'Email: overdue notice',
  'Email: copy of invoice',
] as const
const MEETINGS = [
  'Account review',
  'Demo of telematics',
  'Quarterly business review',
  'Send price list',
] as const

/** Every so many customers nobody calls, and every so many are called all the time. */
const FORGOTTEN = 4

/** Tasks on customers, invoices and opportunities. */
export function createTasks(
  context: DemoContext,
  customers: readonly Customer[],
  contacts: ReadonlyMap<string, string>,
  invoices: readonly SalesInvoice[],
  opportunities: readonly Opportunity[],
): void {
  const { writer, start, asOf } = context
  const random = context.random.fork('tasks')
  const count = scaled(context, 1000, 300)
  const posted = invoices.filter(({ item, order }) => item !== undefined && order.customer !== undefined)
  const lastContacts = new Map<string, Day>()
  for (let index = 0; index < count; index++) {
    const kind = index % 10
    if (kind < 5) addCustomerTask(index)
    else if (kind < 8) addInvoiceTask(index)
    else addOpportunityTask(index)
  }
  for (const { id, record } of customers) {
    const day = lastContacts.get(id)
    if (day !== undefined) record.LastActivityDate = dayText(day)
  }

  function addCustomerTask(index: number): void {
    const customer = at(customers, index)
    if (customers.indexOf(customer) % FORGOTTEN === 3) return
    addTask(customer, customer.id, at(MEETINGS, index), customer.ownerId)
  }

  function addInvoiceTask(index: number): void {
    const { order, record } = at(posted, index * 13)
    const { customer } = order
    if (customer === undefined || customers.indexOf(customer) % FORGOTTEN === 3) return
    addTask(customer, record.Id, at(CALLS, index), customer.ownerId)
  }

  function addOpportunityTask(index: number): void {
    const { customer, id, record } = at(opportunities, index)
    if (record.IsDeleted === true) return
    addTask(customer, id, at(MEETINGS, index + 1), customer.ownerId)
  }

  function addTask(customer: Customer, what: string, subject: string, owner: string): void {
    const day = workday(random.integer(start + 30, asOf + 12))
    const isDone = day < asOf && random.chance(0.85)
    const isCall = subject.startsWith('Call')
    if (isDone) lastContacts.set(customer.id, Math.max(day, lastContacts.get(customer.id) ?? 0))
    writer.add('Task', Math.min(day - 3, asOf), {
      WhatId: what,
      WhoId: random.chance(0.6) ? (contacts.get(customer.id) ?? null) : null,
      AccountId: customer.id,
      OwnerId: owner,
      Subject: subject,
      ActivityDate: random.chance(0.02) ? null : dayText(day),
      Status: isDone
        ? 'Completed'
        : random.pick(['Not Started', 'Not Started', 'In Progress', 'Waiting on someone else']),
      Priority: random.pick(['Normal', 'Normal', 'High', 'Low']),
      IsClosed: isDone,
      IsHighPriority: false,
      TaskSubtype: isCall ? 'Call' : subject.startsWith('Email') ? 'Email' : 'Task',
      CallType: isCall ? 'Outbound' : null,
      CallDurationInSeconds: isCall && isDone ? random.integer(40, 1500) : null,
      CompletedDateTime: isDone ? `${dayText(day)}T15:00:00.000Z` : null,
      Description: random.chance(0.7)
        ? null
        : 'Spoke to accounts payable; payment is promised for the next run.',
      CurrencyIsoCode: customer.currency,
    })
  }
}

const CASE_SUBJECTS = [
  'Telematics unit offline',
  'Wrong part delivered',
  'Invoice address changed',
  'Scanner does not start',
  'Credit note missing',
] as const

/** Support cases and billing queries. */
export function createCases(
  context: DemoContext,
  customers: readonly Customer[],
  contacts: ReadonlyMap<string, string>,
  users: Users,
  recordTypes: RecordTypes,
): void {
  const { writer, start, asOf } = context
  const random = context.random.fork('cases')
  const count = scaled(context, 240, 60)
  for (let index = 0; index < count; index++) {
    const customer = at(customers, index * 3)
    const subject = at(CASE_SUBJECTS, index)
    const day = random.integer(start, asOf)
    const isClosed = random.chance(asOf - day > 30 ? 0.95 : 0.5)
    const isBilling = subject.includes('nvoice') || subject.includes('Credit')
    writer.add('Case', day, {
      AccountId: customer.id,
      ContactId: contacts.get(customer.id) ?? null,
      RecordTypeId: isBilling ? recordTypes.billingCase : recordTypes.supportCase,
      OwnerId: at(users.all, index),
      CurrencyIsoCode: customer.currency,
      Subject: subject,
      Description: random.chance(0.3) ? null : `${subject}. Reported by the customer's workshop.`,
      Status: isClosed ? 'Closed' : random.pick(['New', 'Working', 'Escalated']),
      Origin: random.pick(['Phone', 'Email', 'Web']),
      Priority: random.pick(['Low', 'Medium', 'Medium', 'High']),
      Type: isBilling ? 'Other' : random.pick(['Mechanical', 'Electrical', 'Electronic']),
      Reason: random.chance(0.4) ? null : random.pick(['Installation', 'Performance', 'Breakdown', 'Other']),
      IsClosed: isClosed,
      ClosedDate: isClosed ? `${dayText(Math.min(asOf, day + random.integer(0, 20)))}T16:45:00.000Z` : null,
    })
  }
}

const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'] as const

/** Leads; some became customers, with an opportunity. */
export function createLeads(
  context: DemoContext,
  customers: readonly Customer[],
  contacts: ReadonlyMap<string, string>,
  opportunities: readonly Opportunity[],
  users: Users,
  recordTypes: RecordTypes,
): void {
  const { writer, start, asOf } = context
  const random = context.random.fork('leads')
  const existing = opportunities.filter(({ record }) => record.IsDeleted !== true)
  const count = scaled(context, 260, 60)
  for (let index = 0; index < count; index++) {
    const { first, last } = randomPersonName(random)
    const day = random.integer(start, asOf)
    const opportunity = index % 6 === 0 ? at(existing, index) : undefined
    const converted = opportunity?.customer
    writer.add('Lead', day, {
      FirstName: random.chance(0.08) ? null : first,
      LastName: last,
      Name: `${first} ${last}`,
      Company: converted?.name ?? customerName(customers.length + index, at(['US', 'GB', 'DE', 'FR'], index)),
      Title: random.chance(0.4)
        ? null
        : random.pick(['Fleet Manager', 'Owner', 'Purchasing', 'Workshop Lead']),
      Email: random.chance(0.1) ? null : `lead${index + 1}@prospect.example`,
      Phone: random.chance(0.5) ? null : `+1 555 ${random.integer(1000, 9999)}`,
      Country: random.chance(0.5)
        ? null
        : at(['United States', 'United Kingdom', 'Germany', 'France'], index),
      LeadSource: random.chance(0.1) ? null : at(LEAD_SOURCES, index),
      Status: leadStatus(random, converted !== undefined),
      Rating: random.chance(0.5) ? null : random.pick(['Hot', 'Warm', 'Cold']),
      Industry: random.chance(0.4) ? null : random.pick(['Transportation', 'Retail', 'Manufacturing']),
      OwnerId: at(users.sales, index),
      RecordTypeId: recordTypes.lead,
      IsConverted: converted !== undefined,
      ConvertedDate: converted === undefined ? null : dayText(Math.min(asOf, day + 20)),
      ConvertedAccountId: converted?.id ?? null,
      ConvertedContactId: converted === undefined ? null : (contacts.get(converted.id) ?? null),
      ConvertedOpportunityId: opportunity?.id ?? null,
      CurrencyIsoCode: converted?.currency ?? 'USD',
    })
  }
}

function leadStatus(random: Random, isConverted: boolean): string {
  if (isConverted) return 'Closed - Converted'
  return random.pick(['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'])
}
