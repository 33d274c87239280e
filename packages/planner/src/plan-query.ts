import type { CatalogView } from '@certsql/catalog'
import type { Query } from '@certsql/sql'
import type { BindContext } from './bind/bind-context.js'
import { bindQuery } from './bind/bind-query.js'
import type { StagedPlan } from './local/plan-local-statement.js'
import { createIdSource } from './logical/id-source.js'
import type { LogicalPlan } from './logical/logical-plan.js'
import { visitPlan } from './logical/map-plan.js'
import { buildPhysicalPlan } from './physical/build-physical-plan.js'
import type { FallbackPlan, PhysicalPlan } from './physical/physical-plan.js'
import type { PlannerOptions } from './planner-options.js'
import { prepare } from './rules/optimize.js'

/** Plans a query: bound, rewritten, and divided between the org and here. */
export function planQuery(query: Query, view: CatalogView, options: PlannerOptions): PhysicalPlan {
  return planWith(query, view, options, buildPhysicalPlan).plan
}

/** `build` makes a physical plan of each logical one. */
export function planWith(
  query: Query,
  view: CatalogView,
  options: PlannerOptions,
  build: typeof buildPhysicalPlan,
): StagedPlan {
  const context = { view, options, ids: createIdSource() }
  return planBound(bindQuery(query, context), context, build)
}

/** Plans a query that is bound already. */
export function planBoundQuery(bound: LogicalPlan, context: BindContext): PhysicalPlan {
  return planBound(bound, context, buildPhysicalPlan).plan
}

function planBound(bound: LogicalPlan, context: BindContext, build: typeof buildPhysicalPlan): StagedPlan {
  const prepared = prepare(bound, context)
  const optimized = prepared.optimize(true)
  const primary = build(optimized, context)
  const causes = fallbackCauses(optimized)
  const { columns } = optimized
  if (causes.length === 0) return { plan: primary, columns }
  const alternative = once(() => build(prepared.optimize(false), context))
  // What it costs may hang on counts that nobody has asked for yet; what is missing is fetched while a statement is planned.
  if (!isCounted(optimized, context.view)) alternative()
  const plan: FallbackPlan = {
    kind: 'FallbackPlan',
    primary,
    alternative,
    causes,
    columns: primary.columns,
  }
  return { plan, columns }
}

/** Whether the record counts of all tables of the org that a plan reads are known. */
function isCounted(plan: LogicalPlan, view: CatalogView): boolean {
  let counted = true
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') counted &&= view.statistics(node.table.name) !== undefined
  })
  return counted
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Why the org may turn out unable to group for us. */
function fallbackCauses(plan: LogicalPlan): FallbackPlan['causes'] {
  const causes = new Set<FallbackPlan['causes'][number]>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'RemoteScan' || node.grouping === undefined) return
    if (node.grouping.keys.length > 0) causes.add('tooManyGroups')
    if (node.grouping.certificates.length > 0) causes.add('sumNotCertified')
  })
  return [...causes]
}
