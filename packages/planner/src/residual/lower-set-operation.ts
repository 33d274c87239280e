import { isFoldedText } from '@certsql/core'
import {
  type Expression,
  makeAnd,
  makeCall,
  makeColumn,
  makeDerivedTable,
  makeExists,
  makeIsDistinctFrom,
  makeNot,
  makeNumber,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeSetOperation,
  makeTableAlias,
  makeWindow,
  type Query,
  type QueryBody,
} from '@certsql/sql'
import type { LogicalPlan, SetOperationPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { distinctSpellings, lowerDistinctRows, mergeSpellings } from './lower-distinct.js'
import type { Scope } from './lower-expression.js'
import type { PlanLowering } from './plan-lowering.js'
import { blockOver, closeBlock, type SelectBlock, Stage } from './select-block.js'
import { comparisonKey } from './text-folding.js'

/**
 * UNION, INTERSECT, EXCEPT. DuckDB's own tell `acme` from `ACME`, so with text among the columns they are written with
 * what compares by keys: a grouping over UNION ALL, and EXISTS over the other side.
 */
export function lowerSetOperation(
  plan: SetOperationPlan,
  lowering: PlanLowering,
  outer?: Scope,
): SelectBlock {
  const folded = plan.columns.some((column) => isFoldedText(column.type))
  if (!folded || (plan.operator === 'UNION' && plan.all))
    return overQuery(plan, lowerSetBody(plan, lowering, outer), lowering)
  if (plan.operator === 'UNION') {
    const all = overQuery(plan, lowerSetBody({ ...plan, all: true }, lowering, outer), lowering)
    const { left, right } = plan
    const rows = { inputs: [left, right], keys: [...left.columns, ...right.columns] }
    return lowerDistinctRows(plan.columns, all, rows, lowering)
  }
  return lowerByKeys(plan, lowering, outer)
}

function overQuery(plan: SetOperationPlan, body: QueryBody, lowering: PlanLowering): SelectBlock {
  const alias = makeTableAlias(lowering.names.fresh('u'), lowering.columnNames(plan.columns))
  return blockOver(makeDerivedTable(makeQuery(body), alias), plan.columns, lowering.names)
}

/** The operation as DuckDB's own; branches of the same kind are not wrapped. */
export function lowerSetBody(plan: SetOperationPlan, lowering: PlanLowering, outer?: Scope): QueryBody {
  const side = (input: LogicalPlan): QueryBody =>
    input.kind === 'SetOperationPlan' && input.operator === plan.operator && input.all && plan.all
      ? lowerSetBody(input, lowering, outer)
      : unwrap(lowering.query(input, outer))
  return makeSetOperation(plan.operator, plan.all, side(plan.left), side(plan.right))
}

/** A query that is only its body needs no parentheses. */
function unwrap(query: Query): QueryBody {
  const bare =
    query.with === undefined &&
    query.orderBy.length === 0 &&
    query.limit === undefined &&
    query.offset === undefined
  return bare ? query.body : query
}

/**
 * INTERSECT keeps the rows of the left that the right has, EXCEPT those that it has not. With ALL, the n-th of equal rows
 * meets the n-th: each side numbers them.
 */
function lowerByKeys(plan: SetOperationPlan, lowering: PlanLowering, outer?: Scope): SelectBlock {
  const occurrence = lowering.names.fresh('occurrence')
  const left = side(plan.left, plan, plan.all ? occurrence : undefined, lowering, outer)
  const right = side(plan.right, plan, plan.all ? occurrence : undefined, lowering, outer)
  const names = lowering.columnNames(plan.columns)
  const agrees = plan.columns.map((column, index): Expression => {
    const of = (table: string) => comparisonKey(makeColumn([table, names[index] ?? '']), column.type)
    return makeIsDistinctFrom(of(left.name), of(right.name), true)
  })
  if (plan.all)
    agrees.push(
      makeIsDistinctFrom(makeColumn([left.name, occurrence]), makeColumn([right.name, occurrence]), true),
    )
  const match = makeExists(
    makeQuery(
      makeSelect([makeSelectItem(makeNumber(1), 'one')], { from: [right.table], where: makeAnd(agrees) }),
    ),
  )
  const block = blockOver(left.table, plan.columns, lowering.names)
  const kept: SelectBlock = {
    ...block,
    where: [plan.operator === 'INTERSECT' ? match : makeNot(match)],
    stage: Stage.Where,
  }
  return plan.all ? kept : mergeSpellings(plan.columns, kept, left.repeats)
}

function side(
  input: LogicalPlan,
  plan: SetOperationPlan,
  occurrence: string | undefined,
  lowering: PlanLowering,
  outer?: Scope,
) {
  const name = lowering.names.fresh('s')
  const names = lowering.columnNames(plan.columns)
  if (occurrence === undefined) {
    const block = lowering.block(input, outer)
    const repeats = lowering.rowsRepeat({ inputs: [input], keys: input.columns })
    const rows = repeats ? distinctSpellings(input.columns, block, lowering) : block
    const table = makeDerivedTable(closeBlock(rows, lowering.names), makeTableAlias(name, names))
    return { name, table, repeats }
  }
  const query = lowering.query(input, outer)
  const inner = lowering.names.fresh('s')
  const partitionBy = plan.columns.map((column, index) =>
    keyOf(column, makeColumn([inner, names[index] ?? ''])),
  )
  const numbered = makeCall('row_number', [], { over: makeWindow({ partitionBy }) })
  const items = names.map((one) => makeSelectItem(makeColumn([inner, one]), one))
  const select = makeSelect([...items, makeSelectItem(numbered, occurrence)], {
    from: [makeDerivedTable(query, makeTableAlias(inner, names))],
  })
  const table = makeDerivedTable(makeQuery(select), makeTableAlias(name, [...names, occurrence]))
  return { name, table, repeats: false }
}

function keyOf(column: PlanColumn, value: Expression): Expression {
  return comparisonKey(value, column.type)
}
