import type { LogicalPlan, Sort } from '../logical/logical-plan.js'

export interface SortBelow {
  readonly sort: Sort
  /** The same projections over another plan. */
  rebuild(sort: LogicalPlan): LogicalPlan
}

/** The sort below projections. */
export function sortBelow(plan: LogicalPlan): SortBelow | undefined {
  if (plan.kind === 'Sort') return { sort: plan, rebuild: (sort) => sort }
  if (plan.kind !== 'Project') return undefined
  const below = sortBelow(plan.input)
  return below === undefined
    ? undefined
    : { sort: below.sort, rebuild: (sort) => ({ ...plan, input: below.rebuild(sort) }) }
}
