import type { Column, RowBatch, ShownProfile } from '@certsql/driver'
import type { ChartSpace } from '../chart/terminal-chart.js'
import type { SessionOptions } from '../command-line/invocation.js'
import type { TextOutput } from '../output/text-output.js'
import type { OrgLabel } from '../session/org-label.js'
import type { SqlSession } from '../session/sql-session.js'
import type { ShellSettings } from './shell-settings.js'

/** A command of the shell itself. The help screen and the page in the docs are made from these. */
export interface MetaCommand {
  /** Without the backslash; the first is the one that is shown. */
  readonly names: readonly string[]
  /** `\\d [TABLE]` */
  readonly usage: string
  /** A few words. */
  readonly help: string
  readonly group: CommandGroup
  /** What its argument is, for completion. */
  readonly completes?: CommandArgument
  /** The words that it knows, for completion. */
  readonly words?: readonly string[]
  /** Those that may follow others, as `csv` follows `format`. */
  readonly wordsAfter?: Readonly<Record<string, readonly string[]>>
  /** Whether it is about the statement that stands before it, as `\\gx` is. */
  readonly takesStatement?: true
  readonly run: (shell: CommandShell, words: readonly string[], given: GivenToCommand) => Promise<void> | void
}

export type CommandArgument = 'table' | 'file' | 'profile' | 'query' | 'variable' | 'column' | 'function'

export type CommandGroup = 'General' | 'Query' | 'Results' | 'The org' | 'Connection' | 'Files' | 'Variables'

export const COMMAND_GROUPS: readonly CommandGroup[] = [
  'General',
  'Query',
  'Results',
  'The org',
  'Connection',
  'Files',
  'Variables',
]

/** What a command may need besides its words. */
export interface GivenToCommand {
  /** The statement that stands before it; else the last one that was run. */
  readonly statement: string | undefined
  /** All behind the name of the command, as it was typed. */
  readonly text: string
}

export interface ResultRows {
  readonly columns: readonly Column[]
  readonly rows: RowBatch['rows']
}

/** In which way a statement is run, other than the settings say. */
export interface RunOptions {
  readonly expanded?: boolean
  readonly output?: TextOutput
  /** About another statement, which stays the last one. */
  readonly isAside?: boolean
}

/** What meta-commands may do with the shell. */
export interface CommandShell {
  readonly session: SqlSession
  readonly label: OrgLabel
  readonly signal: AbortSignal
  /** Newest first. */
  readonly history: readonly string[]
  /** Values for `:name` in statements. */
  readonly variables: Map<string, string>
  settings: ShellSettings
  /** What can be drawn on. */
  readonly space: ChartSpace
  /** Prints text of our own, not a result. */
  print(text: string): Promise<void>
  /** Prints rows as a result is printed; with their sums where they are figures of the org. */
  printRows(
    columns: readonly Column[],
    rows: RowBatch['rows'],
    options?: { readonly totals?: boolean },
  ): Promise<void>
  /** Tells about a setting that was changed, on stderr. */
  say(line: string): void
  /** Runs a statement and prints its result. */
  runStatement(sql: string, options?: RunOptions): Promise<void>
  /** Runs a statement and gives its result. */
  fetch(sql: string): Promise<ResultRows>
  /** Runs text as if it were typed. */
  runText(text: string): Promise<void>
  /** Puts text into the line that is typed next. */
  prefill(text: string): void
  /** Where results go from now on; undefined: to the screen. */
  redirect(output: TextOutput | undefined): Promise<void>
  /** Goes to another org: by a connection URL, or with a profile. */
  reconnect(target: Pick<SessionOptions, 'url' | 'profile'>): Promise<void>
  /** What `certsql login` has kept. */
  profiles(): Promise<readonly ShownProfile[]>
  /** Lends the terminal to another program. */
  lend<T>(work: () => Promise<T>): Promise<T>
  /** Asks a question, and gives the line that is answered. */
  ask(question: string): Promise<string>
  quit(): void
}
