import type { Table } from '@certsql/catalog'
import type { SqlType } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { AggregateCall } from '../logical/logical-plan.js'
import type { FieldPath } from '../logical/remote-scan.js'
import type { PlannerOptions } from '../planner-options.js'
import { idColumn, rootPath, soqlField } from '../soql/field-path.js'
import type { SoqlAggregate } from '../soql/soql-query.js'
import type { Operation } from '../verdict/field-abilities.js'
import { fieldAbility } from '../verdict/field-ability.js'
import { isNeverNull } from '../verdict/not-equal.js'
import { subjectOf } from '../verdict/subject.js'
import type { VerdictContext } from '../verdict/verdict-context.js'

/** An aggregate as the org can compute it, or why it cannot. */
export type AggregateVerdict =
  | {
      readonly kind: 'exact'
      readonly expression: SoqlAggregate
      readonly reason: string
      /** The field whose COUNT, MIN and MAX must prove the sum. */
      readonly certifiedScale?: number
      /** The places of a sum that is taken as the org gives it. */
      readonly trustedScale?: number
      /** How figures of partial groups become one; absent: they cannot. */
      readonly merge?: 'sum' | 'min' | 'max'
    }
  | { readonly kind: 'none'; readonly reason: string }

export interface AggregateContext extends VerdictContext {
  readonly options: Pick<PlannerOptions, 'collation' | 'textOrder' | 'timeZone' | 'sums'>
  readonly table: Table
}

/**
 * COUNT, MIN, MAX and SUM of a field; a FILTER is looked at by whoever asks.
 *
 *   COUNT(*)              COUNT(Id)
 *   COUNT(Name)           COUNT(Name)
 *   COUNT(DISTINCT x)     COUNT_DISTINCT(x), where the org tells values apart as SQL does
 *   SUM(Amount)           SUM(Amount), with what proves it exact: the org adds in floating point
 *
 * Data that would break more than that:
 *   COUNT(DISTINCT Name)      over acme and ACME: one here, one or two there
 *   MIN(StageName)            the first stage of the set-up, not the smallest text
 *   SUM(Formula__c)           formulas hold more digits than they show
 */
export function aggregateVerdict(call: AggregateCall, context: AggregateContext): AggregateVerdict {
  if (call.orderBy.length > 0) return none('SOQL has no order inside of aggregates')
  const [argument] = call.arguments
  switch (call.function) {
    case 'count':
      return countVerdict(argument, call.distinct, context)
    case 'min':
    case 'max':
      return onField(argument, 'minMax', context, (path, reason) =>
        exact(call.function === 'min' ? 'MIN' : 'MAX', path, reason, call.function === 'min' ? 'min' : 'max'),
      )
    case 'sum':
      return call.distinct ? none('SOQL has no SUM(DISTINCT …)') : sumVerdict(argument, context)
    case 'avg':
      return none(
        'the org averages in floating point, and the sum that would be asked for instead is not exact',
      )
    default:
      return none(`SOQL has no ${call.function.toUpperCase()}`)
  }
}

function none(reason: string): AggregateVerdict {
  return { kind: 'none', reason }
}

function exact(
  name: SoqlAggregate['function'],
  path: FieldPath,
  reason: string,
  merge?: 'sum' | 'min' | 'max',
): AggregateVerdict {
  const expression = { kind: 'SoqlAggregate', function: name, argument: soqlField(path) } as const
  return { kind: 'exact', expression, reason, ...(merge === undefined ? {} : { merge }) }
}

function countVerdict(
  argument: BoundExpression | undefined,
  distinct: boolean,
  context: AggregateContext,
): AggregateVerdict {
  const countsRows = argument === undefined || (argument.kind === 'Literal' && argument.value !== null)
  if (countsRows && !distinct) return countRows(context)
  if (distinct && argument !== undefined && isOwnId(argument, context)) return countRows(context)
  if (distinct)
    return onField(argument, 'countDistinct', context, (path, reason) =>
      exact('COUNT_DISTINCT', path, reason),
    )
  const path = argument === undefined ? undefined : fieldPath(argument, context)
  if (path !== undefined && isNeverNull(path)) return countRows(context)
  return onField(argument, 'count', context, (field, reason) => exact('COUNT', field, reason, 'sum'))
}

/** Every record has an Id of its own. */
function isOwnId(argument: BoundExpression, context: AggregateContext): boolean {
  const path = fieldPath(argument, context)
  return path?.column.fieldType === 'id' && path.relationships.length === 0
}

/** COUNT(*) */
export function countRows({ table }: AggregateContext): AggregateVerdict {
  const id = idColumn(table)
  if (id?.capabilities.aggregatable !== true) return none('the records of this object have no Id to count')
  return exact('COUNT', rootPath(table, id), 'the org counts rows', 'sum')
}

function sumVerdict(argument: BoundExpression | undefined, context: AggregateContext): AggregateVerdict {
  if (context.options.sums === 'Local') return none('Sums=Local')
  return onField(argument, 'sum', context, (path) => {
    const pushed = (reason: string) => exact('SUM', path, reason, 'sum')
    const scale = scaleOf(path.column.type)
    if (context.options.sums === 'Server')
      return {
        ...pushed('the org adds, in floating point (Sums=Server)'),
        ...(scale === undefined ? {} : { trustedScale: scale }),
      }
    if (scale === undefined)
      return none('the decimals of this field are not declared, so no sum can be proved exact')
    return { ...pushed('the org adds; its COUNT, MIN and MAX prove the sum exact'), certifiedScale: scale }
  })
}

function scaleOf(type: SqlType): number | undefined {
  switch (type.kind) {
    case 'integer':
    case 'bigint':
      return 0
    case 'decimal':
      return type.scale
    default:
      return undefined
  }
}

function onField(
  argument: BoundExpression | undefined,
  operation: Operation,
  context: AggregateContext,
  make: (path: FieldPath, reason: string) => AggregateVerdict,
): AggregateVerdict {
  const path = argument === undefined ? undefined : fieldPath(argument, context)
  if (path === undefined || argument === undefined) return none('SOQL aggregates fields only')
  if (operation !== 'count' && isOtherMoment(path, argument))
    return none('the org has moments and no wall clocks')
  const isExactText = argument.type.kind === 'text' && argument.type.comparison === 'exact'
  const ability = fieldAbility(path.column, operation, isExactText ? 'exact' : 'folded', context)
  return ability.verdict === 'exact' ? make(path, ability.reason) : none(ability.reason)
}

/**
 * Days and moments that are cast to each other. In New York, MIN(CAST(CreatedDate AS TIMESTAMP)) of an autumn night may be
 * of the later moment.
 */
function isOtherMoment({ column }: FieldPath, { type }: BoundExpression): boolean {
  const isTime = [column.type.kind, type.kind].some((kind) => kind === 'date' || kind.startsWith('timestamp'))
  return isTime && column.type.kind !== type.kind
}

function fieldPath(expression: BoundExpression, context: AggregateContext): FieldPath | undefined {
  const subject = subjectOf(expression, context)
  return subject?.kind === 'field' ? subject.path : undefined
}
