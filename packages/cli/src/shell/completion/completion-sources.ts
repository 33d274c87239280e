import type { Column } from '@certsql/driver'
import type { SqlSession } from '../../session/sql-session.js'

/** What the shell knows that may be typed. It changes while the shell is used: another org, another result. */
export interface CompletionSources {
  readonly session: SqlSession
  readonly variables: ReadonlyMap<string, string>
  /** Of the last result. */
  readonly resultColumns: readonly Column[]
  profileNames(): Promise<readonly string[]>
  /** The names of the saved queries. */
  queryNames(): Promise<readonly string[]>
}
