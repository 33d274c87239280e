import { functionSignatures } from '@certsql/driver'
import { META_COMMANDS } from '../commands/meta-commands.js'
import type { CommandArgument } from '../meta-command.js'
import type { CompletionSources } from './completion-sources.js'
import { fileCandidates } from './file-candidates.js'
import { matchNames, type NamedCandidate } from './match-names.js'
import { tableCandidates } from './table-candidates.js'

/** Candidates for a line such as `\d Acc`, and how much of its end they replace. */
export interface CommandCompletion {
  readonly candidates: readonly NamedCandidate[]
  readonly replaces: number
}

export async function completeCommand(line: string, sources: CompletionSources): Promise<CommandCompletion> {
  const [, name = '', space = ''] = /^\\(\S*)(\s*)/.exec(line) ?? []
  if (space === '') return { candidates: commandCandidates(name), replaces: line.length }
  const command = META_COMMANDS.find(({ names }) => names.includes(name))
  const typed = /\S*$/.exec(line)?.[0] ?? ''
  const before = line.slice(0, line.length - typed.length).trim()
  const words = [
    ...(command?.words ?? []),
    // What may follow is told by the word before it: \pset format …
    ...(command?.wordsAfter?.[before.split(/\s+/).slice(1).join(' ')] ?? []),
  ]
  const named = command?.completes === undefined ? [] : await namesOf(command.completes, typed, sources)
  return { candidates: [...wordCandidates(words, typed), ...named], replaces: typed.length }
}

function commandCandidates(typed: string): readonly NamedCandidate[] {
  return META_COMMANDS.flatMap(({ names, help }) => {
    const [name = ''] = names
    return name.startsWith(typed) ? [{ text: `\\${name}`, detail: help }] : []
  })
}

async function namesOf(
  kind: CommandArgument,
  typed: string,
  sources: CompletionSources,
): Promise<readonly NamedCandidate[]> {
  const named = (names: readonly string[]) =>
    matchNames(
      typed,
      names.map((text) => ({ text })),
    )
  switch (kind) {
    case 'table':
      return matchNames(typed, tableCandidates(await sources.session.tables()))
    case 'file':
      return await fileCandidates(typed)
    case 'profile':
      return named(await sources.profileNames())
    case 'query':
      return named(await sources.queryNames())
    case 'variable':
      return named([...sources.variables.keys()])
    case 'column':
      return named(sources.resultColumns.map(({ name }) => name))
    case 'function':
      return named([...new Set(functionSignatures().map(({ name }) => name))])
  }
}

function wordCandidates(words: readonly string[], typed: string): readonly NamedCandidate[] {
  return words.filter((word) => word.startsWith(typed.toLowerCase())).map((text) => ({ text }))
}
