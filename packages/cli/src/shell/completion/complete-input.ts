import { functionSignatures, PROPERTY_NAMES } from '@certsql/driver'
import { type CompletionContext, completionContext, textPieces } from '@certsql/sql'
import type { CompletionList } from '../../editor/completion-menu.js'
import type { SqlSession } from '../../session/sql-session.js'
import { columnCandidates, memberCandidates } from './column-candidates.js'
import { completeCommand } from './complete-command.js'
import { fileCandidates } from './file-candidates.js'
import { joinConditions } from './join-conditions.js'
import { matchNames, type NamedCandidate } from './match-names.js'
import { describeScope, type ScopeTable, tableOfPath } from './scope-tables.js'
import { tableCandidates } from './table-candidates.js'
import { valueCandidates } from './value-candidates.js'

/**
 * What may stand at the cursor: commands of the shell, and in a statement what the grammar takes there and the org
 * has: tables, columns, lookups, conditions of joins, values of picklists, functions, properties, files.
 */
export async function completeInput(
  text: string,
  cursor: number,
  session: SqlSession,
): Promise<CompletionList> {
  const line = text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor)
  if (/^\s*\\/.test(line) && !isInText(text, cursor - line.length)) {
    const { candidates, replaces } = await completeCommand(line.trimStart(), session)
    return { start: cursor - replaces, candidates }
  }
  const context = completionContext(text, cursor)
  return { start: context.start, candidates: await candidatesOf(context, session) }
}

async function candidatesOf(
  context: CompletionContext,
  session: SqlSession,
): Promise<readonly NamedCandidate[]> {
  const { wanted, word, tables } = context
  switch (wanted.kind) {
    case 'nothing':
      return []
    case 'table':
      return matchNames(word, [...tableCandidates(await session.tables()), ...keywordCandidates(context)])
    case 'property':
      return matchNames(
        word,
        PROPERTY_NAMES.map((text) => ({ text })),
      )
    case 'procedure':
      return []
    case 'file':
      return await fileCandidates(word)
    case 'value': {
      const scope = await describeScope(tables, session)
      const table = await tableOfColumn(wanted.column, scope, session)
      return table.flatMap((one) => matchNames(word, valueCandidates(one, wanted.column.at(-1) ?? '')))
    }
    case 'column': {
      const scope = await describeScope(tables, session)
      if (wanted.path.length === 0) return columnsAndWords(context, wanted.afterOn, scope)
      const table = await tableOfPath(wanted.path, scope, session)
      return table === undefined ? [] : matchNames(word, memberCandidates(table))
    }
  }
}

function columnsAndWords(
  context: CompletionContext,
  afterOn: boolean,
  scope: readonly ScopeTable[],
): readonly NamedCandidate[] {
  const { word } = context
  const names = [
    ...(afterOn ? joinConditions(scope) : []),
    ...columnCandidates(scope),
    ...scope.map(({ qualifier, table }) => ({ text: `${qualifier}.`, detail: table.label })),
  ]
  // All functions at once would bury the columns.
  const functions = word === '' ? [] : functionCandidates()
  const isBeginning = scope.length === 0 && context.keywords.length > 0
  const keywords = keywordCandidates(context)
  return isBeginning
    ? [...keywords, ...matchNames(word, functions)]
    : [...matchNames(word, [...names, ...functions]), ...keywords].filter(isFirstOfName)
}

function isFirstOfName(one: NamedCandidate, place: number, all: readonly NamedCandidate[]): boolean {
  return all.findIndex(({ text }) => text === one.text) === place
}

/** The tables that have the column: of its path, or all in scope. */
async function tableOfColumn(
  column: readonly string[],
  scope: readonly ScopeTable[],
  session: SqlSession,
): Promise<readonly ScopeTable['table'][]> {
  if (column.length === 1) return scope.map(({ table }) => table)
  const table = await tableOfPath(column.slice(0, -1), scope, session)
  return table === undefined ? [] : [table]
}

/** Keywords come in the case in which the word was begun. */
function keywordCandidates({ keywords, word }: CompletionContext): readonly NamedCandidate[] {
  const isSmall = /^[a-z]/.test(word)
  return keywords.map((keyword) => ({ text: isSmall ? keyword.toLowerCase() : keyword }))
}

let functions: readonly NamedCandidate[] | undefined

function functionCandidates(): readonly NamedCandidate[] {
  functions ??= functionSignatures().map(({ name, signature, description }) => ({
    text: `${name}(`,
    detail: `${signature} · ${description}`,
  }))
  return functions.filter(isFirstOfName)
}

/** Whether a place lies in a text, a quoted name or a comment that goes over lines. */
function isInText(text: string, place: number): boolean {
  return textPieces(text.slice(0, place)).some(({ open }) => open === true)
}
