import type { ComparisonOperator } from '@certsql/sql'
import { LETTERS_WITH_A_TWIN } from '../conditions/unwrap-text.js'
import type { BoundExpression, LikeTest, Literal } from '../logical/bound-expression.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import { compareField, NEVER } from '../soql/soql-condition.js'
import { exact, none, superset } from './combine-verdicts.js'
import { comparisonInOrg, fieldAbility } from './field-ability.js'
import { patternText, readPattern, soqlPattern } from './soql-pattern.js'
import { fieldOf } from './subject.js'
import { textObstacle } from './text-constant.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/**
 * UPPER(field) and LOWER(field) against a constant where case matters after all, or the constant has one of the letters
 * with a twin. The org ignores case and so finds at least those rows; a letter with a twin becomes a wildcard:
 *
 *   LOWER(Name) = 'kiwi'   ⇒   Name LIKE '__w_', checked again: the Kelvin sign has the small letter k too
 *
 * Under Collation=Binary, UPPER(Name) = 'Acme' is true for none. Undefined for other expressions.
 */
export function cutCaseVerdict(
  operand: BoundExpression,
  operator: ComparisonOperator,
  literal: Literal,
  context: VerdictContext,
): ConditionVerdict | undefined {
  const cut = cutField(operand, context)
  if (cut === undefined || operator !== '=') return undefined
  const text = String(literal.value)
  const isExact = [operand, literal].some(({ type }) => type.kind === 'text' && type.comparison === 'exact')
  if (isExact && cut.impossible.test(text)) return exact(NEVER, 'no text in that case is this one')
  return widened(cut.path, [{ kind: 'text', text }], context)
}

/** The same for LIKE. */
export function cutCaseLikeVerdict(test: LikeTest, context: VerdictContext): ConditionVerdict | undefined {
  const { operand, pattern, escape: escapeBy, negated } = test
  const cut = cutField(operand, context)
  if (cut === undefined || negated || pattern.kind !== 'Literal' || typeof pattern.value !== 'string')
    return undefined
  if (escapeBy !== undefined && typeof (escapeBy.kind === 'Literal' && escapeBy.value) !== 'string')
    return undefined
  const escapeText = escapeBy?.kind === 'Literal' ? String(escapeBy.value) : '\\'
  const pieces = readPattern(pattern.value, escapeText)
  return pieces === undefined ? undefined : widened(cut.path, pieces, context)
}

interface Cut {
  readonly path: FieldPath
  /** Letters that the function never gives. */
  readonly impossible: RegExp
}

function cutField(operand: BoundExpression, context: VerdictContext): Cut | undefined {
  if (operand.kind !== 'Call' || (operand.function !== 'upper' && operand.function !== 'lower'))
    return undefined
  const [text] = operand.arguments
  const path = text === undefined ? undefined : fieldOf(text, context)
  if (path === undefined || comparisonInOrg(path.column) !== 'folded') return undefined
  return { path, impossible: operand.function === 'upper' ? /[a-z]/ : /[A-Z]/ }
}

const CHECKED = 'the org ignores case; checked again here'

function widened(
  path: FieldPath,
  pieces: NonNullable<ReturnType<typeof readPattern>>,
  context: VerdictContext,
): ConditionVerdict {
  const ability = fieldAbility(path.column, 'LIKE', 'folded', context)
  if (ability.verdict === 'none') return none(ability.reason)
  const wide = pieces.flatMap((piece) => (piece.kind === 'text' ? withoutTwins(piece.text) : [piece]))
  const pattern = soqlPattern(wide)
  const obstacle = textObstacle(pattern, 'folded', context.org)
  if (obstacle !== undefined) return none(obstacle)
  if (wide.length === 0)
    return path.column.field.calculated === true
      ? none('a text formula may be empty without being null')
      : exact(NEVER, 'the org stores empty text as null')
  const text = patternText(wide)
  if (text !== undefined) return superset(compareField(path, '=', { kind: 'text', value: text }), CHECKED)
  return superset({ kind: 'SoqlLike', left: soqlField(path), pattern, negated: false }, CHECKED)
}

function withoutTwins(text: string): NonNullable<ReturnType<typeof readPattern>> {
  const pieces: ({ readonly kind: 'one' } | { readonly kind: 'text'; readonly text: string })[] = []
  let plain = ''
  for (const letter of text) {
    if (!LETTERS_WITH_A_TWIN.test(letter)) {
      plain += letter
      continue
    }
    if (plain !== '') pieces.push({ kind: 'text', text: plain })
    plain = ''
    pieces.push({ kind: 'one' })
  }
  return plain === '' ? pieces : [...pieces, { kind: 'text', text: plain }]
}
