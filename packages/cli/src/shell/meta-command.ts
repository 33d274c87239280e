import type { Column, RowBatch } from '@certsql/driver'
import type { OrgLabel } from '../session/org-label.js'
import type { SqlSession } from '../session/sql-session.js'
import type { ShellSettings } from './shell-settings.js'

/** A command of the shell itself. The help screen is made from these. */
export interface MetaCommand {
  /** Without the backslash; the first is the one that is shown. */
  readonly names: readonly string[]
  /** `\\d [TABLE]` */
  readonly usage: string
  /** A few words. */
  readonly help: string
  /** What its argument is, for completion. */
  readonly completes?: 'table' | 'file'
  /** The words that it knows, for completion. */
  readonly words?: readonly string[]
  /** Whether it is about the statement that stands before it, as `\\gx` is. */
  readonly takesStatement?: true
  readonly run: (
    shell: CommandShell,
    words: readonly string[],
    statement: string | undefined,
  ) => Promise<void> | void
}

/** What meta-commands may do with the shell. */
export interface CommandShell {
  readonly session: SqlSession
  readonly label: OrgLabel
  readonly signal: AbortSignal
  settings: ShellSettings
  /** Prints text of our own, not a result. */
  print(text: string): Promise<void>
  /** Prints rows as a result is printed. */
  printRows(columns: readonly Column[], rows: RowBatch['rows']): Promise<void>
  /** Tells about a setting that was changed, on stderr. */
  say(line: string): void
  quit(): void
}
