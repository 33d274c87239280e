import { BOOLEAN, isTextual } from '@certsql/core'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { notTrue, nullTest } from './not-true.js'

/** A value that an expression may have, and the conditions under which it has it. */
export interface Alternative {
  readonly guards: readonly BoundExpression[]
  readonly value: BoundExpression
}

/** More of them make a condition that nobody can read, and the org reads it again and again. */
const MOST_ALTERNATIVES = 32

/**
 * CASE and COALESCE as the values that they choose from. For each row the guards of just one alternative hold, so that a
 * condition on the whole is an OR of conditions on its parts:
 *
 *   COALESCE(Amount, 0) > 5            ⇒  Amount > 5 OR (Amount IS NULL AND 0 > 5)
 *   CASE WHEN p THEN 'a' ELSE b END = 'a'  ⇒  (p AND 'a' = 'a') OR (p IS NOT TRUE AND b = 'a')
 *
 * Undefined for other expressions, and where the parts would not compare as the whole does:
 *
 *   COALESCE(Code__c, Name) = 'acme'   -- with case, since the code is told apart by case; Name = 'acme' would be without
 */
export function alternativesOf(expression: BoundExpression): readonly Alternative[] | undefined {
  const alternatives = chosenFrom(expression)
  if (alternatives === undefined || alternatives.length > MOST_ALTERNATIVES) return undefined
  const compareAlike = alternatives.map(({ guards, value }) => {
    const alike = asTypeOf(value, expression)
    return alike === undefined ? undefined : { guards, value: alike }
  })
  const known = compareAlike.filter((one) => one !== undefined)
  return known.length === compareAlike.length ? known : undefined
}

function chosenFrom(expression: BoundExpression): readonly Alternative[] | undefined {
  if (expression.kind === 'CaseExpression') return branchesOf(expression)
  if (expression.kind === 'Call' && expression.function === 'coalesce') return coalesced(expression.arguments)
  return undefined
}

function branchesOf(
  expression: BoundExpression & { readonly kind: 'CaseExpression' },
): readonly Alternative[] | undefined {
  const alternatives: Alternative[] = []
  const passedBy: BoundExpression[] = []
  for (const { when, then } of expression.branches) {
    alternatives.push({ guards: [...passedBy, when], value: then })
    const passed = notTrue(when)
    if (passed === undefined) return undefined
    passedBy.push(passed)
  }
  return [...alternatives, { guards: passedBy, value: expression.otherwise }]
}

function coalesced(operands: readonly BoundExpression[]): readonly Alternative[] {
  return operands.map((value, index) => {
    const nulls = operands.slice(0, index).map((one) => nullTest(one, false))
    const isLast = index === operands.length - 1
    return { guards: isLast ? nulls : [...nulls, nullTest(value, true)], value }
  })
}

/** Numbers compare by their value whatever their type, texts by the type of the whole. */
function asTypeOf(value: BoundExpression, whole: BoundExpression): BoundExpression | undefined {
  if (!isTextual(whole.type) || sameType(value.type, whole.type)) return value
  return value.kind === 'Literal' ? { ...value, type: whole.type } : undefined
}

/** A condition on each of the alternatives, for the rows for which it is the one. */
export function overAlternatives(
  alternatives: readonly Alternative[],
  conditionOn: (value: BoundExpression) => BoundExpression,
): BoundExpression {
  const operands = alternatives.map(({ guards, value }): BoundExpression => {
    const condition = conditionOn(value)
    return guards.length === 0 ? condition : { kind: 'And', operands: [...guards, condition], type: BOOLEAN }
  })
  return { kind: 'Or', operands, type: BOOLEAN }
}
