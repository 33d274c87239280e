import { type DemoContext, scaled } from './context.js'
import { endOfMonth } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import { createJournal } from './journals.js'
import type { Ledger } from './ledger.js'
import type { Matching } from './matching.js'
import { at } from './random.js'
import type { Debt } from './receipts.js'

/** Gives up old invoices of customers that do not pay: a journal on the customer's account, matched with the invoice. */
export function writeOffBadDebts(
  context: DemoContext,
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  matching: Matching,
  debts: readonly Debt[],
): void {
  const { asOf } = context
  const hopeless = debts.filter(
    ({ item, customer, dueDay }) =>
      customer.habit === 'delinquent' && item.documentOpen > 0 && dueDay < asOf - 270,
  )
  const count = Math.min(scaled(context, 6, 3), hopeless.length)
  for (let index = 0; index < count; index++) {
    const { item, customer, dueDay } = at(hopeless, index)
    const day = Math.min(asOf, endOfMonth(dueDay + 180))
    const value = item.documentOpen
    const posted = createJournal(context, ledger, {
      company: item.company,
      day,
      type: 'Manual Journal',
      currency: item.currency,
      description: `Bad debt: ${customer.name}`.slice(0, 255),
      reference: null,
      lines: [
        { glAccount: chart.badDebts, value, department: at(dimensions.departments, 5) },
        { glAccount: item.glAccount, value: -value, account: customer.id },
      ],
    })
    const [credit] = posted?.accountLines ?? []
    if (credit === undefined) continue
    matching.match(day, [
      { item, document: value },
      { item: credit, document: -value },
    ])
  }
}
