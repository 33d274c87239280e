import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import { dayText, endOfMonth, monthStarts } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccountName } from './gl-accounts.js'
import type { Ledger, PostingLine } from './ledger.js'
import { at } from './random.js'

/** Lines that each unit of scale beyond the first adds: with them, twenty units have a million transaction lines. */
const LINES_PER_UNIT = 40_000
/** One line takes the cost from the pool, all others share it out. */
const LINES_PER_ALLOCATION = 200

const SHARED_COSTS = [
  'rent',
  'software',
  'telecom',
  'insurance',
  'utilities',
] as const satisfies GlAccountName[]

/**
 * What makes the ledgers of large groups long: month after month shared costs are split over departments, products and
 * channels. An allocation moves money between dimensions of one account, so no balance and no profit changes; and it
 * is posted without a document, as Certinia's allocations are.
 */
export function postAllocations(
  context: DemoContext,
  ledger: Ledger,
  { chart, dimensions }: GeneralLedger,
  companies: readonly Company[],
): void {
  const random = context.random.fork('allocations')
  const months = monthStarts(context.start, context.asOf)
  const count = Math.round(((context.scale - 1) * LINES_PER_UNIT) / LINES_PER_ALLOCATION)
  for (let index = 0; index < count; index++) {
    const company = at(companies, index)
    const day = Math.min(context.asOf, endOfMonth(at(months, Math.floor((index * months.length) / count))))
    const glAccount = chart[at(SHARED_COSTS, index)]
    const description = `Allocation of ${glAccount.name} ${dayText(day).slice(0, 7)}`
    const shares: PostingLine[] = Array.from({ length: LINES_PER_ALLOCATION - 1 }, (_, share) => ({
      type: 'Analysis',
      glAccount,
      document: random.integer(500, 90_000),
      description,
      dimension1: at(dimensions.departments, share),
      dimension2: dimensions.costCentres[company.index] ?? null,
      dimension3: at(dimensions.productLines, Math.floor(share / dimensions.departments.length)),
      dimension4: at(dimensions.channels, share),
    }))
    const total = shares.reduce((sum, { document }) => sum + document, 0)
    ledger.post({
      company,
      type: 'Allocation',
      day,
      currency: company.home,
      documentNumber: `ALC${String(index + 1).padStart(6, '0')}`,
      description,
      lines: [{ type: 'Analysis', glAccount, document: -total, description }, ...shares],
    })
  }
}
