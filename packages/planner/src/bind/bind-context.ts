import type { CatalogView } from '@certsql/catalog'
import type { IdSource } from '../logical/id-source.js'
import type { PlannerOptions } from '../planner-options.js'

/** What binding needs to know besides the statement. */
export interface BindContext {
  readonly view: CatalogView
  readonly options: PlannerOptions
  readonly ids: IdSource
}
