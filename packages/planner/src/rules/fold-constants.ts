import { evaluateConstant, literal } from '../constants/evaluate-constant.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { isFalse, isTrue } from '../logical/conjuncts.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { ruleFor } from './rule-for.js'

/**
 * Computes what depends on no row, so that later rules meet plain literals.
 *
 *   WHERE DueDate < DATE '2025-06-30' - 30   ⇒   WHERE DueDate < DATE '2025-05-31'
 *   WHERE 1 = 1 AND Name = 'x'               ⇒   WHERE Name = 'x'
 *
 *   WHERE DueDate >= DATE_TRUNC('month', CURRENT_DATE)   ⇒   WHERE DueDate >= TIMESTAMP '2025-06-01 00:00:00'
 *
 * It stays away from everything that DuckDB might decide otherwise: powers, text order, case beyond ASCII,
 * and divisions by zero, whose error belongs to the moment of running.
 */
export const foldConstants = ruleFor(
  [
    'Filter',
    'Project',
    'JoinPlan',
    'Aggregate',
    'WindowPlan',
    'Sort',
    'Limit',
    'DistinctPlan',
    'TableFunctionScan',
    'ValuesRows',
  ],
  (node, { options }) =>
    mapPlanExpressions(node, (expression) => foldExpression(expression, options.timeZone)),
)

/** Without a zone, what depends on that of the session stays. */
export function foldExpression(expression: BoundExpression, zone?: string): BoundExpression {
  return mapExpression(expression, (one) => foldNode(one, zone))
}

function foldNode(expression: BoundExpression, zone: string | undefined): BoundExpression {
  switch (expression.kind) {
    case 'And':
      return foldJunction(expression.operands, expression, isTrue, isFalse)
    case 'Or':
      return foldJunction(expression.operands, expression, isFalse, isTrue)
    case 'Not':
      return expression.operand.kind === 'Literal'
        ? literal(
            expression.type,
            expression.operand.value === null ? null : expression.operand.value !== true,
          )
        : expression
    case 'CaseExpression':
      return foldCase(expression)
    case 'Call':
      return expression.function === 'coalesce'
        ? foldCoalesce(expression)
        : (evaluateConstant(expression, zone) ?? expression)
    default:
      return evaluateConstant(expression, zone) ?? expression
  }
}

/** AND: TRUE is left out, FALSE decides. OR: the other way round. NULL stays: it matters next to unknown rows. */
function foldJunction(
  operands: readonly BoundExpression[],
  whole: BoundExpression & { readonly kind: 'And' | 'Or' },
  isNeutral: (one: BoundExpression) => boolean,
  decides: (one: BoundExpression) => boolean,
): BoundExpression {
  const deciding = operands.find(decides)
  if (deciding !== undefined) return deciding
  const rest = operands.filter((one) => !isNeutral(one))
  if (rest.length === operands.length) return whole
  const [first] = rest
  if (first === undefined) return operands[0] ?? whole
  return rest.length === 1 ? first : { ...whole, operands: rest }
}

/** Branches that can never be taken go; one that is always taken ends the list. */
function foldCase(expression: BoundExpression & { readonly kind: 'CaseExpression' }): BoundExpression {
  const possible = expression.branches.filter(({ when }) => !(when.kind === 'Literal' && when.value !== true))
  const certain = possible.findIndex(({ when }) => isTrue(when))
  const branches = certain === -1 ? possible : possible.slice(0, certain)
  const otherwise = certain === -1 ? expression.otherwise : (possible[certain]?.then ?? expression.otherwise)
  if (branches.length === 0) return otherwise
  return branches.length === expression.branches.length ? expression : { ...expression, branches, otherwise }
}

/** Nulls go, and what stands behind a value that is none is never looked at. */
function foldCoalesce(coalesce: BoundExpression & { readonly kind: 'Call' }): BoundExpression {
  const open = coalesce.arguments.filter((one) => !(one.kind === 'Literal' && one.value === null))
  const known = open.findIndex(({ kind }) => kind === 'Literal')
  const rest = known === -1 ? open : open.slice(0, known + 1)
  const [first] = rest
  if (first === undefined) return literal(coalesce.type, null)
  if (rest.length > 1)
    return rest.length === coalesce.arguments.length ? coalesce : { ...coalesce, arguments: rest }
  return sameType(first.type, coalesce.type) ? first : coalesce
}
