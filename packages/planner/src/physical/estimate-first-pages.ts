import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { callsFor } from './calls-for.js'
import { chooseTransport } from './choose-transport.js'
import { estimateScan } from './estimate-scan.js'
import { GUESSED_VALUES, mostValues } from './most-groups.js'
import type { ScanEstimate } from './physical-plan.js'

/**
 * What the pages of a scan in order are expected to cost until so many rows have come, with all that agree with the last of
 * them in the keys of the order. Nothing where the records have not been counted.
 */
export function estimateFirstPages(scan: RemoteScan, rows: number, context: PhysicalContext): ScanEstimate {
  const { pageSize } = context.options
  const { rows: kept } = estimateScan(scan, context)
  const ties = expectedTies(scan, context)
  if (kept === undefined || ties === undefined) return {}
  const apiCalls = callsFor(Math.min(kept, rows + ties), pageSize)
  return { rows: Math.min(kept, apiCalls * pageSize), apiCalls, guessed: true }
}

/** How many rows of a scan agree in the keys of its order, if every value is as frequent as any other. */
export function expectedTies(scan: RemoteScan, context: PhysicalContext): number | undefined {
  const { rows: kept } = estimateScan(scan, context)
  if (kept === undefined) return undefined
  const values = scan.orderBy.map(({ expression }) => expectedValues(expression, kept, context))
  const places = values.reduce((product, count) => product * count, 1)
  return Math.ceil(kept / Math.max(1, Math.min(places, kept)))
}

/** Hardly two records are made at the same moment. */
function expectedValues(key: SoqlExpression, kept: number, { view }: PhysicalContext): number {
  const isMoment = key.kind === 'SoqlField' && pathOf(key).column.fieldType === 'datetime'
  return mostValues(key, view) ?? (isMoment ? kept : GUESSED_VALUES)
}

/** What all rows of it cost in no order, whichever columns are needed in the end. */
export function estimateWhole(scan: RemoteScan, context: PhysicalContext): ScanEstimate {
  const rows = { ...scan, orderBy: [], columns: [], outputs: [] }
  return chooseTransport(rows, context, undefined).estimate
}
