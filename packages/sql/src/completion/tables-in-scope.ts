import type { TokenType } from '@chevrotain/types'
import type { Token } from '../tokens/token.js'
import * as t from '../tokens/token-types.js'

/** A table that the columns at some place may belong to. */
export interface TableInScope {
  /** As it is written, its parts without quotes: `['c2g__codaInvoice__c']`. */
  readonly name: readonly string[]
  readonly alias: string | undefined
}

const BEFORE_TABLE = new Set<TokenType>([t.From, t.Join, t.Into, t.Update, t.Using])
const ENDS_FROM = new Set<TokenType>([
  t.Where,
  t.Group,
  t.Having,
  t.Order,
  t.Limit,
  t.Union,
  t.Intersect,
  t.Except,
  t.SetWord,
  t.On,
])

/**
 * The tables of the query around a place, and of the queries around that one, nearest first. The text need not be
 * complete: it is searched, not parsed.
 */
export function tablesInScope(tokens: readonly Token[], offset: number): readonly TableInScope[] {
  const blocks = blocksAround(tokens, offset)
  return blocks.flatMap(({ first, last }) => tablesOf(tokens, first, last))
}

interface Block {
  readonly first: number
  readonly last: number
}

/** The parentheses around a place, from the inside, and at last the whole text. */
function blocksAround(tokens: readonly Token[], offset: number): readonly Block[] {
  const open: number[] = []
  const blocks: Block[] = []
  tokens.forEach((token, place) => {
    if (opens(token)) open.push(place)
    else if (token.tokenType === t.RightParen) {
      const first = open.pop()
      const start = first === undefined ? undefined : tokens[first]?.startOffset
      if (first !== undefined && start !== undefined && start < offset && token.startOffset >= offset) {
        blocks.push({ first: first + 1, last: place })
      }
    }
  })
  // Those that were never closed reach to the end.
  for (const first of open.reverse()) {
    if ((tokens[first]?.startOffset ?? 0) < offset) blocks.push({ first: first + 1, last: tokens.length })
  }
  return [...blocks, { first: 0, last: tokens.length }]
}

function tablesOf(tokens: readonly Token[], first: number, last: number): TableInScope[] {
  const tables: TableInScope[] = []
  let inFrom = false
  for (let place = first; place < last; place++) {
    const token = tokens[place]
    if (token === undefined) break
    if (opens(token)) place = closing(tokens, place, last)
    else if (BEFORE_TABLE.has(token.tokenType) || (inFrom && token.tokenType === t.Comma)) {
      inFrom = true
      const found = readTable(tokens, place + 1, last)
      if (found !== undefined) tables.push(found)
    } else if (ENDS_FROM.has(token.tokenType)) inFrom = false
  }
  return tables
}

/** `name.name [AS] alias` */
function readTable(tokens: readonly Token[], first: number, last: number): TableInScope | undefined {
  const name: string[] = []
  let place = first
  for (; place < last; place += 2) {
    const token = tokens[place]
    if (token === undefined || !isName(token)) break
    name.push(nameOf(token))
    if (tokens[place + 1]?.tokenType !== t.Dot) {
      place++
      break
    }
  }
  if (name.length === 0) return undefined
  if (tokens[place]?.tokenType === t.As) place++
  const alias = tokens[place]
  return { name, alias: alias !== undefined && place < last && isName(alias) ? nameOf(alias) : undefined }
}

function closing(tokens: readonly Token[], open: number, last: number): number {
  let depth = 0
  for (let place = open; place < last; place++) {
    const token = tokens[place]
    if (token === undefined) break
    if (opens(token)) depth++
    else if (token.tokenType === t.RightParen && --depth === 0) return place
  }
  return last
}

function opens({ tokenType }: Token): boolean {
  return tokenType === t.LeftParen || tokenType === t.QueryParen
}

function isName({ tokenType }: Token): boolean {
  return tokenType === t.Identifier || tokenType === t.QuotedIdentifier
}

/** Without its quotes. */
export function nameOf({ image, tokenType }: Token): string {
  return tokenType === t.QuotedIdentifier ? image.slice(1, -1) : image
}
