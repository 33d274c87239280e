import { evaluateConstant, literal } from '../constants/evaluate-constant.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { isFalse, isTrue } from '../logical/conjuncts.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { mapUnsettled } from './map-every-plan.js'
import type { Rule } from './rule.js'

/**
 * Computes what depends on no row, so that later rules meet plain literals.
 *
 *   WHERE DueDate < DATE '2025-06-30' - 30   ⇒   WHERE DueDate < DATE '2025-05-31'
 *   WHERE 1 = 1 AND Name = 'x'               ⇒   WHERE Name = 'x'
 *
 * It stays away from everything that DuckDB might decide otherwise: floating point, text order, case beyond ASCII,
 * and divisions, whose error belongs to the moment of running.
 */
export const foldConstants: Rule = (plan, context) =>
  mapUnsettled(foldConstants, plan, context, (node) => mapPlanExpressions(node, foldExpression))

export function foldExpression(expression: BoundExpression): BoundExpression {
  return mapExpression(expression, foldNode)
}

function foldNode(expression: BoundExpression): BoundExpression {
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
    default:
      return evaluateConstant(expression) ?? expression
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
