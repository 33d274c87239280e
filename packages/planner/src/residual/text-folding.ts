import { isFoldedText, type SqlType } from '@certsql/core'
import type { Expression } from '@certsql/sql'
import { makeCall, makeText } from '@certsql/sql'

/**
 * Text is compared without case by comparing it in upper case. DuckDB's NOCASE collation is no help: it leaves out LIKE,
 * COUNT(DISTINCT) and every function. Upper case, and not lower, because the org's documented text order is that of the
 * upper-cased text, where `_` stands behind the letters.
 */
export function foldText(expression: Expression): Expression {
  if (expression.kind === 'StringLiteral' && ASCII.test(expression.value))
    return makeText(expression.value.toUpperCase())
  return makeCall('upper', [expression])
}

/** Beyond ASCII the two tables of upper-case letters differ (ß), and DuckDB's decides. */
const ASCII = /^[\x20-\x7e]*$/

/** A text that is nobody's twin: no other character has one of these for its upper case. */
export function hasNoLetters(expression: Expression): boolean {
  return expression.kind === 'StringLiteral' && ASCII_WITHOUT_LETTERS.test(expression.value)
}

const ASCII_WITHOUT_LETTERS = /^[\x20-\x40\x5b-\x60\x7b-\x7e]*$/

/** Of these characters, each text is on the same side as its upper case. */
export function isBeforeLetters(expression: Expression): boolean {
  return expression.kind === 'StringLiteral' && ASCII_BEFORE_LETTERS.test(expression.value)
}

const ASCII_BEFORE_LETTERS = /^[\x20-\x40]*$/

/** Two texts are compared without case unless one of them is exact. Untyped NULLs follow the other side. */
export function comparesFolded(left: SqlType, right: SqlType): boolean {
  return isFoldedText(left)
    ? isFoldedText(right) || right.kind === 'null'
    : left.kind === 'null' && isFoldedText(right)
}

/** The key that equal values share: grouping, sorting and DISTINCT go by it. */
export function comparisonKey(expression: Expression, type: SqlType): Expression {
  return isFoldedText(type) ? foldText(expression) : expression
}

/**
 * The spelling that a group of equal texts is shown in: the smallest, so that the answer does not depend on the order of
 * arrival. Over very many groups DuckDB's ARG_MIN is the quicker MIN.
 */
export function shownSpelling(text: Expression, fewGroups = true): Expression {
  return fewGroups ? makeCall('min', [text]) : makeCall('arg_min', [text, text])
}
