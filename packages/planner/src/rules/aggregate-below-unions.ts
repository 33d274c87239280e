import { BIGINT, type SqlType } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { sumType } from '../functions/aggregate-functions.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { usesAny } from '../logical/columns-used.js'
import type { Aggregate, AggregateCall, LogicalPlan, SetOperationPlan } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { callsFor } from '../physical/calls-for.js'
import { withoutProjects } from './aggregate-without-projects.js'
import { idsWithout, sideDefinitions } from './column-definitions.js'
import { type MergedCall, mergedFigure, withItems } from './merged-figure.js'
import { pushAggregate } from './push-aggregate-into-scan.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * Lets the org put the records of each part of a union together before they travel.
 *
 *   Aggregate Kind, SUM(Amount)         ⇒   Aggregate Kind, SUM(sum)
 *   └ UNION ALL                             └ UNION ALL
 *     ├ RemoteScan Invoice                    ├ RemoteScan SELECT Kind, SUM(Amount) sum FROM Invoice GROUP BY Kind
 *     └ RemoteScan CreditNote                 └ RemoteScan SELECT Kind, SUM(Amount) sum FROM CreditNote GROUP BY Kind
 *
 * Counts and sums are added, the least of the least is the least. It needs a part that the org can group; the others are
 * grouped here, as their rows come anyway. It keeps away from
 *
 *   COUNT(DISTINCT x)       a value of both parts is one
 *   two parts of a small table     are one scan, and would be two groupings
 *   STRING_AGG, SUM of DOUBLE, …   need each row, or its place among the others
 *   UNION without ALL       takes rows away that both parts have
 */
export const aggregateBelowUnions = ruleFor(['Aggregate'], (aggregate, context) =>
  context.pushAggregates ? (sink(aggregate, context) ?? aggregate) : aggregate,
)

function sink(asked: Aggregate, context: RuleContext): LogicalPlan | undefined {
  const aggregate = withoutProjects(asked)
  const union = aggregate.input
  if (union.kind !== 'SetOperationPlan' || union.operator !== 'UNION' || !union.all) return undefined
  const partial = partialFor(aggregate, context)
  if (partial === undefined) return undefined
  const left = partOf(union, 'left', partial, context)
  const right = partOf(union, 'right', partial, context)
  if (left === undefined || right === undefined) return undefined
  const pushed = [left, right].flatMap((part) => (part.isPushed ? [part.plan] : []))
  if (pushed.length === 0 || !isWorthIt(pushed, context)) return undefined
  const grouped: SetOperationPlan = { ...union, left: left.plan, right: right.plan, columns: partial.columns }
  return withItems(merging(aggregate, partial, grouped), partial.merges)
}

/** Groups must not cost more calls than the rows, of which one scan brings those of several parts. */
function isWorthIt(parts: readonly LogicalPlan[], { view, options }: RuleContext): boolean {
  const calls = new Map<string, number>()
  let groupings = 0
  for (const part of parts) {
    visitPlan(part, (node) => {
      if (node.kind !== 'RemoteScan') return
      groupings += 1
      const records = view.statistics(node.table.name)?.records ?? 0
      calls.set(node.table.name, callsFor(records, options.pageSize))
    })
  }
  return groupings <= [...calls.values()].reduce((sum, one) => sum + one, 0)
}

/** What each part is asked for, in terms of the union's columns. */
interface Partial {
  readonly keys: readonly { readonly column: PlanColumn; readonly expression: BoundExpression }[]
  readonly calls: readonly AggregateCall[]
  readonly columns: readonly PlanColumn[]
  readonly merges: readonly MergedCall[]
}

function partialFor({ keys, aggregates }: Aggregate, { ids }: RuleContext): Partial | undefined {
  // They compare as the expressions do that are grouped by.
  const asked = keys.map(({ column, expression }) => ({
    column: { ...column, id: ids.nextColumn(), type: expression.type },
    expression,
  }))
  const calls: AggregateCall[] = []
  const merges: MergedCall[] = []
  for (const call of aggregates) {
    if (call.function === 'grouping') {
      merges.push({ call: { ...call, arguments: call.arguments.map((one) => keyUse(one, asked)) } })
      continue
    }
    const figure = partialFigure(call)
    if (figure === undefined) return undefined
    const column: PlanColumn = {
      id: ids.nextColumn(),
      name: call.function,
      type: figure.type,
      nullable: true,
    }
    calls.push({ ...call, column })
    const value = columnUse(column)
    const mayBeEmpty = keys.length > 0
    merges.push(
      mergedFigure(
        call.column,
        call.function,
        { name: figure.merge, value, filter: undefined, mayBeEmpty },
        ids,
      ),
    )
  }
  return { keys: asked, calls, columns: [...asked, ...calls].map(({ column }) => column), merges }
}

/** GROUPING speaks of keys. */
function keyUse(argument: BoundExpression, keys: Partial['keys']): BoundExpression {
  const key = keys.find(({ expression }) => sameExpression(expression, argument))
  return key === undefined ? argument : columnUse(key.column)
}

/** How the figures of two parts become one, and their type. */
function partialFigure({
  function: name,
  arguments: operands,
  column,
  distinct,
  orderBy,
}: AggregateCall): { readonly merge: 'sum' | 'min' | 'max'; readonly type: SqlType } | undefined {
  if (distinct || orderBy.length > 0) return undefined
  switch (name) {
    case 'count':
      return { merge: 'sum', type: BIGINT }
    case 'min':
    case 'max':
      return { merge: name, type: column.type }
    case 'sum': {
      const type = sumType(operands.map((one) => one.type))
      return type.kind === 'double' ? undefined : { merge: 'sum', type }
    }
    default:
      return undefined
  }
}

/** The figures of one part, under columns of its own; undefined where a column of it would compare otherwise. */
function partOf(
  union: SetOperationPlan,
  side: 'left' | 'right',
  { keys, calls }: Partial,
  context: RuleContext,
): { readonly plan: LogicalPlan; readonly isPushed: boolean } | undefined {
  const own = sideDefinitions(union, side)
  const others = idsWithout(union.columns, own)
  const used = [
    ...keys.map(({ expression }) => expression),
    ...calls.flatMap((call) => [...call.arguments, ...(call.filter === undefined ? [] : [call.filter])]),
  ]
  if (used.some((expression) => usesAny(expression, others))) return undefined
  const fresh = (column: PlanColumn): PlanColumn => ({ ...column, id: context.ids.nextColumn() })
  const map = (expression: BoundExpression) => replaceColumns(expression, own)
  const ownKeys = keys.map(({ column, expression }) => ({
    column: fresh(column),
    expression: map(expression),
  }))
  const ownCalls = calls.map((call) => ({
    ...call,
    column: fresh(call.column),
    arguments: call.arguments.map(map),
    ...(call.filter === undefined ? {} : { filter: map(call.filter) }),
  }))
  const aggregate: Aggregate = {
    kind: 'Aggregate',
    input: union[side],
    keys: ownKeys,
    aggregates: ownCalls,
    columns: [...ownKeys, ...ownCalls].map(({ column }) => column),
  }
  const pushed = pushAggregate(aggregate, context) ?? sink(aggregate, context)
  return { plan: pushed ?? aggregate, isPushed: pushed !== undefined }
}

/** The aggregate over the figures of the parts. */
function merging(aggregate: Aggregate, { keys, merges }: Partial, input: SetOperationPlan): Aggregate {
  const calls = merges.map(({ call }) => call)
  return {
    ...aggregate,
    input,
    keys: aggregate.keys.map(({ column }, index) => ({
      column,
      expression: columnUse(keys[index]?.column ?? column),
    })),
    aggregates: calls,
    columns: [...aggregate.keys.map(({ column }) => column), ...calls.map(({ column }) => column)],
  }
}
