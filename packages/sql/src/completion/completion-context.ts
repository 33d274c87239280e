import { StatementGrammar } from '../grammar/statement-grammar.js'
import { scan } from '../tokens/scanner.js'
import type { Token } from '../tokens/token.js'
import * as t from '../tokens/token-types.js'
import { expectedPhrases } from './expected-phrases.js'
import { nameOf, type TableInScope, tablesInScope } from './tables-in-scope.js'

/** What may stand at a place in a statement that is being typed. */
export interface CompletionContext {
  /** Where the word begins that is being typed, and the word so far, without a quote before it. */
  readonly start: number
  readonly word: string
  readonly wanted:
    | { readonly kind: 'table' }
    /** A column, a function, or a keyword. `path`: the names before the last dot. */
    | { readonly kind: 'column'; readonly path: readonly string[]; readonly afterOn: boolean }
    | { readonly kind: 'property' }
    /** What a property is set to. */
    | { readonly kind: 'propertyValue'; readonly property: string }
    | { readonly kind: 'procedure' }
    /** An argument of a procedure, or the name of one; `given`: those that are named already. */
    | { readonly kind: 'argument'; readonly procedure: string; readonly given: readonly string[] }
    /** The variable or parameter behind a colon. */
    | { readonly kind: 'variable' }
    /** A text that is compared with a column. */
    | { readonly kind: 'value'; readonly column: readonly string[] }
    | { readonly kind: 'file' }
    | { readonly kind: 'nothing' }
  /** Nearest first. */
  readonly tables: readonly TableInScope[]
  /** Keywords that the grammar takes here, upper case. */
  readonly keywords: readonly string[]
}

let grammar: StatementGrammar | undefined

/**
 * Looks at a statement that is being typed, and tells what may stand at the cursor.
 *
 * ```ts
 * completionContext('SELECT Na FROM Account', 9)
 * // { start: 7, word: 'Na', wanted: { kind: 'column', … }, tables: [{ name: ['Account'] }], keywords: [] }
 * ```
 */
export function completionContext(sql: string, cursor: number): CompletionContext {
  const { start: from, end: to } = statementAround(sql, cursor)
  const before = sql.slice(from, cursor)
  const { tokens, unterminated } = scan(before, { nesting: Number.POSITIVE_INFINITY })
  const all = scan(sql.slice(from, to), { nesting: Number.POSITIVE_INFINITY }).tokens
  const tables = tablesInScope(all, cursor - from)
  if (unterminated !== undefined) {
    const { what, span } = unterminated
    if (what === 'comment')
      return { start: cursor, word: '', wanted: { kind: 'nothing' }, tables, keywords: [] }
    const word = before.slice(span.end)
    const wanted = what === 'text' ? wantedInText(tokens) : wantedAfter(tokens)
    return { start: from + span.end, word, wanted, tables, keywords: [] }
  }
  const last = tokens.at(-1)
  const isTyping = last !== undefined && last.endOffset + 1 === before.length && /^[\p{L}_]/u.test(last.image)
  const variable = /(?<![:\w]):(\w*)$/.exec(before)?.[1]
  if (variable !== undefined && !isInLineComment(before, last)) {
    return {
      start: cursor - variable.length,
      word: variable,
      wanted: { kind: 'variable' },
      tables,
      keywords: [],
    }
  }
  const done = isTyping ? tokens.slice(0, -1) : tokens
  const word = isTyping ? last.image : ''
  const start = cursor - word.length
  const wanted = wantedAfter(done)
  const isPath = wanted.kind === 'column' && wanted.path.length > 0
  if (isInLineComment(before, last)) {
    return { start: cursor, word: '', wanted: { kind: 'nothing' }, tables, keywords: [] }
  }
  grammar ??= new StatementGrammar({ skipValidations: true })
  const keywords = isPath ? [] : expectedPhrases(sql.slice(from, start), word, grammar)
  return { start, word, wanted, tables, keywords }
}

function isInLineComment(before: string, last: Token | undefined): boolean {
  return /--[^\n]*$/.test(before.slice(last === undefined ? 0 : last.endOffset + 1))
}

/** Between the semicolons around the cursor. */
function statementAround(sql: string, cursor: number): { readonly start: number; readonly end: number } {
  let start = 0
  for (const token of scan(sql, { nesting: Number.POSITIVE_INFINITY }).tokens) {
    if (token.tokenType !== t.Semicolon) continue
    if (token.startOffset >= cursor) return { start, end: token.startOffset }
    start = token.endOffset + 1
  }
  return { start, end: sql.length }
}

function wantedAfter(tokens: readonly Token[]): CompletionContext['wanted'] {
  const call = argumentAfter(tokens)
  if (call !== undefined) return call
  const property = propertySetBefore(tokens)
  if (property !== undefined) return { kind: 'propertyValue', property }
  const path = pathBefore(tokens)
  const rest = tokens.slice(0, tokens.length - 2 * path.length)
  switch (rest.at(-1)?.tokenType) {
    case t.From:
    case t.Join:
    case t.Into:
    case t.Update:
    case t.Describe:
    case t.Table:
      return { kind: 'table' }
    case t.Show:
    case t.Reset:
      return { kind: 'property' }
    case t.SetWord:
      return isFirst(rest, rest.length - 1) ? { kind: 'property' } : { kind: 'column', path, afterOn: false }
    case t.Call:
    case t.Exec:
      return { kind: 'procedure' }
    case t.As:
      return { kind: 'nothing' }
    case t.Comma:
      if (isInFrom(rest)) return { kind: 'table' }
      break
    case t.Copy:
      return { kind: 'table' }
  }
  return { kind: 'column', path, afterOn: rest.at(-1)?.tokenType === t.On }
}

/** Behind `CALL name(` and its commas, where an argument or its name begins. */
function argumentAfter(tokens: readonly Token[]): CompletionContext['wanted'] | undefined {
  const verb = tokens[0]?.tokenType
  if (verb !== t.Call && verb !== t.Exec) return undefined
  const open = tokens.findIndex(({ tokenType }) => tokenType === t.LeftParen)
  const name = tokens[open - 1]
  if (open < 0 || name === undefined) return undefined
  const given: string[] = []
  let depth = 0
  for (const [place, { tokenType }] of tokens.entries()) {
    if (place <= open) continue
    if (tokenType === t.LeftParen || tokenType === t.QueryParen) depth++
    else if (tokenType === t.RightParen) depth--
    else if (tokenType === t.FatArrow && depth === 0) given.push(nameOf(tokens[place - 1] ?? name))
  }
  const begins = tokens.length === open + 1 || tokens.at(-1)?.tokenType === t.Comma
  return depth === 0 && begins ? { kind: 'argument', procedure: nameOf(name), given } : undefined
}

/** `SET name =` */
function propertySetBefore(tokens: readonly Token[]): string | undefined {
  const [verb, name, sign, ...more] = tokens
  const isSet = verb?.tokenType === t.SetWord && name !== undefined && more.length === 0
  return isSet && sign !== undefined && /^(=|to)$/i.test(sign.image) ? nameOf(name) : undefined
}

/** `a.b.` gives a and b. */
function pathBefore(tokens: readonly Token[]): readonly string[] {
  const path: string[] = []
  for (let place = tokens.length - 1; tokens[place]?.tokenType === t.Dot; place -= 2) {
    const name = tokens[place - 1]
    if (name === undefined) break
    path.unshift(nameOf(name))
  }
  return path
}

/** In a text: which column it is compared with. */
function wantedInText(tokens: readonly Token[]): CompletionContext['wanted'] {
  let place = tokens.length - 1
  const before = tokens[place]?.image.toUpperCase()
  if (before === 'FROM' || before === 'JOIN' || before === 'USING') return { kind: 'file' }
  if (before === 'TO' && tokens.some(({ tokenType }) => tokenType === t.Copy)) return { kind: 'file' }
  // read_csv('…
  if (before === '(' && /^read_\w+$/i.test(tokens[place - 1]?.image ?? '')) return { kind: 'file' }
  // CALL DownloadFile(Path => '…
  if (before === '=>' && /path|file/i.test(tokens[place - 1]?.image ?? '')) return { kind: 'file' }
  const property = propertySetBefore(tokens)
  if (property !== undefined) return { kind: 'propertyValue', property }
  // IN ('a', 'b', …
  while (tokens[place]?.tokenType === t.Comma || tokens[place]?.tokenType === t.Text) place--
  if (tokens[place]?.tokenType === t.LeftParen && tokens[place - 1]?.tokenType === t.In) place -= 2
  else if (!isComparison(tokens[place])) return { kind: 'nothing' }
  else place--
  if (tokens[place]?.image.toUpperCase() === 'NOT') place--
  const column: string[] = []
  for (; place >= 0; place -= 2) {
    const name = tokens[place]
    if (name === undefined || (name.tokenType !== t.Identifier && name.tokenType !== t.QuotedIdentifier))
      break
    column.unshift(nameOf(name))
    if (tokens[place - 1]?.tokenType !== t.Dot) break
  }
  return column.length > 0 ? { kind: 'value', column } : { kind: 'nothing' }
}

function isComparison(token: Token | undefined): boolean {
  return token !== undefined && /^(=|<>|!=|LIKE|ILIKE|IN)$/i.test(token.image)
}

/** SET as the first word changes a property; elsewhere it is that of UPDATE. */
function isFirst(tokens: readonly Token[], place: number): boolean {
  return place === 0 || tokens[place - 1]?.tokenType === t.Semicolon
}

/** Whether the last comma is one of a FROM list: no other clause has begun since. */
function isInFrom(tokens: readonly Token[]): boolean {
  let depth = 0
  for (let place = tokens.length - 1; place >= 0; place--) {
    const { tokenType, image } = tokens[place] as Token
    if (tokenType === t.RightParen) depth++
    else if (tokenType === t.LeftParen || tokenType === t.QueryParen) {
      if (depth-- === 0) return false
    } else if (depth === 0) {
      if (tokenType === t.From) return true
      if (/^(SELECT|WHERE|BY|ON|HAVING|VALUES|SET|LIMIT|INTO|USING)$/i.test(image)) return false
    }
  }
  return false
}
