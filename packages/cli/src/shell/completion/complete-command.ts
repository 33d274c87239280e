import type { SqlSession } from '../../session/sql-session.js'
import { META_COMMANDS } from '../commands/meta-commands.js'
import { fileCandidates } from './file-candidates.js'
import { matchNames, type NamedCandidate } from './match-names.js'
import { tableCandidates } from './table-candidates.js'

/** Candidates for a line such as `\d Acc`, and how much of its end they replace. */
export interface CommandCompletion {
  readonly candidates: readonly NamedCandidate[]
  readonly replaces: number
}

export async function completeCommand(line: string, session: SqlSession): Promise<CommandCompletion> {
  const [, name = '', space = ''] = /^\\(\S*)(\s*)/.exec(line) ?? []
  if (space === '') return { candidates: commandCandidates(name), replaces: line.length }
  const command = META_COMMANDS.find(({ names }) => names.includes(name))
  const typed = /\S*$/.exec(line)?.[0] ?? ''
  switch (command?.completes) {
    case 'table':
      return {
        candidates: matchNames(typed, tableCandidates(await session.tables())),
        replaces: typed.length,
      }
    case 'file':
      return { candidates: await fileCandidates(typed), replaces: typed.length }
    case undefined:
      return { candidates: wordCandidates(command?.words ?? [], typed), replaces: typed.length }
  }
}

function commandCandidates(typed: string): readonly NamedCandidate[] {
  return META_COMMANDS.flatMap(({ names, help }) => {
    const [name = ''] = names
    return name.startsWith(typed) ? [{ text: `\\${name}`, detail: help }] : []
  })
}

function wordCandidates(words: readonly string[], typed: string): readonly NamedCandidate[] {
  return words.filter((word) => word.startsWith(typed.toLowerCase())).map((text) => ({ text }))
}
