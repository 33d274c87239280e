import type { CertSqlError, SourceSpan } from '@certsql/core'
import { MAX_NESTING } from '../tokens/max-nesting.js'
import type { Unterminated } from '../tokens/scanner.js'
import { syntaxError } from './syntax-error.js'

const NAMES: Readonly<Record<Unterminated['what'], string>> = {
  text: 'This text is never closed',
  name: 'This quoted name is never closed',
  comment: 'This comment is never closed',
}

/** A text, name or comment that runs to the end of the statement. */
export function unterminated({ what, closing, span }: Unterminated, sql: string): CertSqlError {
  return syntaxError(`${NAMES[what]}: ${closing} is missing.`, span, hintFor(what, span, sql), 'CERT-1002')
}

function hintFor(what: Unterminated['what'], span: SourceSpan, sql: string): string | undefined {
  // 'O'Brien'
  const afterText =
    what === 'text' &&
    /[\p{L}\p{N}'][^']*$/u.test(sql.slice(0, span.start)) &&
    sql.slice(0, span.start).includes("'")
  if (afterText) return "a quote inside a text is written twice, as in 'O''Brien'"
  return what === 'comment' ? 'comments may be nested: each /* needs its own */' : undefined
}

/** More parentheses in each other than can be followed. */
export function tooDeep(span: SourceSpan): CertSqlError {
  return syntaxError(
    `The statement is nested too deeply: more than ${MAX_NESTING} levels.`,
    span,
    'use WITH to give the inner queries names, or fewer parentheses',
    'CERT-1003',
  )
}
