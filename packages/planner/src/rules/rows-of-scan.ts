import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Filter, LogicalPlan } from '../logical/logical-plan.js'
import { replaceColumns } from '../logical/map-expression.js'
import type { RemoteScan } from '../logical/remote-scan.js'

/** A scan below projections only: row for row the same. */
export interface RowsOfScan {
  readonly scan: RemoteScan
  /** A projection may look rows up in other tables, and then they need not stay in their order. */
  readonly hasSubqueries: boolean
  /** An expression over the plan's columns in terms of the scan's. */
  resolve(expression: BoundExpression): BoundExpression
  /** The same projections over another scan. */
  rebuild(scan: LogicalPlan): LogicalPlan
}

/** `passes`: filters that may stand in between too; rows are then some of the scan's. */
export function rowsOfScan(
  plan: LogicalPlan,
  passes: (filter: Filter) => boolean = () => false,
): RowsOfScan | undefined {
  if (plan.kind === 'RemoteScan')
    return { scan: plan, hasSubqueries: false, resolve: (expression) => expression, rebuild: (scan) => scan }
  if (plan.kind === 'Filter' && passes(plan)) {
    const below = rowsOfScan(plan.input, passes)
    return below && { ...below, rebuild: (scan) => ({ ...plan, input: below.rebuild(scan) }) }
  }
  if (plan.kind !== 'Project') return undefined
  const below = rowsOfScan(plan.input, passes)
  if (below === undefined) return undefined
  const definitions = new Map(plan.items.map(({ column, expression }) => [column.id, expression]))
  return {
    scan: below.scan,
    hasSubqueries: below.hasSubqueries || plan.items.some(({ expression }) => hasSubquery(expression)),
    resolve: (expression) => below.resolve(replaceColumns(expression, definitions)),
    rebuild: (scan) => ({ ...plan, input: below.rebuild(scan) }),
  }
}
