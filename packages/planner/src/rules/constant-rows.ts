import type { Literal } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import { constantRow } from './constant-row.js'
import { filtered, projected } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Writes the values of a row of constants where they are asked for, so that conditions on them can go to the org:
 *
 *   WITH p AS (SELECT DATE '2025-04-01' AS d) SELECT … FROM Invoice i JOIN p ON i.Date >= p.d
 *   ⇒ SELECT … FROM Invoice i WHERE i.Date >= DATE '2025-04-01'
 *
 * Just one row: of two each would have partners of its own, of none there are none. The other side of an outer join stays
 * whether it meets the row or not, and the row with it: those joins stay. So do those whose condition has a subquery, which
 * may ask for the constants too.
 */
export const constantRows = ruleFor(['JoinPlan'], (join) => {
  if (join.type !== 'INNER' && join.type !== 'CROSS') return join
  if (join.condition !== undefined && hasSubquery(join.condition)) return join
  const right = constantRow(join.right)
  if (right !== undefined) return besideConstants(join, join.left, right)
  // What is lateral may ask for the constants before it.
  const left = join.lateral ? undefined : constantRow(join.left)
  return left === undefined ? join : besideConstants(join, join.right, left)
})

function besideConstants(
  { condition, columns }: JoinPlan,
  rows: LogicalPlan,
  constants: ReadonlyMap<number, Literal>,
): LogicalPlan {
  const conjuncts = conjunctsOf(condition).map((one) => replaceColumns(one, constants))
  return projected(
    filtered(rows, conjuncts),
    columns.map((column) => ({ column, expression: constants.get(column.id) ?? columnUse(column) })),
  )
}
