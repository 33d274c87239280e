import { BOOLEAN, DATE, INTEGER, type SqlType } from '@certsql/core'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import { calendarFunction, readsInSessionZone } from '../verdict/compare-calendar-part.js'
import { fieldAbility } from '../verdict/field-ability.js'
import type { PeriodUnit } from '../verdict/period.js'
import { subjectOf } from '../verdict/subject.js'
import type { VerdictContext } from '../verdict/verdict-context.js'
import type { ScanVerdictContext } from './scan-verdict-context.js'

/** A key of GROUP BY as the org can compute it, or why it cannot. */
export type GroupKeyVerdict =
  | {
      readonly kind: 'exact' | 'superset'
      readonly parts: readonly KeyPart[]
      readonly reason: string
      rebuild: Rebuild
    }
  | { readonly kind: 'none'; readonly reason: string }

export interface KeyPart {
  readonly expression: SoqlExpression
  readonly type: SqlType
  readonly name: string
}

/** The key from the columns of its parts. */
export type Rebuild = (parts: readonly PlanColumn[]) => BoundExpression

/**
 * What the org groups by for a key. A superset is a key by which the org may tell apart what SQL does not (`acme` and
 * `ACME`): those groups are merged here.
 *
 *   AccountId                            AccountId
 *   EXTRACT(YEAR FROM CloseDate)         CALENDAR_YEAR(CloseDate)
 *   DATE_TRUNC('month', CloseDate)       CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate), and a date made of them here
 *   CAST(CreatedDate AS DATE)            DAY_ONLY(CreatedDate), in UTC only: that is the zone the org groups in
 */
export function groupKeyVerdict(expression: BoundExpression, context: ScanVerdictContext): GroupKeyVerdict {
  const flags = context.deletedFlagsOf(expression)
  const verdict = livingKeyVerdict(expression, context.living)
  return flags.length === 0 || verdict.kind === 'none' ? verdict : amongLiving(verdict, flags)
}

/**
 * A key of parents that may be in the recycle bin. The org groups by their IsDeleted too, which tells their groups from
 * those of the living; here they become null, and are merged.
 */
function amongLiving(
  verdict: Exclude<GroupKeyVerdict, { readonly kind: 'none' }>,
  flags: readonly FieldPath[],
): GroupKeyVerdict {
  const flagged = flagParts(flags)
  if (flagged.kind === 'none') return flagged
  const own = verdict.parts.length
  return {
    kind: 'superset',
    parts: [...verdict.parts, ...flagged.parts],
    reason: `${verdict.reason}; groups of deleted parents are merged here`,
    rebuild: (parts) => {
      const key = verdict.rebuild(parts.slice(0, own))
      return unlessTrue(parts.slice(own).map(columnUse), key)
    },
  }
}

/** To group by whether parents are deleted. */
export function flagParts(
  flags: readonly FieldPath[],
):
  | { readonly kind: 'parts'; readonly parts: readonly KeyPart[] }
  | { readonly kind: 'none'; readonly reason: string } {
  const stuck = flags.find(({ column }) => !column.capabilities.groupable)
  if (stuck !== undefined) return none(`the org does not group by ${stuck.column.name}`)
  const parts = flags.map((flag) => ({ expression: soqlField(flag), type: BOOLEAN, name: flag.column.name }))
  return { kind: 'parts', parts }
}

/** CASE WHEN <flag> THEN NULL WHEN <flag> THEN NULL ELSE <value> END: a null flag is none. */
function unlessTrue(flags: readonly BoundExpression[], value: BoundExpression): BoundExpression {
  const then: BoundExpression = { kind: 'Literal', value: null, type: value.type }
  const branches = flags.map((when) => ({ when, then }))
  return { kind: 'CaseExpression', branches, otherwise: value, type: value.type }
}

function livingKeyVerdict(expression: BoundExpression, context: VerdictContext): GroupKeyVerdict {
  const subject = subjectOf(expression, context)
  if (subject === undefined) return none('SOQL groups by fields and parts of dates only')
  const { path } = subject
  const rebuildAs =
    (make: Rebuild): Rebuild =>
    (parts) =>
      cast(make(parts), expression.type)
  switch (subject.kind) {
    case 'field':
      return fieldKey(path, expression, rebuildAs, context)
    case 'year':
    case 'calendarPart': {
      const part = subject.kind === 'year' ? 'YEAR' : subject.part
      return periodKey(path, [calendarPart(path, part)], rebuildAs(firstPart), context)
    }
    case 'period':
      return truncatedKey(path, subject.unit, rebuildAs, context)
  }
}

function none(reason: string): { readonly kind: 'none'; readonly reason: string } {
  return { kind: 'none', reason }
}

function fieldKey(
  path: FieldPath,
  expression: BoundExpression,
  rebuildAs: (make: Rebuild) => Rebuild,
  context: VerdictContext,
): GroupKeyVerdict {
  // Whether a missing parent makes a group of null or of false is not known.
  if (path.column.fieldType === 'boolean' && path.relationships.length > 0)
    return none('how the org groups a boolean of a missing parent is not known')
  const isExactText = expression.type.kind === 'text' && expression.type.comparison === 'exact'
  const ability = fieldAbility(path.column, 'group', isExactText ? 'exact' : 'folded', context)
  if (ability.verdict === 'none') return none(ability.reason)
  const type = expression.kind === 'ColumnUse' ? expression.type : path.column.type
  const parts = [{ expression: soqlField(path), type, name: path.column.name }]
  return { kind: ability.verdict, parts, reason: ability.reason, rebuild: rebuildAs(firstPart) }
}

function periodKey(
  path: FieldPath,
  parts: readonly KeyPart[],
  rebuild: Rebuild,
  context: VerdictContext,
): GroupKeyVerdict {
  const ability = fieldAbility(path.column, 'period', 'folded', context)
  if (ability.verdict === 'none') return none(ability.reason)
  if (!readsInSessionZone(path, context.options.timeZone))
    return none('the org reads parts of a datetime in UTC')
  return { kind: 'exact', parts, reason: ability.reason, rebuild }
}

function truncatedKey(
  path: FieldPath,
  unit: PeriodUnit,
  rebuildAs: (make: Rebuild) => Rebuild,
  context: VerdictContext,
): GroupKeyVerdict {
  const [year, quarter, month] = [
    calendarPart(path, 'YEAR'),
    calendarPart(path, 'QUARTER'),
    calendarPart(path, 'MONTH'),
  ]
  switch (unit) {
    case 'year':
      return periodKey(
        path,
        [year],
        rebuildAs(([y]) => firstDay(y)),
        context,
      )
    case 'quarter':
      return periodKey(
        path,
        [year, quarter],
        rebuildAs(([y, q]) => firstDay(y, monthOfQuarter(q))),
        context,
      )
    case 'month':
      return periodKey(
        path,
        [year, month],
        rebuildAs(([y, m]) => firstDay(y, use(m))),
        context,
      )
    case 'day':
      return dayKey(path, rebuildAs(firstPart), context)
    case 'week':
      return none('the weeks of the org are not those of SQL')
  }
}

function dayKey(path: FieldPath, rebuild: Rebuild, context: VerdictContext): GroupKeyVerdict {
  if (path.column.fieldType === 'date') {
    const ability = fieldAbility(path.column, 'group', 'folded', context)
    if (ability.verdict !== 'exact') return none(ability.reason)
    const part = { expression: soqlField(path), type: DATE, name: path.column.name }
    return { kind: 'exact', parts: [part], reason: ability.reason, rebuild }
  }
  const day: SoqlExpression = { kind: 'SoqlFunction', name: 'DAY_ONLY', argument: soqlField(path) }
  return periodKey(path, [{ expression: day, type: DATE, name: 'day' }], rebuild, context)
}

function calendarPart(path: FieldPath, part: Parameters<typeof calendarFunction>[1]): KeyPart {
  return { expression: calendarFunction(path, part), type: INTEGER, name: part.toLowerCase() }
}

// ── Made here of the parts ─────────────────────────────────────────────────────────────────────────────────────

const ONE: BoundExpression = { kind: 'Literal', value: '1', type: INTEGER }
const THREE: BoundExpression = { kind: 'Literal', value: '3', type: INTEGER }

const firstPart: Rebuild = ([part]) => use(part)

function use(column: PlanColumn | undefined): BoundExpression {
  return column === undefined ? ONE : columnUse(column)
}

function firstDay(year: PlanColumn | undefined, month: BoundExpression = ONE): BoundExpression {
  return { kind: 'Call', function: 'make_date', arguments: [use(year), month, ONE], type: DATE }
}

/** (quarter − 1) · 3 + 1 */
function monthOfQuarter(quarter: PlanColumn | undefined): BoundExpression {
  const whole = (
    operator: '+' | '-' | '*',
    left: BoundExpression,
    right: BoundExpression,
  ): BoundExpression => ({
    kind: 'Arithmetic',
    operator,
    left,
    right,
    type: INTEGER,
  })
  return whole('+', whole('*', whole('-', use(quarter), ONE), THREE), ONE)
}

function cast(operand: BoundExpression, type: SqlType): BoundExpression {
  return sameType(operand.type, type) ? operand : { kind: 'CastExpression', operand, safe: false, type }
}
