import { similarNames } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import type { MetaCommand } from './meta-command.js'

export interface CommandLine {
  readonly command: MetaCommand
  readonly words: readonly string[]
  /** All behind the name. */
  readonly text: string
}

/** One of the words that beginners try, alone: a command though it has no backslash. */
export function isPlainWordCommand(text: string): boolean {
  return /^\s*(quit|exit|help)\s*;?\s*$/i.test(text)
}

/** The name in a line such as `\d+ Account`: letters, with a plus, or one of the signs. */
export function commandName(line: string): string {
  return /^\s*\\?([!?]|[A-Za-z]+\+?)/.exec(line)?.[1] ?? ''
}

/** Reads a line such as `\pset null ''`. A semicolon at its end is habit and means nothing. */
export function parseCommandLine(line: string, commands: readonly MetaCommand[]): CommandLine {
  const name = commandName(line)
  const command =
    commands.find(({ names }) => names.includes(name)) ??
    commands.find(({ names }) => names.includes(name.toLowerCase()))
  const typed = /^\s*\\?(\S*)/.exec(line)?.[1] ?? ''
  if (command === undefined) throw unknownCommand(typed, commands)
  const text = line.replace(/^\s*\\?([!?]|[A-Za-z]+\+?)\s*/, '').replace(/\s*;?\s*$/, '')
  return { command, words: wordsOf(text), text }
}

function unknownCommand(name: string, commands: readonly MetaCommand[]): UsageError {
  const similar = similarNames(
    name,
    commands.flatMap(({ names }) => names),
  )
  const hint =
    similar.length === 0
      ? '\\? lists the commands'
      : `did you mean ${similar.map((one) => `\\${one}`).join(' or ')}? \\? lists the commands`
  return new UsageError(`There is no command \\${name}.`, hint)
}

/** Words between spaces; quotes hold spaces together, and are doubled within themselves. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\S+/g) ?? []
  return words.map((word) => {
    if (/^'.*'$/s.test(word)) return word.slice(1, -1).replaceAll("''", "'")
    return /^".*"$/s.test(word) ? word.slice(1, -1).replaceAll('""', '"') : word
  })
}
