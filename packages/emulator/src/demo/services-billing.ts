import type { BillableItem } from './billable-item.js'
import type { DemoContext } from './context.js'
import { type Day, dayText, monthStarts, workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import { amount, type Cents } from './money.js'
import type { DraftRecord } from './org-writer.js'
import type { Project } from './projects.js'
import { at, type Random } from './random.js'
import type { InvoiceOrder, InvoiceOrderLine } from './sales-invoices.js'
import type { Users } from './users.js'

/** How many released events name an invoice that accounting does not have. */
const UNKNOWN_INVOICES = 4
/** Every so many invoices, accounting changed the amount. */
const INVOICES_PER_DIFFERENCE = 33

type Fate = 'draft' | 'approved' | 'released' | 'invoiced' | 'unknown invoice'

interface PlannedEvent {
  readonly project: Project
  readonly day: Day
  readonly items: readonly BillableItem[]
}

/**
 * Monthly billing runs: what is approved and not yet billed goes into a billing event per project, and released events
 * become sales invoices that accounting numbers. The join between both is the number, a text.
 */
export function planServicesBilling(
  context: DemoContext,
  generalLedger: GeneralLedger,
  users: Users,
  items: readonly BillableItem[],
): readonly InvoiceOrder[] {
  const random = context.random.fork('services billing')
  const events = planEvents(context, random, items)
  const released = events.filter(({ day }) => day < context.asOf - 60)
  const unknown = new Set(
    Array.from({ length: UNKNOWN_INVOICES }, (_, index) => at(released, index * 17 + 9)),
  )
  return events.flatMap((event, index) => {
    const fate = unknown.has(event) ? 'unknown invoice' : fateOf(context, random, event.day)
    return bill(context, random, generalLedger, users, event, fate, index)
  })
}

function planEvents(
  context: DemoContext,
  random: Random,
  items: readonly BillableItem[],
): readonly PlannedEvent[] {
  const { asOf } = context
  const waiting = new Map<Project, BillableItem[]>()
  const inTime = [...items].sort((a, b) => a.day - b.day)
  const events: PlannedEvent[] = []
  let next = 0
  for (const month of monthStarts(at(inTime, 0).day, asOf)) {
    // The run of a month bills what was done before it began.
    for (let item = inTime[next]; item !== undefined && item.day < month; item = inTime[++next]) {
      if (random.chance(0.02)) {
        item.record.pse__Billing_Hold__c = true
        continue
      }
      const kept = waiting.get(item.project)
      if (kept === undefined) waiting.set(item.project, [item])
      else kept.push(item)
    }
    const day = workday(month + 2)
    if (day > asOf) continue
    for (const [project, kept] of waiting) {
      const isBehind = project.billingLag > 0 && month > asOf - 31 * (project.billingLag + 1)
      if (kept.length === 0 || isBehind || random.chance(0.08)) continue
      events.push({ project, day, items: kept })
      waiting.set(project, [])
    }
  }
  return events
}

function fateOf({ asOf }: DemoContext, random: Random, day: Day): Fate {
  if (day > asOf - 35) {
    return random.weighted([
      ['draft', 10],
      ['approved', 15],
      ['released', 15],
      ['invoiced', 60],
    ] as const)
  }
  return random.chance(0.04) ? 'released' : 'invoiced'
}

function bill(
  context: DemoContext,
  random: Random,
  generalLedger: GeneralLedger,
  users: Users,
  { project, day, items }: PlannedEvent,
  fate: Fate,
  index: number,
): readonly InvoiceOrder[] {
  const { writer, asOf } = context
  const isReleased = fate !== 'draft' && fate !== 'approved'
  const total = items.reduce((sum, item) => sum + item.amount, 0)
  const status = fate === 'draft' ? 'Draft' : fate === 'approved' ? 'Approved' : 'Released'
  const event = writer.draft('pse__Billing_Event__c', day, {
    CurrencyIsoCode: project.currency,
    pse__Project__c: project.id,
    pse__Date__c: dayText(day),
    pse__Status__c: status,
    pse__Is_Approved__c: fate !== 'draft',
    pse__Is_Released__c: isReleased,
    pse__Approver__c: fate === 'draft' ? null : at(users.services, index),
    pse__Billing_Contact__c: project.customer?.record.c2g__CODAFinanceContact__c ?? null,
    pse__Event_Key__c: `${project.id}-${dayText(day)}`,
    pse__Summary_Amount__c: amount(total),
    pse__Rounded_Summary_Amount__c: amount(total),
  })
  const itemIds = items.map((item) => addItem(context, event, item, day, isReleased))
  if (isReleased) project.totals.billed += total
  if (fate === 'unknown invoice') {
    markInvoiced(event, items, `SIN9${String(90_000 + index).padStart(5, '0')}`, day + 2)
    project.totals.invoiced += total
  }
  const { customer } = project
  if (fate !== 'invoiced' || customer === null) return []
  const invoiceDay = Math.min(asOf, workday(day + random.integer(1, 4)))
  const lines = items.map((item, position) => lineOf(generalLedger, item, itemIds[position]))
  if (index % INVOICES_PER_DIFFERENCE === 7) lines.push(adjustment(generalLedger, project, total))
  return [
    {
      company: customer.company,
      accountId: customer.id,
      customer,
      control: generalLedger.chart.receivables,
      currency: project.currency,
      day: invoiceDay,
      dueDay: invoiceDay + customer.terms,
      status: 'Complete',
      tax:
        customer.countryCode === customer.company.countryCode && customer.countryCode !== 'US'
          ? generalLedger.taxCodes.home(customer.company)
          : generalLedger.taxCodes.zero,
      description: `Services: ${project.name}`.slice(0, 255),
      reference: event.Name ?? null,
      lines,
      onInvoiced: ({ name }) => {
        markInvoiced(event, items, name, invoiceDay)
        project.totals.invoiced += total
      },
    },
  ]
}

function addItem(
  { writer }: DemoContext,
  event: DraftRecord,
  item: BillableItem,
  day: Day,
  isReleased: boolean,
): string {
  const id = writer.add('pse__Billing_Event_Item__c', day, {
    CurrencyIsoCode: item.project.currency,
    pse__Billing_Event__c: event.Id,
    pse__Project__c: item.project.id,
    pse__Category__c: item.kind,
    pse__Object_Id__c: item.record.Id,
    pse__Timecard_Split__c: item.kind === 'Timecard' ? item.record.Id : null,
    pse__Expense__c: item.kind === 'Expense' ? item.record.Id : null,
    pse__Milestone__c: item.kind === 'Milestone' ? item.record.Id : null,
    pse__Date__c: dayText(item.day),
    pse__Description__c: item.description,
    pse__Amount__c: amount(item.amount),
    pse__Rounded_Amount__c: amount(item.amount),
    pse__Quantity__c: item.quantity,
    pse__Unit_Price__c: amount(Math.round(item.amount / item.quantity)),
    pse__ProductService__c: item.project.serviceProduct.id,
    pse__Is_Released__c: isReleased ? 'true' : 'false',
  })
  item.record.pse__Billing_Event_Item__c = id
  item.record.pse__Billing_Event_Status__c = String(event.pse__Status__c)
  item.record.pse__Billing_Event__c = event.Name ?? null
  if (!isReleased) return id
  item.record.pse__Billed__c = true
  item.record.pse__Bill_Date__c = dayText(day)
  return id
}

function markInvoiced(event: DraftRecord, items: readonly BillableItem[], number: string, day: Day): void {
  for (const record of [event, ...items.map((item) => item.record)]) {
    record.pse__Invoiced__c = true
    record.pse__Invoice_Number__c = number
    record.pse__Invoice_Date__c = dayText(day)
  }
}

function lineOf(
  generalLedger: GeneralLedger,
  item: BillableItem,
  itemId: string | undefined,
): InvoiceOrderLine {
  const line = {
    product: item.project.serviceProduct,
    glAccount: generalLedger.chart.servicesRevenue,
    quantity: item.quantity,
    unitPrice: Math.round(item.amount / item.quantity),
    net: item.amount,
    description: item.description,
    department: at(generalLedger.dimensions.departments, 1),
  }
  return itemId === undefined ? line : { ...line, billingEventItem: itemId }
}

/** Accounting allows a rebate that services never heard of. */
function adjustment(generalLedger: GeneralLedger, project: Project, total: Cents): InvoiceOrderLine {
  const rebate = -Math.round(total / 2000) * 100
  return {
    product: null,
    glAccount: generalLedger.chart.servicesRevenue,
    quantity: 1,
    unitPrice: rebate,
    net: rebate,
    description: `Goodwill rebate, ${project.name}`.slice(0, 255),
    department: at(generalLedger.dimensions.departments, 1),
  }
}
