import { CertSqlError, isFoldedText } from '@certsql/core'
import {
  type Expression,
  type GroupingElement,
  makeBinary,
  makeCall,
  makeCase,
  makeCaseBranch,
  makeCast,
  makeGroupBy,
  makeGroupingExpressions,
  makeNumber,
} from '@certsql/sql'
import { sameExpression } from '../bind/same-expression.js'
import { findFunction } from '../functions/registry.js'
import type { Aggregate, AggregateCall } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { groupSpellings } from './group-spellings.js'
import { isLiteral } from './is-literal.js'
import { lowerAggregateCall } from './lower-call.js'
import { lowerSortKeys, lowerSortValues, type Scope, scopeOf } from './lower-expression.js'
import { lowerType } from './lower-type.js'
import type { PlanLowering } from './plan-lowering.js'
import { definitionOf, encloseBlock, type SelectBlock, Stage } from './select-block.js'
import { comparisonKey, shownSpelling } from './text-folding.js'
import { countOfNone, keepTotal } from './total-of-none.js'

/** GROUP BY. Text keys are grouped by their upper case and shown in one of their spellings. */
export function lowerAggregate(plan: Aggregate, lowering: PlanLowering, outer?: Scope): SelectBlock {
  const correlated = outer !== undefined && lowering.isCorrelated(plan)
  if (correlated) requireTotalToStay(plan)
  const input = lowering.block(plan.input, outer)
  const expressions = [
    ...plan.keys.map((key) => key.expression),
    ...plan.aggregates.flatMap((call) => [
      ...call.arguments,
      ...(call.filter === undefined ? [] : [call.filter]),
    ]),
  ]
  const mustReopen = input.stage > Stage.Where || lowering.repeatsComputed(expressions, input)
  const opened = mustReopen ? lowering.reopen(input) : input
  const own = correlated ? lowering.ownCalls(plan, opened, outer) : opened
  const block = nameForeignKeys(plan, own, lowering, outer)
  const values = plan.keys.map(
    ({ column, expression }) => block.columns.get(column.id) ?? lowering.expression(expression, block, outer),
  )
  const ofCall = (call: AggregateCall) => {
    const lowered = lowerCall(call, block, lowering, outer)
    return correlated ? countOfNone(call.function, lowered) : lowered
  }
  if (correlated) {
    const grouped = groupedBlock(plan, block, values, ofCall)
    return lowering.mayLoseTotal(plan) ? keepTotal(grouped) : grouped
  }
  const spellings = groupSpellings(plan)
  if (spellings === undefined) return groupedBlock(plan, block, values, ofCall)
  if (!lowering.rowsRepeat(spellings.rows)) return groupedBlock(plan, block, values, ofCall, false)
  const grouped = lowering.reopen(spellings.lower(block, values, ofCall, lowering))
  const spelled = plan.keys.map(({ column }) => definitionOf(grouped, column))
  return groupedBlock(plan, grouped, spelled, (call) => spellings.merge(call, grouped))
}

function groupedBlock(
  plan: Aggregate,
  block: SelectBlock,
  values: readonly Expression[],
  ofCall: (call: AggregateCall) => Expression,
  fewGroups = true,
): SelectBlock {
  const keys = plan.keys.flatMap(({ column, expression }, index): LoweredKey[] => {
    const value = values[index]
    return value === undefined ? [] : [{ column, value, key: comparisonKey(value, expression.type) }]
  })
  const optional = plan.groupingSets !== undefined
  const columns = new Map<number, Expression>()
  for (const key of keys) columns.set(key.column.id, shownKey(key, optional, fewGroups))
  for (const call of plan.aggregates) columns.set(call.column.id, ofCall(call))
  const grouped = { ...block, columns, outputs: plan.columns, stage: Stage.Group }
  const elements = groupingElements(plan, keys)
  return elements === undefined ? grouped : { ...grouped, groupBy: makeGroupBy(elements) }
}

/** Of no rows, DuckDB forgets the grand total of ROLLUP and CUBE where the query is computed for each row around it. */
function requireTotalToStay(plan: Aggregate): void {
  const hasTotal = plan.groupingSets?.some((set) => set.length === 0) === true
  if (!hasTotal) return
  throw new CertSqlError({
    code: 'CERT-4002',
    message: 'ROLLUP, CUBE and () cannot be used in a subquery that uses a column of the query around it.',
    hint: 'write the subtotals as queries of their own, with UNION ALL between them',
    span: plan.keys[0]?.expression.span,
  })
}

interface LoweredKey {
  readonly column: PlanColumn
  readonly value: Expression
  readonly key: Expression
}

/**
 * `GROUP BY 1` would mean the first column, so a constant becomes a column of a derived table first. So does a text that
 * may come from the query around: `min(outer.Name)`, its spelling, would be an aggregate of that query; and so does a
 * key of subtotals that is the same as another.
 */
function nameForeignKeys(
  plan: Aggregate,
  block: SelectBlock,
  lowering: PlanLowering,
  outer?: Scope,
): SelectBlock {
  const foreign = plan.keys
    .map(({ column, expression }) => ({ column, value: lowering.expression(expression, block, outer) }))
    .filter(
      ({ column, value }, index) =>
        isLiteral(value) || (outer !== undefined && isFoldedText(column.type)) || isRepeatedKey(plan, index),
    )
  return foreign.length === 0 ? block : encloseBlock(block, lowering.names, foreign)
}

/** Two lookups that became one column are still two keys: `ROLLUP (a.Id, b.Id)` has subtotals of the first alone. */
function isRepeatedKey({ keys, groupingSets }: Aggregate, index: number): boolean {
  const key = keys[index]
  if (groupingSets === undefined || key === undefined) return false
  return keys.slice(0, index).some(({ expression }) => sameExpression(expression, key.expression))
}

function shownKey({ column, value, key }: LoweredKey, optional: boolean, fewGroups: boolean): Expression {
  if (!isFoldedText(column.type)) return isConnective(value) ? makeCast(value, lowerType(column.type)) : value
  const spelling = shownSpelling(value, fewGroups)
  if (!optional) return spelling
  const present = makeBinary('=', makeCall('grouping', [key]), makeNumber(0))
  return makeCase([makeCaseBranch(present, spelling)])
}

/**
 * DuckDB takes `HAVING COUNT(*) > 1 AND (p AND q)` for three conditions, and does not find the key `p AND q` among them. A cast to
 * what it is already keeps them together, and is gone when the query runs.
 */
function isConnective(value: Expression): boolean {
  return value.kind === 'BinaryOperation' && (value.operator === 'AND' || value.operator === 'OR')
}

function groupingElements(
  plan: Aggregate,
  keys: readonly LoweredKey[],
): readonly GroupingElement[] | undefined {
  if (plan.groupingSets !== undefined) {
    const elements = plan.groupingSets.map((set) =>
      makeGroupingExpressions(set.flatMap((index) => keys[index]?.key ?? [])),
    )
    return [{ kind: 'GroupingSets', elements, span: { start: 0, end: 0 } }]
  }
  if (keys.length > 0) return keys.map(({ key }) => makeGroupingExpressions([key]))
  // One row of all, though nothing is counted: `SELECT 1 FROM t GROUP BY ()`.
  return plan.aggregates.length === 0 ? [makeGroupingExpressions([])] : undefined
}

function lowerCall(
  call: AggregateCall,
  block: SelectBlock,
  lowering: PlanLowering,
  outer?: Scope,
): Expression {
  const lower = (one: AggregateCall['arguments'][number]) => lowering.expression(one, block, outer)
  const operands = call.arguments.map(lower)
  const types = call.arguments.map((one) => one.type)
  // GROUPING names the expressions that are grouped by, which for text are keys.
  if (call.function === 'grouping')
    return makeCall(
      'grouping',
      call.arguments.map((one) => comparisonKey(lower(one), one.type)),
    )
  const scope = scopeOf(block, outer)
  const filter = call.filter === undefined ? undefined : lower(call.filter)
  if (!isOrderedSet(call.function))
    return lowerAggregateCall(call.function, operands, types, {
      distinct: call.distinct,
      filter,
      orderBy: lowerSortKeys(call.orderBy, scope, lowering),
    })
  // The keys of an ordered set are its answer, so they must not be folded here.
  const withinGroup = lowerSortValues(call.orderBy, scope, lowering)
  const keyTypes = call.orderBy.map((key) => key.expression.type)
  const allTypes = [...types, ...keyTypes]
  return lowerAggregateCall(call.function, operands, allTypes, {
    distinct: call.distinct,
    filter,
    withinGroup,
  })
}

function isOrderedSet(name: string): boolean {
  const definition = findFunction(name)
  return definition?.kind === 'aggregate' && definition.orderedSet === true
}
