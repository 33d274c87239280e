import { createCashEntry } from './cash-entries.js'
import type { DemoContext } from './context.js'
import { type Day, dayFrom, monthOf, workday, yearOf } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { Ledger } from './ledger.js'
import type { Matching } from './matching.js'
import type { PurchaseInvoice } from './purchase-invoices.js'
import { at, type Random } from './random.js'

/** At most so many vendors are paid by one entry. */
const VENDORS_PER_RUN = 4

type PostedInvoice = PurchaseInvoice & Required<Pick<PurchaseInvoice, 'item'>>

/** Payment runs on the 10th and the 25th: whatever is due to vendors by then and not on hold is paid, and matched. */
export function createPayments(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  matching: Matching,
  invoices: readonly PurchaseInvoice[],
): void {
  const random = context.random.fork('payments')
  const runs = new Map<string, PostedInvoice[]>()
  for (const invoice of invoices) {
    const { item, order } = invoice
    if (item === undefined || order.onHold || order.control !== generalLedger.chart.payables) continue
    // Some vendors have to wait for the next run, and a few are forgotten.
    const runDay = nextRun(Math.max(order.dueDay, order.day) + (random.chance(0.12) ? 15 : 0))
    if (random.chance(0.02)) continue
    if (runDay > context.asOf) {
      item.proposed = runDay <= context.asOf + 15
      continue
    }
    const key = `${runDay}/${order.company.code}/${order.currency}`
    const run = runs.get(key)
    if (run === undefined) runs.set(key, [{ ...invoice, item }])
    else run.push({ ...invoice, item })
  }
  const inTime = [...runs].map(([key, run]) => ({ day: Number(key.split('/')[0]), run }))
  inTime.sort((a, b) => a.day - b.day)
  for (const { day, run } of inTime) payRun(context, random, ledger, generalLedger, matching, day, run)
}

function payRun(
  context: DemoContext,
  random: Random,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  matching: Matching,
  day: Day,
  run: readonly PostedInvoice[],
): void {
  const byVendor = new Map<string, PostedInvoice[]>()
  for (const invoice of run) {
    const paid = byVendor.get(invoice.order.accountId)
    if (paid === undefined) byVendor.set(invoice.order.accountId, [invoice])
    else paid.push(invoice)
  }
  const vendors = [...byVendor]
  for (let from = 0; from < vendors.length; from += VENDORS_PER_RUN) {
    const batch = vendors.slice(from, from + VENDORS_PER_RUN)
    const { order } = at(run, 0)
    const items = createCashEntry(context, ledger, generalLedger, {
      company: order.company,
      currency: order.currency,
      day,
      type: 'Payment',
      method: random.chance(0.2) ? 'Check' : 'Electronic',
      reference: `PAY-${random.integer(100_000, 999_999)}`,
      description: 'Payment run',
      charges: 0,
      lines: batch.map(([account, invoices]) => ({
        account,
        control: generalLedger.chart.payables,
        value: -invoices.reduce((sum, { item }) => sum + item.documentOpen, 0),
      })),
    })
    batch.forEach(([, invoices], index) => {
      const cash = at(items, index)
      const parts = invoices.map(({ item }) => ({ item, document: item.documentOpen }))
      matching.match(day, [...parts, { item: cash, document: cash.documentOpen }])
    })
  }
}

function nextRun(day: Day): Day {
  const runs = [10, 25, 41].map((dayOfMonth) =>
    dayOfMonth > 31
      ? dayFrom(yearOf(day), monthOf(day) + 1, 10)
      : dayFrom(yearOf(day), monthOf(day), dayOfMonth),
  )
  return workday(runs.find((run) => run >= day) ?? day)
}
