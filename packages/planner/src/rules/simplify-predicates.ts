import type { ComparisonOperator } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunction, FALSE, isFalse, isTrue, TRUE } from '../logical/conjuncts.js'
import type { Filter, JoinPlan } from '../logical/logical-plan.js'
import { negate } from '../verdict/negate.js'
import { mapEveryPlan } from './map-every-plan.js'
import { emptyRows } from './plan-nodes.js'
import type { Rule } from './rule.js'

/**
 * Brings conditions into the shape that later rules know: NOT at the leaves, AND and OR flat, constants on the right,
 * nothing that is always true or never.
 *
 *   WHERE NOT (Amount > 5 OR IsWon) AND 'x' = Name   ⇒   WHERE Amount <= 5 AND NOT IsWon AND Name = 'x'
 *
 * A condition filters, and there unknown is as good as false: `Name = NULL` is FALSE here. That holds below AND and OR,
 * and nowhere else:
 *
 *   WHERE (Amount > NULL) IS NULL   -- true for every row; as FALSE IS NULL it would be none
 */
export const simplifyPredicates: Rule = (plan) =>
  mapEveryPlan(plan, (node) => {
    switch (node.kind) {
      case 'Filter':
        return simplifyFilter(node)
      case 'JoinPlan':
        return simplifyJoin(node)
      default:
        return node
    }
  })

function simplifyFilter(filter: Filter) {
  const condition = simplifyCondition(filter.condition)
  if (isTrue(condition)) return filter.input
  if (isFalse(condition)) return emptyRows(filter.columns)
  return condition === filter.condition ? filter : { ...filter, condition }
}

/** An outer join keeps its rows whatever its condition says, so there only the condition changes. */
function simplifyJoin(join: JoinPlan) {
  if (join.condition === undefined) return join
  const condition = simplifyCondition(join.condition)
  if (join.type === 'INNER' && isFalse(condition)) return emptyRows(join.columns)
  if (join.type === 'INNER' && isTrue(condition)) {
    const { condition: _, ...unconditional } = join
    return { ...unconditional, type: 'CROSS' } satisfies JoinPlan
  }
  return condition === join.condition ? join : { ...join, condition }
}

/** The simplest condition that lets the same rows pass. */
export function simplifyCondition(expression: BoundExpression): BoundExpression {
  switch (expression.kind) {
    case 'And':
      return simplifyAnd(expression)
    case 'Or':
      return simplifyOr(expression)
    case 'Not': {
      const negated = negate(expression.operand)
      return negated.kind === 'Not' ? expression : simplifyCondition(negated)
    }
    case 'IsTruthTest': {
      if (expression.negated) return expression
      return simplifyCondition(expression.truth ? expression.operand : negate(expression.operand))
    }
    case 'Literal':
      return expression.value === true ? expression : FALSE
    case 'Comparison':
      return constantToTheRight(expression)
    default:
      return expression
  }
}

function simplifyAnd(expression: BoundExpression & { readonly kind: 'And' }): BoundExpression {
  const operands = expression.operands
    .map(simplifyCondition)
    .flatMap((operand) => (operand.kind === 'And' ? operand.operands : [operand]))
  if (operands.some(isFalse)) return FALSE
  const needed = operands.filter((operand) => !isTrue(operand))
  return sameItems(needed, expression.operands) ? expression : conjunction(needed)
}

function simplifyOr(expression: BoundExpression & { readonly kind: 'Or' }): BoundExpression {
  const operands = expression.operands
    .map(simplifyCondition)
    .flatMap((operand) => (operand.kind === 'Or' ? operand.operands : [operand]))
  if (operands.some(isTrue)) return TRUE
  const possible = operands.filter((operand) => !isFalse(operand))
  if (sameItems(possible, expression.operands)) return expression
  const [first] = possible
  if (first === undefined) return FALSE
  return possible.length === 1 ? first : { ...expression, operands: possible }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function constantToTheRight(comparison: BoundExpression & { readonly kind: 'Comparison' }): BoundExpression {
  const { left, right, operator } = comparison
  if (left.kind !== 'Literal' || right.kind === 'Literal') return comparison
  return { ...comparison, left: right, right: left, operator: MIRRORED[operator] }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
