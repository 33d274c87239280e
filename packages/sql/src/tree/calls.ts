import type { SourceSpan } from '@certsql/core'
import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeCall, makeInList, makeNumber } from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'

/** The forms with words between their arguments, read as plain calls. */

/** `SUBSTRING(text FROM start FOR length)` */
export function makeSubstring(
  text: ast.Expression,
  start: ast.Expression | undefined,
  length: ast.Expression | undefined,
  span: SourceSpan,
): ast.FunctionCall {
  const args = [text, start ?? makeNumber(1, span)]
  return makeCall('substring', length === undefined ? args : [...args, length], {}, span)
}

/** `POSITION(part IN text)` */
export function makePosition(part: ast.Expression, text: ast.Expression, span: SourceSpan): ast.FunctionCall {
  return makeCall('strpos', [text, part], {}, span)
}

/** `TRIM(LEADING characters FROM text)`, `TRIM(text)`, `TRIM(text, characters)` */
export function makeTrim(
  side: IToken | undefined,
  before: ast.Expression | undefined,
  after: ast.Expression | readonly ast.Expression[],
  span: SourceSpan,
): ast.FunctionCall {
  const name = TRIMS[side?.image.toUpperCase() ?? 'BOTH'] ?? 'trim'
  const args = 'kind' in after ? [after, before] : [before, ...after]
  const given = args.filter((argument) => argument !== undefined)
  if (given.length > 0) return makeCall(name, given, {}, span)
  throw syntaxError('TRIM needs a text.', span, "as in: TRIM(Name) or TRIM(LEADING '0' FROM Name)")
}

const TRIMS: Readonly<Record<string, string>> = { LEADING: 'ltrim', TRAILING: 'rtrim', BOTH: 'trim' }

/**
 * `= ANY (ARRAY[…])` and `<> ALL (ARRAY[…])` are IN and NOT IN, also with a parameter that holds the array; other uses of
 * an array here have no node.
 */
export function makeArrayMembership(
  operand: ast.Expression,
  operator: ast.ComparisonOperator,
  quantifier: ast.QuantifiedComparison['quantifier'],
  array: ast.Expression,
  token: IToken,
  span: SourceSpan,
): ast.InList {
  const negated = operator === '<>'
  const isMembership = (operator === '=' && quantifier === 'ANY') || (negated && quantifier === 'ALL')
  if (array.kind === 'ArrayLiteral' && isMembership && array.items.length > 0) {
    return makeInList(operand, array.items, negated, span)
  }
  if (array.kind === 'Parameter' && isMembership) return makeInList(operand, [array], negated, span)
  throw syntaxError(
    `${token.image.toUpperCase()} is supported with a query in the parentheses, or as = ANY (ARRAY[…]).`,
    spanOf(token),
    'for a list of values write IN (…)',
    'CERT-4002',
  )
}
