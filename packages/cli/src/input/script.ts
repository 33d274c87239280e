import { linePosition } from '@certsql/core'
import { splitStatements } from '@certsql/sql'

/** Statements as they were given, in one piece. */
export interface Script {
  readonly text: string
  /** The file they are from; absent for what stands on the command line. */
  readonly file?: string
}

export interface ScriptStatement {
  readonly sql: string
  readonly place?: StatementPlace
}

/** Where a statement begins. */
export interface StatementPlace {
  readonly file: string
  /** From 1. */
  readonly line: number
}

export function statementsOf({ text, file }: Script): ScriptStatement[] {
  return splitStatements(text).map(({ sql, span }) =>
    file === undefined ? { sql } : { sql, place: { file, line: linePosition(text, span.start).line } },
  )
}
