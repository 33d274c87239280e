import { linePosition } from '@certsql/core'
import type { TokenType } from '@chevrotain/types'
import type { Token } from '../tokens/token.js'
import * as t from '../tokens/token-types.js'

/** The place where the parser could not go on, and what surrounds it. */
export class ErrorPlace {
  /** The token that does not fit; nothing at the end of the text. */
  readonly found: Token | undefined
  readonly previous: Token | undefined
  readonly next: Token | undefined
  /** The parentheses that are open here, outermost first, as places in `tokens`. */
  readonly open: readonly number[]

  constructor(
    readonly sql: string,
    readonly tokens: readonly Token[],
    readonly index: number,
    /** The grammar rule that gave up. */
    readonly rule: string,
    /** The labels of what would have been right; empty when the statement might have ended here. */
    readonly expected: readonly string[],
  ) {
    this.found = tokens[index]
    this.previous = tokens[index - 1]
    this.next = tokens[index + 1]
    this.open = openParentheses(tokens, index)
  }

  isFound(...types: TokenType[]): boolean {
    return this.found !== undefined && types.includes(this.found.tokenType)
  }

  isPrevious(...types: TokenType[]): boolean {
    return this.previous !== undefined && types.includes(this.previous.tokenType)
  }

  isNext(...types: TokenType[]): boolean {
    return this.next !== undefined && types.includes(this.next.tokenType)
  }

  /** The word that was found, in upper case; empty if it is none. */
  get foundWord(): string {
    return wordOf(this.found)
  }

  get nextWord(): string {
    return wordOf(this.next)
  }

  get beginsStatement(): boolean {
    return this.previous === undefined || this.isPrevious(t.Semicolon)
  }

  /** Whether the statement or a part of it might have been complete before this place. */
  get followsOperand(): boolean {
    return this.previous !== undefined && COMPLETES.has(this.previous.tokenType)
  }

  /** The clause that this place is in, by its first word, within the same parentheses. */
  get clause(): TokenType | undefined {
    const floor = this.open.at(-1) ?? -1
    let depth = 0
    for (let place = this.index - 1; place > floor; place--) {
      const type = this.tokens[place]?.tokenType as TokenType
      if (type === t.RightParen) depth++
      else if (PARENTHESES.has(type)) depth--
      else if (depth === 0 && CLAUSES.has(type)) return type
    }
    return undefined
  }

  /** `line 1, column 8`, or only the column in a text of one line. */
  describe(token: Token): string {
    const { line, column } = linePosition(this.sql, token.startOffset)
    return this.sql.includes('\n') ? `line ${line}, column ${column}` : `column ${column}`
  }
}

function wordOf(token: Token | undefined): string {
  return token === undefined || token.tokenType === t.QuotedIdentifier ? '' : token.image.toUpperCase()
}

const PARENTHESES = new Set<TokenType>([t.LeftParen, t.QueryParen, t.EmptyParen])

/** After these something may be complete. */
const COMPLETES = new Set<TokenType>([
  t.Identifier,
  t.QuotedIdentifier,
  t.Text,
  t.NumberText,
  t.ParameterMark,
  t.RightParen,
  t.RightBracket,
  t.Null,
  t.True,
  t.False,
  t.End,
  t.Star,
  t.CurrentDate,
  t.CurrentTimestamp,
])

const CLAUSES = new Set<TokenType>([
  t.Select,
  t.From,
  t.Join,
  t.On,
  t.Where,
  t.Group,
  t.Having,
  t.Qualify,
  t.Order,
  t.Limit,
  t.Offset,
  t.Fetch,
  t.SetWord,
  t.ValuesWord,
  t.Returning,
  t.Case,
])

function openParentheses(tokens: readonly Token[], end: number): number[] {
  const open: number[] = []
  for (let place = 0; place < end; place++) {
    const type = tokens[place]?.tokenType as TokenType
    if (PARENTHESES.has(type)) open.push(place)
    else if (type === t.RightParen) open.pop()
  }
  return open
}
