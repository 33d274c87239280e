import type { CompletionList } from '../editor/completion-menu.js'
import type { SqlSession } from '../session/sql-session.js'
import { META_COMMANDS } from './commands/meta-commands.js'
import { KEYWORDS } from './keywords.js'

/**
 * Completes the word before the cursor: commands, keywords, tables, and the columns of the tables that the statement
 * names. Modest on purpose; it knows no grammar.
 */
export async function completeInput(
  text: string,
  cursor: number,
  session: SqlSession,
): Promise<CompletionList> {
  const before = text.slice(0, cursor)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const command = /^\s*(\\\S*)$/.exec(line)?.[1]
  if (command !== undefined) return listOf(completeCommand(command), cursor - command.length)
  const word = /[\w$]*$/.exec(line)?.[0] ?? ''
  const start = cursor - word.length
  const names = (await session.tables()).filter(({ queryable }) => queryable).map(({ name }) => name)
  if (/^\s*\\/.test(line)) return listOf(takesTable(line) ? startingWith(word, names) : [], start)
  const columns = await columnsOf(text, names, session)
  const follows = text[start - 1] === '.'
  const candidates = follows ? columns : [...columns, ...names, ...keywordsLike(word)]
  return listOf(startingWith(word, candidates), start)
}

function listOf(candidates: readonly string[], start: number): CompletionList {
  return { start, candidates: candidates.map((text) => ({ text })) }
}

function completeCommand(typed: string): readonly string[] {
  return startingWith(
    typed,
    META_COMMANDS.map(({ names: [name] }) => `\\${name ?? ''}`),
  )
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
