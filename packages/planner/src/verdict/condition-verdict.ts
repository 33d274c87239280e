import { simplifyCondition } from '../conditions/simplify-condition.js'
import type {
  BoundExpression,
  Comparison,
  DistinctTest,
  InListTest,
  IsTruthTest,
  LikeTest,
} from '../logical/bound-expression.js'
import { ALWAYS, NEVER } from '../soql/soql-condition.js'
import { booleanVerdict } from './boolean-verdict.js'
import { anyVerdict, everyVerdict, exact, none, superset } from './combine-verdicts.js'
import { compareWithLiteral, comparisonVerdict, noFieldReason } from './comparison-verdict.js'
import { derivedCondition } from './derived/derived-condition.js'
import { fieldAbility } from './field-ability.js'
import { inListVerdict } from './in-list-verdict.js'
import { INCLUDES, includesVerdict } from './includes-verdict.js'
import { likeVerdict } from './like-verdict.js'
import { negate } from './negate.js'
import { nullVerdict } from './null-verdict.js'
import { fieldOf } from './subject.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/**
 * How far SOQL can say a condition over the columns of one scan. A condition filters: it lets a row pass when it is
 * true, and neither when it is false nor when it is unknown. That makes SOQL's two values enough, as long as nothing is
 * negated as a whole: NOT is pushed down to the comparisons first, by SQL's rules.
 *
 * ```ts
 * conditionVerdict(bound("Name = 'acme' AND length(Name) > 3"), context)
 * // { kind: 'superset', condition: Name = 'acme', reason: 'SOQL has no LENGTH in conditions' }
 * ```
 */
export function conditionVerdict(expression: BoundExpression, context: VerdictContext): ConditionVerdict {
  switch (expression.kind) {
    case 'And':
      return everyVerdict(expression.operands.map((operand) => conditionVerdict(operand, context)))
    case 'Or':
      return anyVerdict(expression.operands.map((operand) => conditionVerdict(operand, context)))
    case 'Not':
      return notVerdict(expression.operand, context)
    case 'Literal':
      return exact(expression.value === true ? ALWAYS : NEVER, 'a constant')
    case 'ColumnUse':
      return columnVerdict(expression, 'is true', context)
    case 'Comparison':
      return orDerived(comparisonVerdict(expression, context), expression, context)
    case 'IsNullTest': {
      const path = fieldOf(expression.operand, context)
      return path === undefined
        ? none(noFieldReason(expression.operand, context))
        : nullVerdict(path, expression.negated, context)
    }
    case 'IsTruthTest':
      return truthVerdict(expression, context)
    case 'DistinctTest':
      return distinctVerdict(expression, context)
    case 'InListTest':
      return orDerived(inListVerdict(expression, context), expression, context)
    case 'LikeTest':
      return orDerived(likeVerdict(expression, context), expression, context)
    case 'Call':
      return expression.function === INCLUDES
        ? includesVerdict(expression, false, context)
        : none(`SOQL has no ${expression.function.toUpperCase()} in conditions`)
    case 'CaseExpression':
      return none('SOQL has no CASE')
    case 'CastExpression':
      return none('SOQL has no CAST')
    case 'Arithmetic':
    case 'ExtractPart':
      return none('SOQL does not calculate')
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return none('the subquery runs here')
  }
}

/** Where SOQL has no words for a condition, those for what follows from it. */
function orDerived(
  verdict: ConditionVerdict,
  condition: Comparison | InListTest | LikeTest,
  context: VerdictContext,
): ConditionVerdict {
  if (verdict.kind !== 'none') return verdict
  const { timeZone } = context.options
  const derived = derivedCondition(condition, timeZone)
  if (derived === undefined) return verdict
  const its = conditionVerdict(simplifyCondition(derived.condition, timeZone), context)
  if (its.kind === 'none') return verdict
  return derived.isExact && its.kind === 'exact'
    ? exact(its.condition, SAME_RANGE)
    : superset(its.condition, WIDER_RANGE)
}

const SAME_RANGE = 'asked for as a range of the field'
const WIDER_RANGE = 'asked for as a range of the field that is a little wider; checked again here'

/** NOT over what cannot be negated any further. */
function notVerdict(operand: BoundExpression, context: VerdictContext): ConditionVerdict {
  if (operand.kind === 'ColumnUse') return columnVerdict(operand, 'is false', context)
  if (operand.kind === 'Call' && operand.function === INCLUDES) return includesVerdict(operand, true, context)
  const negated = negate(operand)
  return negated.kind === 'Not'
    ? none('the opposite of this cannot be said in SOQL')
    : conditionVerdict(negated, context)
}

function columnVerdict(
  operand: BoundExpression,
  question: Parameters<typeof booleanVerdict>[1],
  context: VerdictContext,
): ConditionVerdict {
  const path = fieldOf(operand, context)
  if (path?.column.type.kind !== 'boolean') return none('SOQL compares fields only')
  const ability = fieldAbility(path.column, '=', 'folded', context)
  return ability.verdict === 'none' ? none(ability.reason) : booleanVerdict(path, question)
}

function truthVerdict(test: IsTruthTest, context: VerdictContext): ConditionVerdict {
  // IS TRUE lets pass what a bare condition does; IS FALSE what its negation does.
  if (!test.negated) {
    const wanted: BoundExpression = test.truth ? test.operand : negate(test.operand)
    return conditionVerdict(wanted, context)
  }
  return columnVerdict(test.operand, test.truth ? 'is not true' : 'is not false', context)
}

/**
 * x IS DISTINCT FROM v is x <> v, or x is null; x IS NOT DISTINCT FROM v is x = v. With NULL they are the tests for null.
 */
function distinctVerdict(test: DistinctTest, context: VerdictContext): ConditionVerdict {
  const [operand, literal] = test.right.kind === 'Literal' ? [test.left, test.right] : [test.right, test.left]
  if (literal.kind !== 'Literal') return none('SOQL compares a field with a constant only')
  const path = fieldOf(operand, context)
  if (path === undefined) return none('SOQL compares fields only')
  if (literal.value === null) return nullVerdict(path, !test.negated, context)
  if (test.negated) return compareWithLiteral(operand, '=', literal, context)
  return anyVerdict([compareWithLiteral(operand, '<>', literal, context), nullVerdict(path, false, context)])
}
