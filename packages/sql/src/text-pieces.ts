import type { SourceSpan } from '@certsql/core'
import type { TokenType } from '@chevrotain/types'
import { scan, type Unterminated } from './tokens/scanner.js'
import type { Token } from './tokens/token.js'
import * as t from './tokens/token-types.js'

/** What a piece of SQL is to the eye. */
export type PieceKind =
  | 'keyword'
  | 'function'
  | 'name'
  | 'quotedName'
  | 'text'
  | 'number'
  | 'parameter'
  | 'comment'
  | 'sign'
  /** Means nothing in SQL. */
  | 'stray'

export interface TextPiece {
  readonly kind: PieceKind
  readonly span: SourceSpan
  /** Opened and never closed: a text without its last quote. */
  readonly open?: true
}

/**
 * Cuts SQL into pieces for the eye, comments too, in order; white space is left out. The text need not be correct, nor
 * complete.
 *
 * ```ts
 * textPieces("SELECT 'a").map(({ kind }) => kind)  // ['keyword', 'text'], the second one open
 * ```
 */
export function textPieces(sql: string): TextPiece[] {
  const { tokens, unterminated } = scan(sql, { nesting: Number.POSITIVE_INFINITY })
  const pieces: TextPiece[] = []
  let end = 0
  tokens.forEach((token, place) => {
    pushComments(sql, end, token.startOffset, pieces)
    end = token.endOffset + 1
    pieces.push({ kind: kindOf(token, tokens[place + 1]), span: { start: token.startOffset, end } })
  })
  if (unterminated === undefined) pushComments(sql, end, sql.length, pieces)
  else {
    const { start } = unterminated.span
    pushComments(sql, end, start, pieces)
    pieces.push({ kind: openKind(unterminated), span: { start, end: sql.length }, open: true })
  }
  return pieces
}

const KINDS: ReadonlyMap<TokenType, PieceKind> = new Map<TokenType, PieceKind>([
  [t.Text, 'text'],
  [t.NumberText, 'number'],
  [t.QuotedIdentifier, 'quotedName'],
  [t.ParameterMark, 'parameter'],
  [t.HintComment, 'comment'],
  [t.Stray, 'stray'],
])

function kindOf(token: Token, next: Token | undefined): PieceKind {
  const { tokenType, image } = token
  const fixed = KINDS.get(tokenType)
  if (fixed !== undefined) return fixed
  if (!/^[\p{L}_]/u.test(image)) return 'sign'
  const isCall = next?.tokenType === t.LeftParen && next.startOffset === token.endOffset + 1
  const isReserved = t.RESERVED_WORDS.has(image.toUpperCase())
  if (isCall && !isReserved) return 'function'
  return tokenType === t.Identifier ? 'name' : 'keyword'
}

function openKind({ what }: Unterminated): PieceKind {
  switch (what) {
    case 'text':
      return 'text'
    case 'name':
      return 'quotedName'
    case 'comment':
      return 'comment'
  }
}

/** Between two tokens there are only space and comments. */
function pushComments(sql: string, from: number, to: number, pieces: TextPiece[]): void {
  const gap = sql.slice(from, to)
  const trimmed = gap.trim()
  if (trimmed === '') return
  const start = from + gap.indexOf(trimmed)
  pieces.push({ kind: 'comment', span: { start, end: start + trimmed.length } })
}
