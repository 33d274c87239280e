import type { TextComparison } from '@certsql/core'
import type { LikeTest } from '../logical/bound-expression.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import { allOf, isNotNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { atMostSuperset, exact, none, superset } from './combine-verdicts.js'
import { compareText } from './compare-text.js'
import { cutCaseLikeVerdict } from './cut-case-verdict.js'
import { fieldAbility } from './field-ability.js'
import { matchesEverything, patternText, readPattern, soqlPattern } from './soql-pattern.js'
import { fieldOf } from './subject.js'
import { textObstacle } from './text-constant.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/**
 * [NOT] LIKE and ILIKE against a constant pattern.
 *
 *   Name LIKE 'a%'       ⇒   Name LIKE 'a%'
 *   Name LIKE 'acme'     ⇒   Name = 'acme'
 *   Name LIKE '%'        ⇒   Name != null
 *   Name NOT LIKE 'a%'   ⇒   (NOT Name LIKE 'a%') AND Name != null
 *
 * The last condition is right whether or not the org gives null rows for NOT LIKE, which is not known. Patterns are
 * translated: SQL's escape may be any character, SOQL's is the backslash.
 */
export function likeVerdict(test: LikeTest, context: VerdictContext): ConditionVerdict {
  const verdict = foldedOrExactLike(test, context)
  if (!test.caseInsensitive || context.options.collation === 'Org') return verdict
  // Collation=Binary makes ILIKE the business of DuckDB, whose idea of case need not be the org's.
  if (test.negated && verdict.kind === 'exact')
    return none('whether the org folds case as ILIKE does is not known')
  return atMostSuperset(verdict, 'whether the org folds case as ILIKE does is not known; checked again here')
}

function foldedOrExactLike(test: LikeTest, context: VerdictContext): ConditionVerdict {
  const path = fieldOf(test.operand, context)
  if (path === undefined) return cutCaseLikeVerdict(test, context) ?? none('SOQL compares fields only')
  const pattern = constantText(test.pattern)
  const escapeBy = test.escape === undefined ? '\\' : constantText(test.escape)
  if (pattern === undefined || escapeBy === undefined) return none('SOQL takes constant patterns only')
  if (pattern === null || escapeBy === null) return exact(NEVER, 'a comparison with NULL is never true')
  const comparison = comparisonOf(test, context)
  const operation = test.negated ? 'NOT LIKE' : 'LIKE'
  const ability = fieldAbility(path.column, operation, comparison, context)
  if (ability.verdict === 'none') return none(ability.reason)
  const pieces = readPattern(pattern, escapeBy)
  if (pieces === undefined) return none('the pattern is malformed')
  const obstacle = textObstacle(soqlPattern(pieces), comparison, context.org)
  if (obstacle !== undefined) return none(obstacle)
  const plainText = patternText(pieces)
  if (plainText !== undefined)
    return compareText(path, test.negated ? '<>' : '=', plainText, comparison, ability, context.org)
  const isFormula = path.column.field.calculated === true
  if (isFormula && test.negated) return none('a text formula may be empty without being null')
  if (matchesEverything(pieces)) {
    if (isFormula) return none('a text formula may be empty without being null')
    return exact(test.negated ? NEVER : isNotNull(path), 'every text matches')
  }
  const condition = likeCondition(path, soqlPattern(pieces), test.negated)
  return ability.verdict === 'exact' ? exact(condition, ability.reason) : superset(condition, ability.reason)
}

function likeCondition(path: FieldPath, pattern: string, negated: boolean): SoqlCondition {
  const like: SoqlCondition = { kind: 'SoqlLike', left: soqlField(path), pattern, negated }
  return negated ? allOf([like, isNotNull(path)]) : like
}

/** ILIKE compares without case whatever the collation. */
function comparisonOf(test: LikeTest, { options }: VerdictContext): TextComparison {
  if (test.caseInsensitive) return 'folded'
  const isExact = [test.operand, test.pattern].some(
    ({ type }) => type.kind === 'id' || (type.kind === 'text' && type.comparison === 'exact'),
  )
  return isExact || options.collation === 'Binary' ? 'exact' : 'folded'
}

/** The text of a constant; null for NULL, undefined for what is no constant. */
function constantText(expression: LikeTest['pattern']): string | null | undefined {
  if (expression.kind !== 'Literal') return undefined
  return expression.value === null ? null : String(expression.value)
}
