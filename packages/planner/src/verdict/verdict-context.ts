import type { PlanColumn } from '../logical/plan-column.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import type { Surroundings } from './field-ability.js'

/** What a verdict on a condition over a scan depends on. */
export interface VerdictContext extends Surroundings {
  /** What the org computes for a column; undefined for columns that are not the scan's. */
  outputOf(column: PlanColumn): SoqlExpression | undefined
}
