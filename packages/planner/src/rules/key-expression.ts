import { isFoldedText } from '@certsql/core'
import { isRepeatable } from '../bind/volatile.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { mapOperands, operandsOf, visitExpression } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { readByDay } from './by-day.js'
import { ignoresCase } from './condition-traits.js'
import { type GroupKeyVerdict, groupKeyVerdict, type KeyPart } from './push-group-key.js'
import type { ScanVerdictContext } from './scan-verdict-context.js'

/**
 * What the org must group by for an expression to be computed from the groups.
 *
 *   StageName                                    StageName
 *   COALESCE(StageName, 'none')                  StageName
 *   CASE WHEN IsWon THEN EXTRACT(YEAR FROM d)    IsWon, CALENDAR_YEAR(d)
 *   Amount > 5                                   no: Amount is not groupable
 *   EXTRACT(WEEK FROM CreatedDate)               DAY_ONLY(CreatedDate)
 *   ASCII(Name)                                  no: one group may hold acme and ACME
 *
 * All records of a group agree in the parts, so the expression has one value in it.
 */
export function keyExpressionVerdict(
  expression: BoundExpression,
  context: ScanVerdictContext,
): GroupKeyVerdict {
  const whole = groupKeyVerdict(expression, context)
  if (whole.kind !== 'none' || expression.kind === 'ColumnUse' || expression.kind === 'Literal') return whole
  if (!isRepeatable(expression)) return whole
  const byDay = readByDay(expression)
  const parts: KeyPart[] = []
  const places = new Map<BoundExpression, Place>()
  const reasons: string[] = []
  if (!collect(byDay, context, parts, places)) return whole
  if (parts.length === 0) return whole
  for (const { verdict } of places.values()) reasons.push(verdict.reason)
  if (usesFoldedText(expression) && !ignoresCase(expression))
    return { kind: 'none', reason: 'one group of the org may hold texts that differ in case' }
  return {
    kind: 'superset',
    parts,
    reason: `computed here from the groups: ${[...new Set(reasons)].join('; ')}`,
    rebuild: (columns) => rebuilt(byDay, places, columns),
  }
}

interface Place {
  readonly verdict: Exclude<GroupKeyVerdict, { readonly kind: 'none' }>
  /** Where its parts begin. */
  readonly start: number
}

/** Finds the largest pieces that the org groups by; false where something is left that it does not group by. */
function collect(
  expression: BoundExpression,
  context: ScanVerdictContext,
  parts: KeyPart[],
  places: Map<BoundExpression, Place>,
): boolean {
  if (expression.kind === 'Literal') return true
  const verdict = groupKeyVerdict(expression, context)
  if (verdict.kind !== 'none') {
    places.set(expression, { verdict, start: parts.length })
    parts.push(...verdict.parts)
    return true
  }
  if (expression.kind === 'ColumnUse') return false
  return operandsOf(expression).every((operand) => collect(operand, context, parts, places))
}

function rebuilt(
  expression: BoundExpression,
  places: ReadonlyMap<BoundExpression, Place>,
  columns: readonly PlanColumn[],
): BoundExpression {
  const place = places.get(expression)
  if (place === undefined) return mapOperands(expression, (operand) => rebuilt(operand, places, columns))
  const { verdict, start } = place
  return verdict.rebuild(columns.slice(start, start + verdict.parts.length))
}

function usesFoldedText(expression: BoundExpression): boolean {
  let found = false
  visitExpression(expression, (one) => {
    if (one.kind === 'ColumnUse' && isFoldedText(one.type)) found = true
  })
  return found
}
