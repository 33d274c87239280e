import type { Column, SqlType } from '@certsql/core'

/** What a procedure takes and gives, as CALL and certsql.procedures see it. */
export interface ProcedureSignature {
  readonly name: string
  readonly parameters: readonly ProcedureParameter[]
  readonly results: readonly Column[]
}

export interface ProcedureParameter {
  readonly name: string
  readonly type: SqlType
  readonly required: boolean
}
