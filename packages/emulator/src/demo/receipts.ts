import type { Customer, PaymentHabit } from './accounts.js'
import { createCashEntry } from './cash-entries.js'
import type { DemoContext } from './context.js'
import { type Day, workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { Ledger, OpenItem } from './ledger.js'
import type { MatchedPart, Matching, WriteOff } from './matching.js'
import { type Cents, percentOf, roundToCurrency } from './money.js'
import { at, type Random } from './random.js'

/** An invoice that a customer is to pay. */
export interface Debt {
  readonly customer: Customer
  readonly item: OpenItem
  readonly dueDay: Day
  /** Not paid before this day. */
  readonly notBefore?: Day
}

/** One customer pays some of one invoice. */
interface Receipt {
  readonly customer: Customer
  readonly day: Day
  readonly parts: readonly MatchedPart[]
  readonly received: Cents
  readonly writeOff: WriteOff | undefined
  readonly mistakenFirst: boolean
}

/** Days after the due date, from and to, and how many never pay. */
const HABITS: Readonly<Record<PaymentHabit, { from: number; to: number; never: number }>> = {
  prompt: { from: -6, to: 4, never: 0.01 },
  slow: { from: 4, to: 28, never: 0.02 },
  late: { from: 20, to: 80, never: 0.05 },
  delinquent: { from: 60, to: 190, never: 0.4 },
}

/** Money from customers: each pays by habit; some pay in parts, too little, too much, or before it is matched. */
export function createReceipts(
  context: DemoContext,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  matching: Matching,
  debts: readonly Debt[],
): void {
  const random = context.random.fork('receipts')
  const receipts = debts.flatMap((debt) => planReceipts(context, random, generalLedger, debt))
  for (const batch of batched(random, receipts))
    bookBatch(context, random, ledger, generalLedger, matching, batch)
}

function planReceipts(
  { asOf }: DemoContext,
  random: Random,
  { chart }: GeneralLedger,
  { customer, item, dueDay, notBefore }: Debt,
): readonly Receipt[] {
  const open = item.documentOpen
  const { from, to, never } = HABITS[customer.habit]
  const day = workday(Math.max(notBefore ?? 0, item.day + 1, dueDay + random.integer(from, to)))
  const skipped = random.chance(never)
  const behaviour = random.next()
  if (open <= 0 || skipped || day > asOf) return []
  const all = {
    customer,
    day,
    parts: [{ item, document: open }],
    received: open,
    writeOff: undefined,
    mistakenFirst: false,
  }
  if (behaviour < 0.08 && open > 20_000) {
    const first = roundToCurrency(percentOf(open, random.integer(30, 70)), item.currency)
    const rest = open - first
    const laterDay = workday(day + random.integer(25, 60))
    const later = { ...all, day: laterDay, parts: [{ item, document: rest }], received: rest }
    const paysRest = laterDay <= asOf && random.chance(0.85)
    const now = { ...all, parts: [{ item, document: first }], received: first }
    return paysRest ? [now, later] : [now]
  }
  if (behaviour < 0.11 && customer.habit === 'prompt') {
    const discount = roundToCurrency(percentOf(open, 2), item.currency)
    const writeOff: WriteOff = { action: 'Discount', glAccount: chart.settlementDiscount }
    return [{ ...all, received: open - discount, writeOff }]
  }
  if (behaviour < 0.125 && item.currency !== 'JPY' && open > 10_000) {
    const writeOff: WriteOff = { action: 'Write-off', glAccount: chart.smallWriteOffs }
    return [{ ...all, received: open - random.integer(5, 300), writeOff }]
  }
  if (behaviour < 0.145) return [{ ...all, received: open + random.integer(1, 40) * 2500 }]
  if (behaviour < 0.155) return [{ ...all, parts: [] }]
  const isHomeMoney = item.currency === item.company.home
  return [{ ...all, mistakenFirst: behaviour < 0.17 && isHomeMoney && day + 8 <= asOf }]
}

/** Receipts of a day for one company and currency share a cash entry, up to three of them. */
function batched(random: Random, receipts: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const inTime = [...receipts].sort((a, b) => a.day - b.day)
  const open = new Map<string, { batch: Receipt[]; room: number }>()
  const batches: Receipt[][] = []
  for (const receipt of inTime) {
    const item = receipt.customer
    const key = `${receipt.day}/${item.company.code}/${item.currency}`
    const current = open.get(key)
    if (current !== undefined && current.batch.length < current.room) {
      current.batch.push(receipt)
      continue
    }
    const batch = [receipt]
    open.set(key, { batch, room: random.integer(1, 3) })
    batches.push(batch)
  }
  return batches
}

function bookBatch(
  context: DemoContext,
  random: Random,
  ledger: Ledger,
  generalLedger: GeneralLedger,
  matching: Matching,
  batch: readonly Receipt[],
): void {
  const { customer, day } = at(batch, 0)
  const items = createCashEntry(context, ledger, generalLedger, {
    company: customer.company,
    currency: customer.currency,
    day,
    type: 'Receipt',
    method: random.chance(0.25) ? 'Check' : 'Electronic',
    reference: random.chance(0.1) ? null : `REM-${random.integer(100_000, 999_999)}`,
    description: batch.length === 1 ? `Receipt from ${customer.name}` : 'Lockbox receipts',
    charges: random.chance(0.06) && customer.currency !== 'JPY' ? random.integer(500, 2500) : 0,
    lines: batch.map((receipt) => ({
      account: receipt.customer.id,
      control: generalLedger.chart.receivables,
      value: receipt.received,
    })),
  })
  batch.forEach((receipt, index) => {
    const cash = at(items, index)
    const applied = receipt.parts.reduce((sum, { document }) => sum + document, 0)
    if (applied === 0) return
    const cashPart = { item: cash, document: -Math.min(applied, receipt.received) }
    const parts = [...receipt.parts, cashPart]
    const delay = random.chance(0.2) ? random.integer(1, 9) : 0
    const matchDay = Math.min(context.asOf, day + delay)
    if (!receipt.mistakenFirst) {
      matching.match(matchDay, parts, receipt.writeOff)
      return
    }
    matching.matchAndUndo(day, day + 3, parts)
    matching.match(day + 4, parts)
  })
}
