import { BIGINT, DOUBLE, INTEGER, isNumeric, type SqlType } from '@certsql/core'
import { sumType } from '../functions/aggregate-functions.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Aggregate, AggregateCall, ComputedColumn } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { projected } from './plan-nodes.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * Makes an average of exact numbers the quotient of a sum and a count.
 *
 *   Aggregate AVG(Amount)   ⇒   Project sum / count
 *                               └ Aggregate SUM(Amount) AS sum, COUNT(Amount) AS count
 *
 * The sum is exact wherever it is computed, so the quotient of a pushed, a merged and a local average is the same double
 * to the last bit. It is done with pushdown off too: DuckDB's own AVG divides in another order, and 0.1 + 0.2 over three
 * rows may differ in the last digit. Averages of DOUBLE stay as they are: they are computed in one place anyway.
 */
export const expandAverage = ruleFor(['Aggregate'], (aggregate, context) =>
  aggregate.aggregates.some(isExpandable) ? expand(aggregate, context) : aggregate,
)

function isExpandable(call: AggregateCall): boolean {
  const [argument] = call.arguments
  const isExact = argument !== undefined && isNumeric(argument.type) && argument.type.kind !== 'double'
  return call.function === 'avg' && isExact && call.column.type.kind === 'double'
}

function expand(aggregate: Aggregate, context: RuleContext) {
  const calls: AggregateCall[] = []
  const items: ComputedColumn[] = aggregate.keys.map(({ column }) => ({
    column,
    expression: columnUse(column),
  }))
  for (const call of aggregate.aggregates) {
    const [argument] = call.arguments
    if (!isExpandable(call) || argument === undefined) {
      calls.push(call)
      items.push({ column: call.column, expression: columnUse(call.column) })
      continue
    }
    const sum = companion(call, 'sum', sumType([argument.type]), context)
    const count = companion(call, 'count', BIGINT, context)
    calls.push(sum, count)
    items.push({ column: call.column, expression: quotient(sum.column, count.column) })
  }
  const columns = [...aggregate.keys.map(({ column }) => column), ...calls.map(({ column }) => column)]
  return projected({ ...aggregate, aggregates: calls, columns }, items)
}

function companion(call: AggregateCall, name: string, type: SqlType, context: RuleContext): AggregateCall {
  const column: PlanColumn = { id: context.ids.nextColumn(), name, type, nullable: true }
  return { ...call, function: name, column }
}

/** Without rows there is no average, and no division by zero. */
function quotient(sum: PlanColumn, count: PlanColumn): BoundExpression {
  const isNone: BoundExpression = {
    kind: 'Comparison',
    operator: '=',
    left: columnUse(count),
    right: { kind: 'Literal', value: '0', type: INTEGER },
    type: { kind: 'boolean' },
  }
  const division: BoundExpression = {
    kind: 'Arithmetic',
    operator: '/',
    left: asDouble(columnUse(sum)),
    right: asDouble(columnUse(count)),
    type: DOUBLE,
  }
  const then: BoundExpression = { kind: 'Literal', value: null, type: DOUBLE }
  return {
    kind: 'CaseExpression',
    branches: [{ when: isNone, then }],
    otherwise: division,
    type: DOUBLE,
  }
}

function asDouble(operand: BoundExpression): BoundExpression {
  return { kind: 'CastExpression', operand, safe: false, type: DOUBLE }
}
