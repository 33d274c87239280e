import type { DemoContext } from './context.js'
import { endOfMonth } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import { createJournal } from './journals.js'
import type { Ledger } from './ledger.js'
import type { Matching } from './matching.js'
import { at } from './random.js'
import type { Debt } from './receipts.js'

/** Nobody hopes for the money of invoices that are so many days overdue. */
const HOPELESS_AFTER = 300
/** One in so many is still disputed, and stays on the list. */
const DISPUTED = 5

/** Gives up old invoices: a journal on the customer's account, matched with the invoice. */
export function writeOffBadDebts(
  context: DemoContext,
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  matching: Matching,
  debts: readonly Debt[],
): void {
  const hopeless = debts.filter(
    ({ item, dueDay }) => item.documentOpen > 0 && dueDay < context.asOf - HOPELESS_AFTER,
  )
  hopeless.forEach(({ item, customer, dueDay }, index) => {
    if (index % DISPUTED === 0) return
    const day = Math.min(context.asOf, endOfMonth(dueDay + HOPELESS_AFTER))
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
    if (credit === undefined) return
    matching.match(day, [
      { item, document: value },
      { item: credit, document: -value },
    ])
  })
}
