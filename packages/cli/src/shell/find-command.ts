import { similarNames } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import type { MetaCommand } from './meta-command.js'

export interface CommandLine {
  readonly command: MetaCommand
  readonly words: readonly string[]
}

/** One of the words that beginners try, alone: a command though it has no backslash. */
export function isPlainWordCommand(text: string): boolean {
  return /^\s*(quit|exit|help)\s*;?\s*$/i.test(text)
}

/** Reads a line such as `\pset null ''`. A semicolon at its end is habit and means nothing. */
export function parseCommandLine(line: string, commands: readonly MetaCommand[]): CommandLine {
  const [head = '', ...words] = line.trim().replace(/\s*;$/, '').split(/\s+/)
  const name = head.replace(/^\\/, '')
  const command = commands.find(({ names }) => names.includes(name) || names.includes(name.toLowerCase()))
  if (command !== undefined) return { command, words: words.map(withoutQuotes) }
  throw new UsageError(`There is no command \\${name}.`, suggestion(name, commands))
}

function suggestion(name: string, commands: readonly MetaCommand[]): string {
  const names = commands.flatMap((command) => command.names)
  const similar = similarNames(name, names)
  if (similar.length === 0) return '\\? lists the commands'
  return `did you mean ${similar.map((one) => `\\${one}`).join(' or ')}? \\? lists the commands`
}

function withoutQuotes(word: string): string {
  return /^'.*'$|^".*"$/.test(word) ? word.slice(1, -1) : word
}
