import type { SourceSpan } from '@certsql/core'
import type { PhysicalPlan } from '../physical/physical-plan.js'
import type { ProcedureSignature } from './procedure-signature.js'

/** A call, with its arguments as the one row of a query. */
export interface CallPlan {
  readonly procedure: ProcedureSignature
  /** One row; its columns are the parameters that are given, by their names. Absent where none is. */
  readonly arguments: PhysicalPlan | undefined
  readonly span: SourceSpan
}
