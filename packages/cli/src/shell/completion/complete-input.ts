import { functionSignatures, PROPERTY_NAMES, propertyChoices } from '@certsql/driver'
import { type CompletionContext, completionContext } from '@certsql/sql'
import type { CompletionList } from '../../editor/completion-menu.js'
import type { SqlSession } from '../../session/sql-session.js'
import { findCommandStart } from '../typed-input.js'
import { columnCandidates, memberCandidates } from './column-candidates.js'
import { completeCommand } from './complete-command.js'
import type { CompletionSources } from './completion-sources.js'
import { fileCandidates } from './file-candidates.js'
import { joinConditions } from './join-conditions.js'
import { matchNames, type NamedCandidate } from './match-names.js'
import { argumentCandidates, procedureCandidates } from './procedure-candidates.js'
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
  sources: CompletionSources,
): Promise<CompletionList> {
  const command = findCommandStart(text.slice(0, cursor))
  if (command !== undefined) {
    const { candidates, replaces } = await completeCommand(text.slice(command, cursor), sources)
    return { start: cursor - replaces, candidates }
  }
  const context = completionContext(text, cursor)
  return { start: context.start, candidates: await candidatesOf(context, sources) }
}

async function candidatesOf(
  context: CompletionContext,
  sources: CompletionSources,
): Promise<readonly NamedCandidate[]> {
  const { session } = sources
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
    case 'propertyValue':
      return matchNames(
        word,
        propertyChoices(wanted.property).map((text) => ({ text })),
      )
    case 'procedure':
      return matchNames(word, procedureCandidates())
    case 'argument':
      return matchNames(word, [
        ...argumentCandidates(wanted.procedure, wanted.given),
        ...(word === '' ? [] : functionCandidates()),
      ])
    case 'variable':
      return matchNames(
        word,
        [...sources.variables].map(([text, detail]) => ({ text, detail })),
      )
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
