import { isRepeatable } from '../bind/volatile.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Aggregate } from '../logical/logical-plan.js'
import { replaceColumns } from '../logical/map-expression.js'
import { expressionsOf } from '../logical/map-plan.js'
import { rowsOfScan } from './rows-of-scan.js'

/** The aggregate over what its projections read. */
export function withoutProjects(aggregate: Aggregate): Aggregate {
  const { input } = aggregate
  if (input.kind !== 'Project' || rowsOfScan(input) !== undefined) return aggregate
  const isMovable = input.items.every(({ expression }) => isRepeatable(expression))
  if (!isMovable || expressionsOf(aggregate).some(hasSubquery)) return aggregate
  const definitions = new Map(input.items.map(({ column, expression }) => [column.id, expression]))
  const map = (expression: BoundExpression) => replaceColumns(expression, definitions)
  return withoutProjects({
    ...aggregate,
    input: input.input,
    keys: aggregate.keys.map(({ column, expression }) => ({ column, expression: map(expression) })),
    aggregates: aggregate.aggregates.map((call) => ({
      ...call,
      arguments: call.arguments.map(map),
      ...(call.filter === undefined ? {} : { filter: map(call.filter) }),
      orderBy: call.orderBy.map((key) => ({ ...key, expression: map(key.expression) })),
    })),
  })
}
