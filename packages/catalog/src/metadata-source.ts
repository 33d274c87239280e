import type { Column, SqlType } from '@certsql/core'

/** One line of `certsql.limits`. */
export interface LimitFigure {
  /** For example `DailyApiRequests`. */
  readonly name: string
  readonly max: number
  readonly remaining: number
}

/** One line of `certsql.settings`: a connection property as it is in force. Secrets must come masked. */
export interface SettingFigure {
  readonly name: string
  readonly value: string | null
  readonly defaultValue: string | null
  readonly description: string
}

/** One line of `certsql.functions`. */
export interface FunctionFigure {
  readonly name: string
  /** `scalar`, `aggregate`, `window` or `table`. */
  readonly kind: string
  /** For example `LEFT(text, integer) → text`. */
  readonly signature: string
  readonly description: string
}

/** One line of `certsql.procedures`. */
export interface ProcedureFigure {
  readonly name: string
  readonly description: string
  /** Whether it may change the org. */
  readonly writes: boolean
  readonly parameters: readonly ProcedureParameterFigure[]
}

/** One line of `certsql.procedure_parameters`: what is given, or a column of what comes back. */
export interface ProcedureParameterFigure {
  readonly name: string
  readonly direction: 'IN' | 'OUT'
  readonly type: SqlType
  readonly required: boolean
  /** What it is when it is left out, in words. */
  readonly fallback: string | null
  readonly description: string | null
}

/** A temporary table or view of the connection. */
export interface LocalRelationFigure {
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly columns: readonly Column[]
  /** The query of a view. */
  readonly definition: string | null
}

export interface MetadataFigures {
  readonly limits: readonly LimitFigure[]
  readonly settings: readonly SettingFigure[]
  readonly functions: readonly FunctionFigure[]
  readonly procedures: readonly ProcedureFigure[]
  readonly localRelations: readonly LocalRelationFigure[]
}

/**
 * Port: what the tables of `certsql` show and the describes do not tell. A part that is not given has no
 * rows.
 */
export interface MetadataSource {
  limits?(options: { readonly signal?: AbortSignal }): Promise<readonly LimitFigure[]>
  settings?(): readonly SettingFigure[]
  functions?(): readonly FunctionFigure[]
  procedures?(): readonly ProcedureFigure[]
  localRelations?(): readonly LocalRelationFigure[]
}
