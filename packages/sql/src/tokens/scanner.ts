import type { SourceSpan } from '@certsql/core'
import type { TokenType } from '@chevrotain/types'
import { classOf, DIGIT, endOfName, LETTER, OTHER, SPACE } from './characters.js'
import { MAX_NESTING } from './max-nesting.js'
import { PROMOTIONS } from './promotions.js'
import { Token } from './token.js'
import * as t from './token-types.js'

/** Something that was opened and never closed: it swallows the rest of the text. */
export interface Unterminated {
  readonly what: 'text' | 'name' | 'comment'
  /** How it ends: `'`, `"`, `$$`, `*\/` … */
  readonly closing: string
  readonly span: SourceSpan
}

export interface ScannedText {
  readonly tokens: Token[]
  readonly unterminated?: Unterminated
  /** The place where the nesting becomes too deep; nothing is scanned beyond. */
  readonly tooDeep?: SourceSpan
}

export interface ScanOptions {
  /** How deep parentheses, brackets and CASEs may stand in each other. */
  readonly nesting?: number
}

/** Cuts a text into tokens. Never throws: what means nothing is a `Stray` token, and the parser says so. */
export function scan(sql: string, { nesting = MAX_NESTING }: ScanOptions = {}): ScannedText {
  const scanner = new Scanner(sql, nesting)
  scanner.run()
  const { tokens, unterminated, tooDeep } = scanner
  if (unterminated !== undefined) return { tokens, unterminated }
  return tooDeep === undefined ? { tokens } : { tokens, tooDeep }
}

/** Longest first among those that begin alike. */
const OPERATORS: readonly (readonly [string, TokenType])[] = [
  ['->>', t.OtherOperator],
  ['#>>', t.OtherOperator],
  ['!~*', t.OtherOperator],
  ['->', t.OtherOperator],
  ['#>', t.OtherOperator],
  ['!~', t.OtherOperator],
  ['~*', t.OtherOperator],
  ['||', t.OtherOperator],
  ['::', t.DoubleColon],
  ['=>', t.FatArrow],
  ['==', t.Stray],
  ['&&', t.Stray],
  ['<=>', t.Stray],
  [':=', t.Stray],
  ['<>', t.OtherComparison],
  ['!=', t.OtherComparison],
  ['<=', t.OtherComparison],
  ['>=', t.OtherComparison],
  ['<', t.OtherComparison],
  ['>', t.OtherComparison],
  ['=', t.Equals],
  ['+', t.Plus],
  ['-', t.Minus],
  ['*', t.Star],
  ['/', t.OtherOperator],
  ['%', t.OtherOperator],
  ['^', t.OtherOperator],
  ['~', t.OtherOperator],
  [',', t.Comma],
  [';', t.Semicolon],
  ['.', t.Dot],
  [':', t.Colon],
]

const operatorsByFirst = new Map<number, (readonly [string, TokenType])[]>()
for (const operator of [...OPERATORS].sort(([a], [b]) => b.length - a.length)) {
  const first = operator[0].charCodeAt(0)
  operatorsByFirst.set(first, [...(operatorsByFirst.get(first) ?? []), operator])
}

/** After these an operand is complete, so that `:` begins no parameter. */
const closesOperand = new Set<TokenType>([
  t.Identifier,
  t.QuotedIdentifier,
  t.Text,
  t.NumberText,
  t.ParameterMark,
  t.RightParen,
  t.RightBracket,
  t.End,
  t.Null,
  t.True,
  t.False,
])

/** A literal is complete, but has no subscript: `SELECT TOP 5 [Name]`. */
function hasSubscript(type: TokenType): boolean {
  return closesOperand.has(type) && type !== t.NumberText && type !== t.Text
}

/** Words after which `[` begins a name if a space stands between; `view[1]` is a column with a subscript. */
const wordsBeforeName = new Set(
  `UPDATE SET DESCRIBE SHOW RESET CALL EXEC EXECUTE COPY SAVEPOINT RELEASE VIEW RECURSIVE`.split(' '),
)

/** A parenthesis after these is not that of a call, though they are names elsewhere. */
const notCallable = new Set<TokenType>([
  t.Analyze,
  t.ArgumentName,
  t.Copy,
  t.Escape,
  t.Explain,
  t.Materialized,
  t.StarQualifier,
  t.Verify,
  t.Zone,
])

const SMALL_E = 101
const UNITS = new Set(
  ['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'].flatMap((unit) => [
    unit,
    `${unit}S`,
  ]),
)

class Scanner {
  readonly tokens: Token[] = []
  unterminated: Unterminated | undefined
  tooDeep: SourceSpan | undefined
  private offset = 0
  private nesting = 0
  private previous: Token | undefined
  /** Places in `tokens` of the parentheses that are open. */
  private readonly open: number[] = []
  /** Where the parenthesis was opened that `previous` has closed. */
  private opened = -1

  constructor(
    private readonly sql: string,
    private readonly maxNesting: number,
  ) {}

  run(): void {
    const { sql } = this
    while (this.offset < sql.length && this.unterminated === undefined && this.tooDeep === undefined) {
      const code = sql.charCodeAt(this.offset)
      switch (classOf(code)) {
        case SPACE:
          this.offset++
          break
        case LETTER:
          this.scanWord(code)
          break
        case DIGIT:
          this.scanNumber()
          break
        case OTHER:
          this.scanSign(code)
          break
      }
    }
  }

  // ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private scanWord(code: number): void {
    const { sql, offset } = this
    const end = endOfName(sql, offset)
    if (end === offset + 1 && sql.charCodeAt(end) === 39) {
      if ((code | 32) === SMALL_E) {
        this.scanText(offset, end, true)
        return
      }
      if ((code | 32) === 110) {
        this.scanText(offset, end, false)
        return
      }
    }
    const image = sql.slice(offset, end)
    const word = end - offset > LONGEST_WORD ? '' : image.toUpperCase()
    const type = t.WORDS.get(word) ?? this.typeOfName(word)
    if (type === t.Case) this.deepen()
    else if (type === t.End) this.nesting--
    this.push(image, type)
  }

  private typeOfName(word: string): TokenType {
    const beforePrevious = this.tokens[this.tokens.length - 2]
    return beforePrevious?.tokenType === t.Interval && UNITS.has(word) ? t.IntervalUnit : t.Identifier
  }

  // ── Numbers: 42 | 1.5 | 5. | .5 | 1e6 ─────────────────────────────────────────────────────────────────────────

  private scanNumber(): void {
    const { sql, offset } = this
    let end = this.endOfDigits(offset)
    if (sql.charCodeAt(end) === 46) end = this.endOfDigits(end + 1)
    if ((sql.charCodeAt(end) | 32) === SMALL_E) {
      const next = sql.charCodeAt(end + 1)
      const exponent = next === 43 || next === 45 ? end + 2 : end + 1
      const exponentEnd = this.endOfDigits(exponent)
      if (exponentEnd > exponent) end = exponentEnd
    }
    const junk = end < sql.length && classOf(sql.charCodeAt(end)) === LETTER
    if (junk) this.push(sql.slice(offset, endOfName(sql, end)), t.Stray)
    else this.push(sql.slice(offset, end), t.NumberText)
  }

  private endOfDigits(start: number): number {
    let end = start
    while (isDigit(this.sql.charCodeAt(end))) end++
    return end
  }

  // ── Signs ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private scanSign(code: number): void {
    const { sql, offset } = this
    const next = sql.charCodeAt(offset + 1)
    switch (code) {
      case 39: // '
        this.scanText(offset, offset, false)
        return
      case 34: // "
      case 96: // `
        this.scanQuotedName(String.fromCharCode(code))
        return
      case 36: // $
        this.scanDollar(next)
        return
      case 40: // (
        this.deepen()
        this.push('(', t.LeftParen)
        this.open.push(this.tokens.length - 1)
        return
      case 41: // )
        this.closeParenthesis()
        return
      case 91: // [
        this.beginsName() ? this.scanQuotedName(']') : this.openBracket()
        return
      case 93: // ]
        this.nesting--
        this.push(']', t.RightBracket)
        return
      case 63: // ?
        this.push('?', t.ParameterMark)
        return
      case 45: // -
        if (next === 45) {
          this.skipLine()
          return
        }
        break
      case 47: // /
        if (next === 42) {
          this.scanComment()
          return
        }
        break
      case 46: // .
        if (isDigit(next)) {
          this.scanNumber()
          return
        }
        break
      case 58: // :
        if (classOf(next) === LETTER && !this.afterOperand()) {
          this.push(sql.slice(offset, endOfName(sql, offset + 1)), t.ParameterMark)
          return
        }
        break
    }
    const operator = operatorsByFirst.get(code)?.find(([image]) => sql.startsWith(image, offset))
    if (operator === undefined) this.scanStray()
    else this.push(operator[0], operator[1])
  }

  private scanStray(): void {
    const code = this.sql.codePointAt(this.offset) as number
    this.push(String.fromCodePoint(code), t.Stray)
  }

  private openBracket(): void {
    this.deepen()
    this.push('[', t.LeftBracket)
  }

  private closeParenthesis(): void {
    const opened = this.open.pop() ?? -1
    const opening = this.tokens[opened]
    this.nesting -= opening?.tokenType === t.QueryParen ? 2 : 1
    if (opening !== undefined && opening === this.previous && !this.isCallable(opened - 1)) {
      opening.become(t.EmptyParen)
    }
    this.push(')', t.RightParen)
    this.opened = opened
  }

  /** `$1` or `$$text$$` or `$tag$text$tag$`. */
  private scanDollar(next: number): void {
    const { sql, offset } = this
    if (isDigit(next)) {
      this.push(sql.slice(offset, this.endOfDigits(offset + 1)), t.ParameterMark)
      return
    }
    let tagEnd = offset + 1
    while (tagEnd < sql.length && sql.charCodeAt(tagEnd) !== 36) {
      if (classOf(sql.charCodeAt(tagEnd)) < LETTER) {
        this.scanStray()
        return
      }
      tagEnd++
    }
    if (tagEnd >= sql.length) {
      this.scanStray()
      return
    }
    const tag = sql.slice(offset, tagEnd + 1)
    const closing = sql.indexOf(tag, tagEnd + 1)
    if (closing < 0) this.leaveOpen('text', tag)
    else this.push(sql.slice(offset, closing + tag.length), t.Text)
  }

  /** `'…'` with `''` for a quote; after an E, `\'` does not end it either. */
  private scanText(start: number, quote: number, escapes: boolean): void {
    const { sql } = this
    let end = quote + 1
    for (;;) {
      const closing = sql.indexOf("'", end)
      if (closing < 0) {
        this.leaveOpen('text', "'")
        return
      }
      if (escapes && isEscaped(sql, end, closing)) end = closing + 1
      else if (sql.charCodeAt(closing + 1) === 39) end = closing + 2
      else {
        this.push(sql.slice(start, closing + 1), t.Text)
        return
      }
    }
  }

  /** `"…"`, `` `…` `` or `[…]`, with the closing sign doubled inside. */
  private scanQuotedName(closing: string): void {
    const { sql, offset } = this
    let end = offset + 1
    for (;;) {
      const found = sql.indexOf(closing, end)
      if (found < 0) {
        this.leaveOpen('name', closing)
        return
      }
      if (sql[found + 1] === closing) end = found + 2
      else {
        this.push(sql.slice(offset, found + 1), t.QuotedIdentifier)
        return
      }
    }
  }

  // ── Comments ──────────────────────────────────────────────────────────────────────────────────────────────────

  private skipLine(): void {
    const end = this.sql.indexOf('\n', this.offset)
    this.offset = end < 0 ? this.sql.length : end + 1
  }

  /** Comments nest. One that begins with a plus after SELECT holds hints. */
  private scanComment(): void {
    const { sql, offset } = this
    const edge = /\/\*|\*\//g
    edge.lastIndex = offset + 2
    for (let depth = 1; depth > 0; ) {
      const found = edge.exec(sql)
      if (found === null) {
        this.leaveOpen('comment', '*/')
        return
      }
      depth += found[0] === '/*' ? 1 : -1
    }
    const end = edge.lastIndex
    if (sql[offset + 2] === '+' && this.previous?.tokenType === t.Select) {
      this.push(sql.slice(offset, end), t.HintComment)
    } else this.offset = end
  }

  // ── Neighbours ────────────────────────────────────────────────────────────────────────────────────────────────

  private push(image: string, type: TokenType): void {
    const { previous } = this
    if (previous !== undefined) this.reconsider(previous, type)
    const token = new Token(image, this.offset, type)
    this.tokens.push(token)
    this.previous = token
    this.offset += image.length
  }

  /** Now that the next token is known, the one before may mean something else. */
  private reconsider(previous: Token, next: TokenType): void {
    const words = PROMOTIONS[next.tokenTypeIdx as number]
    if (words !== undefined && previous.image.length <= LONGEST_WORD) {
      const meaning = words.get(previous.image.toUpperCase())
      if (meaning !== undefined) previous.become(meaning)
      if (next === t.Text && previous.tokenType === t.Zone) this.markZonedLiteral()
    }
    switch (next) {
      case t.NumberText:
      case t.ParameterMark:
      case t.LeftParen:
        this.markTop(previous)
        break
      case t.Star:
        if (previous.tokenType === t.Dot) this.markStarQualifier(previous)
        break
      case t.FatArrow:
        if (isWord(previous)) previous.become(t.ArgumentName)
        break
      case t.Select:
      case t.With:
      case t.ValuesWord:
        if (previous.tokenType === t.LeftParen) this.markQuery(previous)
        break
      case t.RightParen:
      case t.Union:
      case t.Intersect:
      case t.Except:
      case t.Order:
      case t.Limit:
      case t.Offset:
      case t.Fetch:
        if (previous.tokenType === t.RightParen) this.markOuterQuery()
        break
    }
  }

  /** `((SELECT …) UNION …)`: what goes on after a query in parentheses makes a query of the outer ones too. */
  private markOuterQuery(): void {
    const outer = this.tokens[this.opened - 1]
    if (outer?.tokenType !== t.LeftParen || this.tokens[this.opened]?.tokenType !== t.QueryParen) return
    if (!this.isCallable(this.opened - 2)) this.markQuery(outer)
  }

  private markQuery(parenthesis: Token): void {
    parenthesis.become(t.QueryParen)
    this.deepen()
  }

  /** `SELECT TOP 10 …`: elsewhere TOP is a name. */
  private markTop(previous: Token): void {
    if (previous.tokenType !== t.Identifier || previous.image.toUpperCase() !== 'TOP') return
    const before = this.tokens[this.tokens.length - 2]?.tokenType
    if (before === t.Select || before === t.Distinct || before === t.All || before === t.HintComment) {
      previous.become(t.Top)
    }
  }

  private markStarQualifier(dot: Token): void {
    dot.become(t.DotBeforeStar)
    let first = this.tokens.length - 2
    while (this.tokens[first - 1]?.tokenType === t.Dot) first -= 2
    const qualifier = this.tokens[first]
    if (qualifier !== undefined && isWord(qualifier)) qualifier.become(t.StarQualifier)
  }

  /** `TIMESTAMP WITH TIME ZONE '…'`, not `a::timestamp AT TIME ZONE '…'` */
  private markZonedLiteral(): void {
    const [type, preposition] = this.tokens.slice(-4)
    const isZoned = preposition?.tokenType === t.WithTime || preposition?.tokenType === t.Without
    if (isZoned && type?.image.toUpperCase() === 'TIMESTAMP') type.become(t.TypedLiteralWord)
  }

  private isCallable(place: number): boolean {
    const token = this.tokens[place]
    if (token === undefined) return false
    const { tokenType } = token
    if (tokenType === t.ValuesWord || tokenType === t.Identifier || tokenType === t.QuotedIdentifier)
      return true
    return isWord(token) && !notCallable.has(tokenType) && !t.RESERVED_WORDS.has(token.image.toUpperCase())
  }

  private afterOperand(): boolean {
    return this.previous !== undefined && closesOperand.has(this.previous.tokenType)
  }

  /** Whether `[` begins a name here, and not a subscript. */
  private beginsName(): boolean {
    const { previous, sql, offset } = this
    if (previous === undefined) return true
    if (previous.tokenType === t.Dot) return true
    if (/^\[\s*(?:\]|[0-9]+\s*\])/.test(sql.slice(offset, offset + 24))) return false
    // FROM [Account] [a]
    if (isBracketed(previous) && previous.endOffset + 1 < offset) return true
    if (hasSubscript(previous.tokenType)) return false
    if (!isWord(previous)) return true
    const word = previous.image.toUpperCase()
    const touches = previous.endOffset + 1 === offset
    return word !== 'ARRAY' && (t.RESERVED_WORDS.has(word) || (!touches && wordsBeforeName.has(word)))
  }

  // ── Limits ────────────────────────────────────────────────────────────────────────────────────────────────────

  private deepen(): void {
    if (++this.nesting > this.maxNesting) this.tooDeep = { start: this.offset, end: this.offset + 1 }
  }

  private leaveOpen(what: Unterminated['what'], closing: string): void {
    const start = this.offset
    this.unterminated = {
      what,
      closing,
      span: { start, end: Math.min(start + closing.length, this.sql.length) },
    }
    this.offset = this.sql.length
  }
}

/** No word with a meaning is longer; a longer one is a name and need not be looked up. */
const LONGEST_WORD = 17

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isBracketed(token: Token): boolean {
  return token.tokenType === t.QuotedIdentifier && token.image.startsWith('[')
}

function isWord(token: Token): boolean {
  return classOf(token.image.charCodeAt(0)) === LETTER || token.tokenType === t.QuotedIdentifier
}

/** Whether an odd number of backslashes stands before the place. */
function isEscaped(sql: string, from: number, place: number): boolean {
  let first = place
  while (first > from && sql.charCodeAt(first - 1) === 92) first--
  return (place - first) % 2 === 1
}
