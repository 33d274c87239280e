import { BOOLEAN, isNumeric, isTextual, NULL, type SourceSpan, type SqlType } from '@certsql/core'
import type { Exists, InSubquery, QuantifiedComparison, Query, ScalarSubquery } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { coerce } from './coerce.js'
import { convertColumns } from './convert-columns.js'
import { makeComparable } from './make-comparison.js'
import { itemsOf } from './row-values.js'
import type { Binder, Scope } from './scope.js'
import { bindError, countOf } from './type-error.js'

export function bindExists({ query, span }: Exists, scope: Scope, binder: Binder): BoundExpression {
  return { kind: 'ExistsTest', plan: binder.bindQuery(query, scope), type: BOOLEAN, span }
}

export function bindScalarSubquery(
  { query, span }: ScalarSubquery,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const plan = bindColumns(query, 1, scope, binder)
  const type: SqlType = plan.columns[0]?.type ?? NULL
  return { kind: 'ScalarSubqueryValue', plan, type, span }
}

export function bindInSubquery(
  { operand, query, negated, span }: InSubquery,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const operands = itemsOf(operand).map((item) => binder.bindExpression(item, scope))
  const plan = bindColumns(query, operands.length, scope, binder)
  const pairs = makePairs(operands, plan, negated ? 'NOT IN' : 'IN', binder, span)
  return {
    kind: 'InSubqueryTest',
    operands: pairs.map(({ left }) => left),
    plan: convertColumns(
      plan,
      pairs.map(({ right }) => right),
      binder,
    ),
    negated,
    type: BOOLEAN,
    span,
  }
}

export function bindQuantified(
  { operand, operator, quantifier, query, span }: QuantifiedComparison,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const bound = binder.bindExpression(operand, scope)
  const plan = bindColumns(query, 1, scope, binder)
  const [pair] = makePairs([bound], plan, `${operator} ${quantifier}`, binder, span)
  return {
    kind: 'QuantifiedTest',
    operand: pair?.left ?? bound,
    operator,
    quantifier,
    plan: pair === undefined ? plan : convertColumns(plan, [pair.right], binder),
    type: BOOLEAN,
    span,
  }
}

/** Operands beside the columns that they are compared with, and the types that both are brought to. */
function makePairs(
  operands: readonly BoundExpression[],
  plan: LogicalPlan,
  operator: string,
  binder: Binder,
  span: SourceSpan,
): readonly { readonly left: BoundExpression; readonly right: SqlType }[] {
  return operands.map((operand, index) => {
    const column = plan.columns[index]
    if (column === undefined) return { left: operand, right: operand.type }
    const [left, right] = makeComparable(operand, columnUse(column), operator, binder.options, span)
    // A column of nothing but NULL has no type of its own.
    const keeps = column.type.kind !== 'null' && (isNumeric(right.type) || isTextual(right.type))
    return { left: coerce(left, left.type, binder.options), right: keeps ? column.type : right.type }
  })
}

function bindColumns(query: Query, count: number, scope: Scope, binder: Binder): LogicalPlan {
  const plan = binder.bindQuery(query, scope)
  if (plan.columns.length === count) return plan
  throw bindError({
    code: 'CERT-3005',
    message: `This subquery must have ${countOf(count, 'column')}, but it has ${plan.columns.length}.`,
    hint: count === 1 ? 'select one column in it' : undefined,
    span: query.span,
  })
}
