import { BOOLEAN, isFoldedText, type SqlType } from '@certsql/core'
import { literal } from '../constants/evaluate-constant.js'
import type { BoundExpression, Call, Comparison, LikeTest, Literal } from '../logical/bound-expression.js'
import { FALSE } from '../logical/conjuncts.js'
import { nullTest } from './not-true.js'

/**
 * Takes functions of text off a column where a condition on the column itself says the same:
 *
 *   UPPER(Name) = 'ACME'           ⇒  Name = 'ACME'        where case does not matter
 *   LOWER(Name) LIKE 'a%'          ⇒  Name LIKE 'a%'       likewise, and see `keepsCase`
 *   LEFT(Name, 3) = 'abc'          ⇒  Name LIKE 'abc%'     and so with SUBSTRING(Name, 1, 3)
 *   STARTS_WITH(Name, 'abc')       ⇒  Name LIKE 'abc%'
 *
 * Undefined where there is nothing to take off.
 */
export function unwrapText(
  condition: Comparison | LikeTest | (BoundExpression & { readonly kind: 'InListTest' }) | Call,
): BoundExpression | undefined {
  switch (condition.kind) {
    case 'Comparison': {
      const { left, right } = condition
      if (right.kind !== 'Literal' || typeof right.value !== 'string') return undefined
      const bare = withoutCase(left, [right])
      return bare === undefined ? comparedPrefix(condition, right) : { ...condition, left: bare }
    }
    case 'LikeTest': {
      const { operand, pattern } = condition
      const bare = pattern.kind === 'Literal' ? withoutCase(operand, [pattern]) : undefined
      return bare === undefined ? undefined : { ...condition, operand: bare }
    }
    case 'InListTest': {
      const literals = condition.items.filter((item): item is Literal => item.kind === 'Literal')
      const bare =
        literals.length === condition.items.length ? withoutCase(condition.operand, literals) : undefined
      return bare === undefined ? undefined : { ...condition, operand: bare }
    }
    case 'Call':
      return startsWith(condition)
  }
}

// ── Case ───────────────────────────────────────────────────────────────────────────────────────────────────────

function withoutCase(operand: BoundExpression, constants: readonly Literal[]): BoundExpression | undefined {
  if (operand.kind !== 'Call' || (operand.function !== 'upper' && operand.function !== 'lower'))
    return undefined
  const [text] = operand.arguments
  const isFolded = [operand, ...constants].every(({ type }) => ignoresCase(type))
  if (text === undefined || !ignoresCase(text.type) || !isFolded) return undefined
  if (operand.function === 'upper') return text
  return constants.every(({ value }) => keepsCase(String(value ?? ''))) ? text : undefined
}

function ignoresCase(type: SqlType): boolean {
  return type.kind === 'null' || isFoldedText(type)
}

/**
 * Text is compared by its capitals. The capital of the small letter is the capital of a letter, save for five: the Kelvin
 * sign has the small letter `k`, whose capital is `K` and no Kelvin sign. Only constants without those letters do.
 */
export function keepsCase(text: string): boolean {
  return !LETTERS_WITH_A_TWIN.test(text)
}

/** İ ϴ Ω (ohm) K (kelvin) Å (ångström) have these small letters. */
export const LETTERS_WITH_A_TWIN = /[iθωkåIΘΩKÅİϴ\u2126\u212a\u212b]/u

// ── Beginnings ─────────────────────────────────────────────────────────────────────────────────────────────────

/** LEFT(x, 3) against a text: as long, shorter or longer than that. */
function comparedPrefix(comparison: Comparison, right: Literal): BoundExpression | undefined {
  const { left, operator } = comparison
  const prefix = left.kind === 'Call' ? prefixOf(left) : undefined
  if (prefix === undefined || (operator !== '=' && operator !== '<>')) return undefined
  const text = String(right.value)
  const length = [...text].length
  if (length > prefix.length) return operator === '=' ? FALSE : nullTest(prefix.text, true)
  if (length < prefix.length) return { ...comparison, left: prefix.text }
  return like(prefix.text, right, operator === '<>')
}

function prefixOf({
  function: name,
  arguments: operands,
}: Call): { readonly text: BoundExpression; readonly length: number } | undefined {
  const [text, first, second] = operands
  if (text === undefined || text.type.kind !== 'text') return undefined
  if (name === 'left' && operands.length === 2) return withLength(text, first)
  const isFromStart = name === 'substring' && operands.length === 3 && first?.kind === 'Literal'
  return isFromStart && first.value === '1' ? withLength(text, second) : undefined
}

function withLength(text: BoundExpression, length: BoundExpression | undefined) {
  const count = length?.kind === 'Literal' && length.value !== null ? Number(length.value) : Number.NaN
  return Number.isSafeInteger(count) && count > 0 ? { text, length: count } : undefined
}

function startsWith({ function: name, arguments: operands }: Call): BoundExpression | undefined {
  const [text, prefix] = operands
  if (name !== 'starts_with' || text?.type.kind !== 'text' || prefix?.kind !== 'Literal') return undefined
  return typeof prefix.value === 'string' && prefix.type.kind === 'text'
    ? like(text, prefix, false)
    : undefined
}

/** LIKE of the beginning; its escape is the backslash, as always where none is named. */
function like(operand: BoundExpression, prefix: Literal, negated: boolean): BoundExpression {
  const pattern = literal(prefix.type, `${String(prefix.value).replace(/[\\%_]/g, '\\$&')}%`)
  return { kind: 'LikeTest', operand, pattern, negated, caseInsensitive: false, type: BOOLEAN }
}
