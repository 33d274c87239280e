import type { RemoteScan } from '../logical/remote-scan.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { expectedGroups } from './most-groups.js'
import type { ScanEstimate } from './physical-plan.js'

/** What share of the records a condition is guessed to keep; the guesses of PostgreSQL's planner, rounded. */
const KEPT_BY_EQUALITY = 0.01
const KEPT_BY_RANGE = 0.3
const KEPT_BY_PATTERN = 0.1

/** Rows and calls that a scan is expected to cost; nothing where the number of records is not known. */
export function estimateScan(scan: RemoteScan, { view, options }: PhysicalContext): ScanEstimate {
  if (scan.grouping !== undefined)
    return scan.grouping.keys.length === 0
      ? { rows: 1, apiCalls: 1 }
      : { ...pages(expectedGroups(scan, view), options.groupPageSize), guessed: true }
  const records = view.statistics(scan.table.name)?.records
  if (records === undefined) return scan.limit === undefined ? {} : pages(scan.limit, options.pageSize)
  const kept = Math.ceil(records * (scan.filter === undefined ? 1 : keptShare(scan.filter)))
  const afterOffset = Math.max(0, kept - (scan.offset ?? 0))
  const estimate = pages(Math.min(afterOffset, scan.limit ?? afterOffset), options.pageSize)
  return scan.filter === undefined ? estimate : { ...estimate, guessed: true }
}

function pages(rows: number, pageSize: number): ScanEstimate {
  return { rows, apiCalls: Math.max(1, Math.ceil(rows / pageSize)) }
}

export function keptShare(condition: SoqlCondition): number {
  switch (condition.kind) {
    case 'SoqlAnd':
      return condition.operands.reduce((share, operand) => share * keptShare(operand), 1)
    case 'SoqlOr':
      return Math.min(
        1,
        condition.operands.reduce((share, operand) => share + keptShare(operand), 0),
      )
    case 'SoqlComparison':
      if (condition.value.kind === 'null')
        return condition.operator === '=' ? KEPT_BY_PATTERN : 1 - KEPT_BY_PATTERN
      if (condition.value.kind === 'boolean') return 0.5
      if (condition.operator === '=') return KEPT_BY_EQUALITY
      return condition.operator === '!=' ? 1 - KEPT_BY_EQUALITY : KEPT_BY_RANGE
    case 'SoqlIn': {
      const share = Math.min(1, condition.values.length * KEPT_BY_EQUALITY)
      return condition.negated ? 1 - share : share
    }
    case 'SoqlLike':
    case 'SoqlIncludes':
      return condition.negated ? 1 - KEPT_BY_PATTERN : KEPT_BY_PATTERN
    case 'SoqlSemiJoin':
      return 0.5
    case 'SoqlNever':
      return 0
    default:
      return 1
  }
}
