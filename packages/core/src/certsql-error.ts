import type { ErrorCode } from './error-code.js'
import { linePosition, type SourceSpan } from './source-span.js'

/** What the org itself said, kept word for word. */
export interface OrgError {
  /** For example `MALFORMED_QUERY`. */
  readonly code: string
  readonly message: string
  readonly httpStatus?: number
}

export interface ErrorFacts {
  readonly code: ErrorCode
  /** One sentence that says what happened. */
  readonly message: string
  /** Lines that belong to it: rows, values. */
  readonly details?: readonly string[] | undefined
  /** What to do about it. */
  readonly hint?: string | undefined
  /** The place in the statement, once known. */
  readonly span?: SourceSpan | undefined
  /** The statement the span points into. */
  readonly sql?: string | undefined
  readonly org?: OrgError | undefined
  readonly cause?: unknown
}

/**
 * The one error that CertSQL throws.
 *
 * ```ts
 * try { await connection.query('SELECT Nmae FROM Account') } catch (error) {
 *   if (error instanceof CertSqlError) console.error(error.render())
 * }
 * // CERT-2003: Account has no column "Nmae".
 * //   SELECT Nmae FROM Account
 * //          ^^^^
 * // Hint: did you mean "Name"?
 * ```
 */
export class CertSqlError extends Error {
  readonly code: ErrorCode
  readonly details: readonly string[]
  readonly hint: string | undefined
  readonly span: SourceSpan | undefined
  readonly sql: string | undefined
  readonly org: OrgError | undefined

  constructor(facts: ErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'CertSqlError'
    this.code = facts.code
    this.details = facts.details ?? []
    this.hint = facts.hint
    this.span = facts.span
    this.sql = facts.sql
    this.org = facts.org
  }

  /** The same error, pointing into this statement; an error that already points somewhere is given back. */
  withSql(sql: string): CertSqlError {
    if (this.sql !== undefined) return this
    const { code, message, details, hint, span, org } = this
    const located = new CertSqlError({ code, message, details, hint, span, org, sql, cause: this.cause })
    if (this.stack !== undefined) located.stack = this.stack
    return located
  }

  /** The whole error as text: code and sentence, the place with a caret, the details, the org's words, the hint. */
  render(): string {
    const lines = [`${this.code}: ${this.message}`]
    if (this.sql !== undefined && this.span !== undefined) lines.push(...caretLines(this.sql, this.span))
    lines.push(...this.details.map((line) => `  ${line}`))
    if (this.org !== undefined) lines.push(`The org said: ${this.org.code}: ${this.org.message.trim()}`)
    if (this.hint !== undefined) lines.push(`Hint: ${this.hint}`)
    return lines.join('\n')
  }
}

/** Long lines are cut around the caret, so that it stays in view. */
const VISIBLE_WIDTH = 100
const CONTEXT_BEFORE = 40

function caretLines(sql: string, span: SourceSpan): string[] {
  const { line, column } = linePosition(sql, span.start)
  const text = (sql.split('\n')[line - 1] ?? '').replace(/\r$/, '')
  const from = text.length > VISIBLE_WIDTH ? Math.max(0, column - 1 - CONTEXT_BEFORE) : 0
  const shown = text.slice(from, from + VISIBLE_WIDTH)
  const before = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ')
  const room = Math.max(1, shown.length - before.length)
  const width = Math.min(Math.max(1, span.end - span.start), room)
  const head = `${from > 0 ? '…' : ''}${shown}${from + VISIBLE_WIDTH < text.length ? '…' : ''}`
  const where = sql.includes('\n') ? [`  line ${line}:`] : []
  return [...where, `  ${head}`, `  ${from > 0 ? ' ' : ''}${before}${'^'.repeat(width)}`]
}

/** A defect of ours: something that the code before should have made impossible. */
export function internalError(message: string, cause?: unknown): CertSqlError {
  return new CertSqlError({
    code: 'CERT-9001',
    message: `Internal error: ${message}`,
    hint: 'this is a defect of CertSQL; please report it with the statement',
    cause,
  })
}
