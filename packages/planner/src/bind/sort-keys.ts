import type { OrderItem } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { SortKey } from '../logical/logical-plan.js'

/** A complete sort key: nulls are last for ASC and first for DESC unless it says otherwise, as in PostgreSQL. */
export function sortKey(item: OrderItem, expression: BoundExpression): SortKey {
  const direction = item.direction ?? 'ASC'
  return { expression, direction, nulls: item.nulls ?? (direction === 'ASC' ? 'LAST' : 'FIRST') }
}
