import { BOOLEAN, DATE, INTEGER, type SqlType } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import { calendarFunction, readsInSessionZone } from '../verdict/calendar-part.js'
import { fieldAbility } from '../verdict/field-ability.js'
import type { PeriodUnit } from '../verdict/period.js'
import { hourSubject, subjectOf } from '../verdict/subject.js'
import type { VerdictContext } from '../verdict/verdict-context.js'
import { firstDayOf, monthOfQuarter, partOfNumber, startOfHour, use } from './date-of-parts.js'
import { castUnlessSame } from './make-expression.js'
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
 *   EXTRACT(DOW FROM CloseDate)          DAY_IN_WEEK(CloseDate), in which Sunday is 1
 *   CAST(CreatedDate AS DATE)            DAY_ONLY(CreatedDate), in UTC only: that is the zone the org groups in
 *   DATE_TRUNC('hour', CreatedDate)      DAY_ONLY(CreatedDate), HOUR_IN_DAY(CreatedDate), likewise
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
  const rebuildAs =
    (make: Rebuild): Rebuild =>
    (parts) =>
      castUnlessSame(make(parts), expression.type)
  const cutToHour = hourSubject(expression, context)
  if (cutToHour !== undefined) return hourKey(cutToHour, rebuildAs, context)
  const subject = subjectOf(expression, context)
  if (subject === undefined) return none('SOQL groups by fields and parts of dates only')
  const { path } = subject
  switch (subject.kind) {
    case 'field':
      return fieldKey(path, expression, rebuildAs, context)
    case 'year':
      return periodKey(path, [calendarPart(path, 'YEAR')], rebuildAs(firstPart), context)
    case 'calendarPart': {
      const { part } = subject
      const rebuild = rebuildAs(([number]) => partOfNumber(part, number))
      return periodKey(path, [calendarPart(path, part)], rebuild, context)
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
        rebuildAs(([y]) => firstDayOf(y)),
        context,
      )
    case 'quarter':
      return periodKey(
        path,
        [year, quarter],
        rebuildAs(([y, q]) => firstDayOf(y, monthOfQuarter(q))),
        context,
      )
    case 'month':
      return periodKey(
        path,
        [year, month],
        rebuildAs(([y, m]) => firstDayOf(y, use(m))),
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
  return periodKey(path, [dayOf(path)], rebuild, context)
}

function hourKey(
  path: FieldPath,
  rebuildAs: (make: Rebuild) => Rebuild,
  context: VerdictContext,
): GroupKeyVerdict {
  const rebuild = rebuildAs(([day, hour]) => startOfHour(day, hour))
  return periodKey(path, [dayOf(path), calendarPart(path, 'HOUR')], rebuild, context)
}

function dayOf(path: FieldPath): KeyPart {
  const expression: SoqlExpression = { kind: 'SoqlFunction', name: 'DAY_ONLY', argument: soqlField(path) }
  return { expression, type: DATE, name: 'day' }
}

function calendarPart(path: FieldPath, part: Parameters<typeof calendarFunction>[1]): KeyPart {
  return { expression: calendarFunction(path, part), type: INTEGER, name: part.toLowerCase() }
}

const firstPart: Rebuild = ([part]) => use(part)
