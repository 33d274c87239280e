import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { flagParts, type GroupKeyVerdict } from './push-group-key.js'
import type { ScanVerdictContext } from './scan-verdict-context.js'

/**
 * What the org must group by so that a figure over a parent's field can leave out parents in the recycle bin, which a LEFT
 * JOIN does not find. Undefined where the operands lead to no such parent.
 *
 *   MAX(a.Rating__c)   GROUP BY …, Account.IsDeleted, and the figures of groups count where it is not true
 *
 * Where there is no parent the flag may be null or false, and the figure is null either way.
 */
export function livingVerdict(
  operands: readonly BoundExpression[],
  context: ScanVerdictContext,
): GroupKeyVerdict | undefined {
  const flags = operands.flatMap((operand) => context.deletedFlagsOf(operand))
  if (flags.length === 0) return undefined
  const flagged = flagParts(flags)
  if (flagged.kind === 'none') return flagged
  return {
    kind: 'superset',
    parts: flagged.parts,
    reason: 'grouped by whether the parent is deleted, whose figures are left out here',
    rebuild: (parts) => allLiving(parts),
  }
}

function allLiving(flags: readonly PlanColumn[]): BoundExpression {
  const [first, ...others] = flags.map(isNotTrue)
  if (first === undefined) return { kind: 'Literal', value: true, type: BOOLEAN }
  return others.length === 0 ? first : { kind: 'And', operands: [first, ...others], type: BOOLEAN }
}

function isNotTrue(flag: PlanColumn): BoundExpression {
  return { kind: 'IsTruthTest', operand: columnUse(flag), truth: true, negated: true, type: BOOLEAN }
}
