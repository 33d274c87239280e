import { CertSqlError, type ErrorCode, formatSqlType, type SourceSpan } from '@certsql/core'
import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'

export interface BindErrorFacts {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string | undefined
  readonly span?: SourceSpan | undefined
}

export function bindError(facts: BindErrorFacts): CertSqlError {
  return new CertSqlError(facts)
}

/** `Name (TEXT)`: an expression and its type, for messages. */
export function withType(expression: BoundExpression): string {
  return `${shortText(expression)} (${formatSqlType(expression.type)})`
}

/** `one column`, `3 columns`. */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`
}

const LONGEST_TEXT = 60

/** An expression as SQL, cut where it would fill the line. */
export function shortText(expression: BoundExpression): string {
  const text = formatExpression(expression)
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
}
