import { allOf, anyOf } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import type { ConditionVerdict } from './verdict.js'

export function exact(condition: SoqlCondition, reason: string): ConditionVerdict {
  return { kind: 'exact', condition, reason }
}

export function superset(condition: SoqlCondition, reason: string): ConditionVerdict {
  return { kind: 'superset', condition, reason }
}

export function none(reason: string): ConditionVerdict {
  return { kind: 'none', reason }
}

/** The same verdict with its condition replaced. */
export function withCondition(
  verdict: ConditionVerdict,
  change: (condition: SoqlCondition) => SoqlCondition,
): ConditionVerdict {
  return verdict.kind === 'none' ? verdict : { ...verdict, condition: change(verdict.condition) }
}

/** An exact verdict that is checked again after all. */
export function atMostSuperset(verdict: ConditionVerdict, reason: string): ConditionVerdict {
  return verdict.kind === 'exact' ? superset(verdict.condition, reason) : verdict
}

/**
 * p AND q: what can be pushed is pushed. A part that stays here makes the rest a superset:
 *   Name = 'x' AND length(Name) > 3   ⇒   Name = 'x', checked again
 */
export function everyVerdict(verdicts: readonly ConditionVerdict[]): ConditionVerdict {
  const pushable = verdicts.filter((verdict) => verdict.kind !== 'none')
  const weakest = weakestOf(verdicts)
  if (weakest === undefined || pushable.length === 0) return weakest ?? none('there is nothing to push')
  const condition = allOf(pushable.map((verdict) => verdict.condition))
  return weakest.kind === 'exact' ? exact(condition, weakest.reason) : superset(condition, weakest.reason)
}

/**
 * p OR q: pushed only if both can be. A branch that stays here may be the one that lets a row in:
 *   Name = 'x' OR length(Name) > 3   -- pushing Name = 'x' alone would lose the long names
 */
export function anyVerdict(verdicts: readonly ConditionVerdict[]): ConditionVerdict {
  const weakest = weakestOf(verdicts)
  if (weakest === undefined || weakest.kind === 'none') return weakest ?? none('there is nothing to push')
  const condition = anyOf(verdicts.flatMap((verdict) => (verdict.kind === 'none' ? [] : [verdict.condition])))
  return weakest.kind === 'exact' ? exact(condition, weakest.reason) : superset(condition, weakest.reason)
}

const STRENGTH = { exact: 2, superset: 1, none: 0 } as const

/** The verdict that decides, whose reason is the one to tell. */
function weakestOf(verdicts: readonly ConditionVerdict[]): ConditionVerdict | undefined {
  let weakest: ConditionVerdict | undefined
  for (const verdict of verdicts)
    if (weakest === undefined || STRENGTH[verdict.kind] < STRENGTH[weakest.kind]) weakest = verdict
  return weakest
}
