import type { SqlSession } from '../session/sql-session.js'
import { META_COMMANDS } from './commands/meta-commands.js'
import { KEYWORDS } from './keywords.js'

/** What may follow, and the piece of the line that it would replace. */
export interface Completion {
  readonly candidates: readonly string[]
  readonly replaces: string
}

/**
 * Completes the word before the cursor: commands, keywords, tables, and the columns of the tables that the statement
 * names. Modest on purpose; it knows no grammar.
 */
export async function completeLine(line: string, pending: string, session: SqlSession): Promise<Completion> {
  const command = /^\s*(\\\S*)$/.exec(line)?.[1]
  if (pending === '' && command !== undefined) return completeCommand(command)
  const word = /[\w$]*$/.exec(line)?.[0] ?? ''
  const names = (await session.tables()).filter(({ queryable }) => queryable).map(({ name }) => name)
  if (pending === '' && /^\s*\\/.test(line)) {
    return { candidates: takesTable(line) ? startingWith(word, names) : [], replaces: word }
  }
  const columns = await columnsOf(`${pending}\n${line}`, names, session)
  const follows = line.slice(0, line.length - word.length).endsWith('.')
  const candidates = follows ? columns : [...columns, ...names, ...keywordsLike(word)]
  return { candidates: startingWith(word, candidates), replaces: word }
}

function completeCommand(typed: string): Completion {
  const names = META_COMMANDS.map(({ names: [name] }) => `\\${name ?? ''}`)
  return { candidates: startingWith(typed, names), replaces: typed }
}

function takesTable(line: string): boolean {
  const name = /^\s*\\(\S+)\s/.exec(line)?.[1] ?? ''
  return META_COMMANDS.some(({ names, completes }) => completes === 'table' && names.includes(name))
}

/** Of every table whose name is a word of the text, in full or without namespace and `__c`. */
async function columnsOf(text: string, names: readonly string[], session: SqlSession): Promise<string[]> {
  const words = new Set(text.toLowerCase().match(/\w+/g) ?? [])
  const named = names.filter((name) => words.has(name.toLowerCase()) || words.has(shortName(name)))
  const tables = await Promise.all(named.slice(0, MOST_TABLES).map((name) => session.describe(name)))
  return [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))]
}

/** A statement with more tables than this is not typed by hand. */
const MOST_TABLES = 10

function shortName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[a-z0-9]+__(?=.+__c$)/, '')
    .replace(/__c$/, '')
}

/** Keywords come in the case in which the word was begun. */
function keywordsLike(word: string): readonly string[] {
  return /^[a-z]/.test(word) ? KEYWORDS.map((keyword) => keyword.toLowerCase()) : KEYWORDS
}

/** Also what a Certinia name begins with behind its namespace: `codaInv` finds `c2g__codaInvoice__c`. */
function startingWith(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase()
  const exact = candidates.filter((candidate) => candidate.toLowerCase().startsWith(wanted))
  if (exact.length > 0 || wanted === '') return exact
  return candidates.filter((candidate) => shortName(candidate).startsWith(wanted))
}
