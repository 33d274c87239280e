import type { Org } from '../org/org.js'
import type { Variants } from '../variants.js'
import type { SoqlComplaints } from './soql-refusal.js'
import type { ZoneClock } from './zone-clock.js'

/** What every part of a query's evaluation needs to know. */
export interface Evaluation {
  readonly org: Org
  readonly variants: Variants
  readonly complaints: SoqlComplaints
  /** The running user's clock: relative dates and `convertTimezone` follow it. */
  readonly clock: ZoneClock
  /** `queryAll`: soft-deleted records are seen too. */
  readonly includeDeleted: boolean
  /** `/services/data/v67.0`: what URLs in the answer start with. */
  readonly basePath: string
  readonly pageSize: number
  /** Keeps the rest of a long child result, and gives back the locator for it. */
  readonly keep: (result: PagedResult) => string
}

export interface ResultPage {
  /** JSON texts of the records, joined by commas. */
  readonly records: string
  readonly count: number
}

/** A query's result, of which pages are asked for later. */
export interface PagedResult {
  readonly soql: string
  readonly totalSize: number
  /** Grouped results have no locator: they come whole. */
  readonly pageSize: number
  page(from: number): ResultPage
}
