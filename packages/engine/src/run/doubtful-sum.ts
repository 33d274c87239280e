import type { JsonRecord } from '@certsql/core'
import type { GroupParts, ScanPlan, SumParts } from '@certsql/planner'
import type { ExactDecimal } from '../decode/exact-decimal.js'
import type { RestScan } from './rest-scan.js'
import type { ReadFigures } from './sum-certificate.js'

/** A sum that the figures of some groups do not prove. */
export interface DoubtfulSum {
  readonly parts: SumParts
  readonly read: ReadFigures
  /** Records of the aggregate query. */
  readonly groups: readonly JsonRecord[]
}

/** The exact sums of some groups. */
export type GroupSums = ReadonlyMap<SumParts, ReadonlyMap<JsonRecord, ExactDecimal>>

/** Groups of an aggregate query, and how to ask for what is behind them. */
export interface GroupsAtHand {
  readonly records: readonly JsonRecord[]
  /** There are no others. */
  readonly areAll: boolean
  readonly parts: GroupParts
  readonly rest: RestScan
  readonly readRows: ReadRows
}

/** Reads the records of a further scan, however they travel; its calls count with the first one's. */
export type ReadRows = (scan: ScanPlan) => AsyncIterable<readonly JsonRecord[]>
