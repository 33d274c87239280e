import { didYouMean } from '@certsql/core'
import type { Command } from 'commander'
import type { SessionOptions } from './invocation.js'
import { parseNameValue } from './name-value.js'
import { UsageError } from './usage-error.js'

type Environment = Readonly<Record<string, string | undefined>>

/** The flags that tell where to connect to. */
export interface SessionFlags {
  readonly demo?: true
  readonly profile?: string
  readonly property?: readonly string[]
}

export function withSessionOptions(command: Command): Command {
  return command
    .option('--demo', 'use a local demo org, started for the purpose')
    .option('--profile <profile>', 'use what certsql login has kept under this name')
    .option('-p, --property <property=value>', 'a connection property (may be repeated)', gather)
}

/** Options that may be repeated. */
export function gather(text: string, texts: readonly string[] = []): readonly string[] {
  return [...texts, text]
}

export function sessionOptions(
  url: string | undefined,
  { demo, profile, property = [] }: SessionFlags,
  environment: Environment,
): SessionOptions {
  if (url !== undefined) requireUrl(url)
  if (demo === true && url !== undefined) {
    throw new UsageError('--demo starts an org of its own and takes no URL.')
  }
  if (demo === true && profile !== undefined) {
    throw new UsageError('--demo starts an org of its own and takes no profile.')
  }
  const chosen = url ?? (profile === undefined ? environment.CERTSQL_URL || undefined : undefined)
  return {
    ...(chosen !== undefined && demo !== true && { url: chosen }),
    ...(profile !== undefined && { profile }),
    demo: demo === true,
    properties: readProperties(property),
  }
}

/** `NAME=VALUE`, of which the last one of a name counts. */
export function readProperties(words: readonly string[]): Readonly<Record<string, string>> {
  const named = words.map((text) => parseNameValue('--property', text))
  return Object.fromEntries(named.map(({ name, value }) => [name, value]))
}

/** The words that are commands, for suggestions. */
const COMMANDS = [
  'completion',
  'config',
  'describe',
  'doctor',
  'emulator',
  'export',
  'import',
  'login',
  'logout',
  'types',
]

/** A word that is no URL is most likely a command that was mistyped, or SQL without `-c`. */
function requireUrl(word: string): void {
  if (/^certinia:/i.test(word)) return
  if (/\s/.test(word.trim())) {
    throw new UsageError(
      'The connection URL must start with certinia://.',
      'give SQL with -c: certsql -c "SELECT …"',
    )
  }
  throw new UsageError(
    `"${word}" is neither a command nor a connection URL.`,
    didYouMean(word, COMMANDS) ?? 'a connection URL starts with certinia://',
  )
}
