import type { DecimalOutput } from '../decode/decimal-output.js'
import type { DuckDb } from './load-duckdb.js'

/** What readers of results need to know beside the types. */
export interface ReaderContext {
  readonly duckdb: DuckDb
  readonly decimals: DecimalOutput
}
