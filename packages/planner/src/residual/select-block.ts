import { internalError } from '@certsql/core'
import {
  type Expression,
  type GroupBy,
  makeAnd,
  makeColumn,
  makeDerivedTable,
  makeDistinct,
  makeNumber,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeTableAlias,
  type OrderItem,
  type Query,
  type SelectExpression,
  type TableReference,
} from '@certsql/sql'
import type { PlanColumn } from '../logical/plan-column.js'
import type { ResidualNames } from './residual-names.js'

/** The clauses of a SELECT in the order in which they take effect. */
export const Stage = { From: 0, Where: 1, Group: 2, Window: 3, Distinct: 4, Order: 5, Limit: 6 } as const
export type Stage = (typeof Stage)[keyof typeof Stage]

/**
 * A SELECT under construction. Operators are added from the bottom up as long as the next clause takes effect after those
 * that are there; otherwise the block is closed into a derived table and a new one begun over it.
 */
export interface SelectBlock {
  readonly from?: TableReference
  readonly where: readonly Expression[]
  readonly groupBy?: GroupBy
  readonly having: readonly Expression[]
  readonly qualify: readonly Expression[]
  readonly distinct: boolean
  readonly orderBy: readonly OrderItem[]
  readonly limit?: number
  readonly offset?: number
  /** The last clause that is filled. */
  readonly stage: Stage
  /** What each visible column is here, by its id. */
  readonly columns: ReadonlyMap<number, Expression>
  /** Those that only name a column of a query around this one: no table of its FROM gives them. */
  readonly foreign: ReadonlySet<number>
  /** The columns it gives, in order. */
  readonly outputs: readonly PlanColumn[]
}

/** A block over one table whose columns carry their residual names. */
export function blockOver(
  from: TableReference | undefined,
  outputs: readonly PlanColumn[],
  names: ResidualNames,
): SelectBlock {
  const columns = new Map<number, Expression>()
  for (const column of outputs) columns.set(column.id, makeColumn([names.column(column)]))
  return {
    where: [],
    having: [],
    qualify: [],
    distinct: false,
    orderBy: [],
    stage: Stage.From,
    columns,
    foreign: new Set(),
    outputs,
    ...(from === undefined ? {} : { from }),
  }
}

/** The finished query; each output carries its residual name. */
export function closeBlock(block: SelectBlock, names: ResidualNames): Query {
  const unwrapped = soleQuery(block, names)
  if (unwrapped !== undefined) return unwrapped
  const items = block.outputs.map((column) => outputItem(definitionOf(block, column), names.column(column)))
  // A relation may have no columns (EXISTS over a bare FROM); a SELECT may not.
  const body = makeSelect(items.length === 0 ? [makeSelectItem(makeNumber(1), 'one')] : items, {
    from: block.from === undefined ? [] : [block.from],
    where: conjunctionOf(block.where),
    groupBy: block.groupBy,
    having: conjunctionOf(block.having),
    qualify: conjunctionOf(block.qualify),
    distinct: block.distinct ? makeDistinct() : undefined,
  })
  return makeQuery(body, {
    orderBy: block.orderBy,
    limit: block.limit === undefined ? undefined : makeNumber(block.limit),
    offset: block.offset === undefined || block.offset === 0 ? undefined : makeNumber(block.offset),
  })
}

/** A column that is shown under its own name needs no alias. */
function outputItem(definition: Expression, name: string): SelectExpression {
  return nameOf(definition) === name ? makeSelectItem(definition) : makeSelectItem(definition, name)
}

function nameOf(expression: Expression): string | undefined {
  return expression.kind === 'ColumnReference' ? expression.path[expression.path.length - 1]?.name : undefined
}

function conjunctionOf(conditions: readonly Expression[]): Expression | undefined {
  return conditions.length === 0 ? undefined : makeAnd(conditions)
}

/** A block that adds nothing to a derived table is that table's query. */
function soleQuery(block: SelectBlock, names: ResidualNames): Query | undefined {
  const { from } = block
  if (block.stage !== Stage.From || from?.kind !== 'DerivedTable' || from.lateral) return undefined
  const wanted = block.outputs.map((column) => names.column(column))
  return namesItself(from.query, wanted) ? from.query : undefined
}

/** Whether the query gives just these columns, in this order, under these names. */
function namesItself({ body }: Query, wanted: readonly string[]): boolean {
  if (body.kind !== 'Select' || body.items.length !== wanted.length) return false
  return body.items.every(
    (item, index) =>
      item.kind === 'SelectExpression' && (item.alias?.name ?? nameOf(item.expression)) === wanted[index],
  )
}

/** Closes the block and begins a new one over it. */
export function reopenBlock(block: SelectBlock, names: ResidualNames): SelectBlock {
  return blockOfTable(tableOf(block, names), block, names)
}

/**
 * Closes the block even where it adds nothing, so that columns of the queries around it become columns of its own; so do
 * those that are added.
 */
export function encloseBlock(
  block: SelectBlock,
  names: ResidualNames,
  added: readonly AddedColumn[] = [],
): SelectBlock {
  const columns = new Map(block.columns)
  for (const { column, value } of added) columns.set(column.id, value)
  const outputs = [...block.outputs, ...added.map(({ column }) => column)]
  const table = makeDerivedTable(
    closeBlock({ ...block, columns, outputs }, names),
    makeTableAlias(names.fresh('t')),
  )
  return blockOver(table, outputs, names)
}

export interface AddedColumn {
  readonly column: PlanColumn
  readonly value: Expression
}

/** What a block is once it stands in FROM: a table that needed no query of its own keeps the names of its columns. */
export function blockOfTable(table: TableReference, block: SelectBlock, names: ResidualNames): SelectBlock {
  return table === block.from ? block : blockOver(table, block.outputs, names)
}

/** The block as something that can stand in FROM. */
export function tableOf(block: SelectBlock, names: ResidualNames, lateral = false): TableReference {
  if (
    block.stage === Stage.From &&
    block.from !== undefined &&
    block.outputs.every((one) => isPlain(block, one))
  )
    return lateral && block.from.kind === 'DerivedTable' ? { ...block.from, lateral } : block.from
  return makeDerivedTable(closeBlock(block, names), makeTableAlias(names.fresh('t')), lateral)
}

export function definitionOf(block: SelectBlock, column: PlanColumn): Expression {
  const definition = block.columns.get(column.id)
  if (definition === undefined) throw internalError(`the residual has no column ${column.name}`)
  return definition
}

/** Whether the column is just one of the tables in FROM: the block need not be closed to give it. */
export function isPlain(block: SelectBlock, { id }: PlanColumn): boolean {
  return block.columns.get(id)?.kind === 'ColumnReference' && !block.foreign.has(id)
}
