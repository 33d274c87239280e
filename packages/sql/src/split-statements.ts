import type { SourceSpan } from '@certsql/core'
import { scan } from './tokens/scanner.js'
import { Semicolon } from './tokens/token-types.js'

/** One statement of a text that may hold several. */
export interface SplitStatement {
  /** Without its semicolon and without the space and comments around it. */
  readonly sql: string
  /** Where it stands in the whole text. */
  readonly span: SourceSpan
  /** Whether a semicolon ends it; only the last one may lack it. */
  readonly complete: boolean
}

/**
 * Cuts a text into statements at its semicolons, not at those within texts, quoted names and comments. What it cuts
 * need not be correct SQL.
 *
 * ```ts
 * splitStatements("SELECT ';'; SELECT 2")
 * // [{ sql: "SELECT ';'", complete: true, … }, { sql: 'SELECT 2', complete: false, … }]
 * ```
 */
export function splitStatements(sql: string): SplitStatement[] {
  const { tokens, unterminated } = scan(sql, { nesting: Number.POSITIVE_INFINITY })
  const statements: SplitStatement[] = []
  let start = -1
  let end = -1
  for (const token of tokens) {
    if (token.tokenType !== Semicolon) {
      if (start < 0) start = token.startOffset
      end = token.endOffset + 1
    } else if (start >= 0) {
      statements.push({ sql: sql.slice(start, end), span: { start, end }, complete: true })
      start = -1
    }
  }
  if (unterminated !== undefined) {
    if (start < 0) start = unterminated.span.start
    end = sql.length
  }
  if (start >= 0) statements.push({ sql: sql.slice(start, end), span: { start, end }, complete: false })
  return statements
}
