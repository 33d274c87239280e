import type { CatalogView } from '@certsql/catalog'
import type { IdSource } from '../logical/id-source.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { PlannerOptions } from '../planner-options.js'

export interface RuleContext {
  readonly view: CatalogView
  readonly options: PlannerOptions
  readonly ids: IdSource
  /** False for the plan to fall back to when the org cannot group: rows are fetched and grouped here. */
  readonly pushAggregates: boolean
}

/** Gives an equivalent plan with the same columns in the same order; the same object when there was nothing to do. */
export type Rule = (plan: LogicalPlan, context: RuleContext) => LogicalPlan
