import type { BoundExpression } from '../logical/bound-expression.js'
import { usesOnly } from '../logical/columns-used.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Filter, Limit, LogicalPlan } from '../logical/logical-plan.js'
import { cannotFail } from './condition-traits.js'
import { columnIds } from './plan-nodes.js'
import { type RowsOfScan, rowsOfScan } from './rows-of-scan.js'

/** The rows of a scan, or some of them: those that pass conditions which are checked here. */
export interface PassingRows extends RowsOfScan {
  /** Over the scan's columns. */
  readonly conditions: readonly BoundExpression[]
}

/** Of more rows than this, the order would cost more pages than it saves. */
export const MOST_PASSING = 2000

/** How many of the first rows a LIMIT takes; undefined if all, or too many where only some of those that come pass. */
export function firstRows({ count, offset }: Limit, passesSome: boolean): number | undefined {
  const rows = count === undefined ? 0 : count + offset
  const most = passesSome ? MOST_PASSING : Number.MAX_SAFE_INTEGER
  return count === 0 || rows === 0 || rows > most ? undefined : rows
}

/**
 * The rows of a scan below conditions that look at one row each, so that of the first rows it can be told how many pass
 * whatever comes behind them. Undefined where a condition
 *
 *   10 / Total > 3           may fail for a row that is never reached
 *   i.Account = a.Id         looks at a row around it, and passes others for each
 *   Id IN (SELECT …)         looks at other tables
 */
export function passingRows(plan: LogicalPlan): PassingRows | undefined {
  const filters: Filter[] = []
  const rows = rowsOfScan(plan, (filter) => filters.push(filter) > 0)
  if (rows === undefined) return undefined
  const { grouping, limit, offset, columns } = rows.scan
  if ([grouping, limit, offset].some((one) => one !== undefined)) return undefined
  const conditions = filters.map(
    ({ condition, input }) => rowsOfScan(input, () => true)?.resolve(condition) ?? condition,
  )
  const own = columnIds(columns)
  const isRowByRow = conditions.every((one) => !hasSubquery(one) && cannotFail(one) && usesOnly(one, own))
  return isRowByRow ? { ...rows, conditions } : undefined
}
