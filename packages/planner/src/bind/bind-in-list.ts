import { BOOLEAN, isNumeric, isTextual } from '@certsql/core'
import type { Expression, InList } from '@certsql/sql'
import { commonTypeOf } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FALSE } from '../logical/conjuncts.js'
import { coerce, isNullLiteral, isUntyped } from './coerce.js'
import { compareWithRange, isRangeCall } from './date-range.js'
import { makeComparable } from './make-comparison.js'
import { all, any, compareRows, isRow, itemsOf } from './row-values.js'
import type { Binder, Scope } from './scope.js'

/** `<operand> [NOT] IN (<items>)`; a parameter that holds an array is as many items. */
export function bindInList(list: InList, scope: Scope, binder: Binder): BoundExpression {
  const condition = bindMembership(list, scope, binder)
  return { ...condition, span: list.span }
}

function bindMembership(list: InList, scope: Scope, binder: Binder): BoundExpression {
  const { operand, items, negated, span } = list
  if (isRow(operand) || items.some(isRow)) return bindRows(list, scope, binder)
  if (items.some(isRangeCall)) return bindRanges(list, scope, binder)
  const bound = binder.bindExpression(operand, scope)
  const values = items.flatMap((item) => bindItem(item, scope, binder))
  // `IN ()` comes of an empty array only: nothing is in it.
  if (values.length === 0) return negated ? { ...FALSE, value: true, kind: 'Literal' } : FALSE
  const { left, right } = makeListComparable(bound, values, list, binder)
  return { kind: 'InListTest', operand: left, items: right, negated, type: BOOLEAN, span }
}

function bindItem(item: Expression, scope: Scope, binder: Binder): readonly BoundExpression[] {
  return item.kind === 'Parameter' ? binder.parameters.readList(item) : [binder.bindExpression(item, scope)]
}

/** Dates and moments must be of one type on both sides; numbers and texts compare as they are. */
function makeListComparable(
  operand: BoundExpression,
  items: readonly BoundExpression[],
  { negated, span }: InList,
  binder: Binder,
): { readonly left: BoundExpression; readonly right: readonly BoundExpression[] } {
  const context = binder.options
  const operator = negated ? 'NOT IN' : 'IN'
  const typed = [operand, ...items].filter((one) => !isUntyped(one) && !isNullLiteral(one))
  const common = commonTypeOf(typed.map((one) => one.type))
  const stays = common === undefined || common.kind === 'null' || isNumeric(common) || isTextual(common)
  const left = stays ? operand : coerce(operand, common, context)
  const pairs = items.map((item) => makeComparable(left, item, operator, context, span))
  const [first] = pairs
  return { left: first?.[0] ?? left, right: pairs.map(([, item]) => item) }
}

function bindRows({ operand, items, negated, span }: InList, scope: Scope, binder: Binder): BoundExpression {
  const bindItems = (row: Expression) => itemsOf(row).map((item) => binder.bindExpression(item, scope))
  const left = bindItems(operand)
  const operator = negated ? '<>' : '='
  const tests = items.map((item) => compareRows(operator, left, bindItems(item), binder.options, span))
  return negated ? all(tests) : any(tests)
}

/** `CloseDate IN (THIS_MONTH(), NEXT_MONTH())`: in one of the ranges. */
function bindRanges(
  { operand, items, negated, span }: InList,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const bound = binder.bindExpression(operand, scope)
  const operator = negated ? '<>' : '='
  const tests = items.map((item) =>
    isRangeCall(item)
      ? compareWithRange(operator, bound, item, scope, binder, span)
      : comparison(operator, bound, binder.bindExpression(item, scope), binder, span),
  )
  return negated ? all(tests) : any(tests)
}

function comparison(
  operator: '=' | '<>',
  left: BoundExpression,
  right: BoundExpression,
  binder: Binder,
  span: InList['span'],
): BoundExpression {
  const [a, b] = makeComparable(left, right, operator, binder.options, span)
  return { kind: 'Comparison', operator, left: a, right: b, type: BOOLEAN, span }
}
