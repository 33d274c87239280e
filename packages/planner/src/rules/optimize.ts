import type { LogicalPlan } from '../logical/logical-plan.js'
import type { RuleContext } from './rule.js'
import { type Stage, stagesFor } from './rules.js'

/** A plan on its way through the rules, to be finished with the org's groups or without. */
export interface PreparedPlan {
  /**
   * The plan with as much in its scans as the org can do without changing the answer.
   *
   * ```ts
   * prepare(bindQuery(query, context), context).optimize(true)
   * ```
   */
  optimize(pushAggregates: boolean): LogicalPlan
}

/** Does what is the same for both ways. */
export function prepare(plan: LogicalPlan, context: Omit<RuleContext, 'pushAggregates'>): PreparedPlan {
  const { before, after } = stagesFor(context.options)
  const grouping = { ...context, pushAggregates: true }
  const prepared = runStages(plan, before, grouping)
  return {
    optimize: (pushAggregates) =>
      runStages(prepared, after, pushAggregates ? grouping : { ...context, pushAggregates }),
  }
}

export function runStages(plan: LogicalPlan, stages: readonly Stage[], context: RuleContext): LogicalPlan {
  return stages.reduce((current, stage) => runStage(current, stage, context), plan)
}

/** Rules only ever move things down, so that they end by themselves; the bound is for the day when one does not. */
const MOST_ROUNDS = 20

function runStage(plan: LogicalPlan, { rules, repeats }: Stage, context: RuleContext): LogicalPlan {
  let current = plan
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = rules.reduce((one, rule) => rule(one, context), current)
    if (next === current || !repeats) return next
    current = next
  }
  return current
}
