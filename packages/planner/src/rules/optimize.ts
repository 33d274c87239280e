import type { LogicalPlan } from '../logical/logical-plan.js'
import type { RuleContext } from './rule.js'
import { STAGES, STAGES_WITHOUT_PUSHDOWN, type Stage } from './rules.js'

/**
 * The plan with as much in its scans as the org can do without changing the answer.
 *
 * ```ts
 * optimize(bindQuery(query, context), { ...context, pushAggregates: true })
 * ```
 */
export function optimize(plan: LogicalPlan, context: RuleContext): LogicalPlan {
  return runStages(plan, context.options.pushdown ? STAGES : STAGES_WITHOUT_PUSHDOWN, context)
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
