import type { ValueType } from './vocabulary.js'
import { writeAggregateBlock } from './write-aggregate-block.js'
import { writeGroupingExpression } from './write-expression.js'
import { writePlainBlock } from './write-plain-block.js'
import { aliasTable, type WrittenRelation, writeRelation } from './write-relation.js'
import type { OutputColumn, QueryRequest, WritingContext, WrittenQuery } from './writing-context.js'

/** A block of SELECT without ORDER BY. */
export interface WrittenBlock {
  readonly sql: string
  readonly columns: readonly OutputColumn[]
  readonly rows: number
}

const TYPES: readonly ValueType[] = ['id', 'text', 'number', 'integer', 'date', 'boolean', 'moment', 'code']

/** A query: common table expressions, SELECT or several of them, ORDER BY and LIMIT. */
export function writeQuery(request: QueryRequest, context: WritingContext): WrittenQuery {
  const { choices } = context
  if (request.single === true) return writeSingle(request, context)
  if (request.depth > 1 && choices.oneIn(6)) return writeWith(request, context)
  const body =
    request.depth > 0 && choices.oneIn(7) ? writeSet(request, context) : writeBlock(request, context)
  return choices.oneIn(16) ? writeFirstOfEach(context, body) : writeOrder(context, body)
}

/** DISTINCT ON; sorted by all columns, what ties is alike. */
function writeFirstOfEach(context: WritingContext, { sql, columns, rows }: WrittenBlock): WrittenQuery {
  const alias = context.newName('o')
  const count = 1 + context.choices.below(columns.length)
  const names = columns.map(({ name }) => `${alias}.${name}`)
  const select = `SELECT DISTINCT ON (${names.slice(0, count).join(', ')}) ${names.join(', ')}`
  const order = names.map((name) => `${name}${context.choices.pick(['', ' DESC', ' NULLS FIRST'])}`)
  return {
    sql: `${select} FROM (${sql}) ${alias} ORDER BY ${order.join(', ')}`,
    columns,
    rows,
    ordered: true,
  }
}

function writeBlock(request: QueryRequest, context: WritingContext): WrittenBlock {
  const { choices } = context
  const outer = request.outer ?? []
  if (request.types === undefined && choices.oneIn(6)) return writeReport(request, context)
  const relation = writeRelation(context, request.depth)
  const scope = { columns: relation.columns, outer }
  const where = choices.below(4) === 0 ? '' : ` WHERE ${context.condition(scope, request.depth + 1)}`
  const types = request.types ?? choices.several(3, () => pickType(context, relation))
  const aggregates = choices.oneIn(3)
  return aggregates
    ? writeAggregateBlock(context, { relation, where, types, outer, depth: request.depth })
    : writePlainBlock(context, { relation, where, types, outer, depth: request.depth })
}

/** Counts the records of one table by what is read of its days, moments and texts: the org can group by that itself. */
function writeReport({ outer = [] }: QueryRequest, context: WritingContext): WrittenBlock {
  const { choices } = context
  const { sql, columns, rows } = aliasTable(context, choices.pick(context.tables))
  const scope = { columns, outer: [] }
  const present = REPORTED.filter((type) => columns.some((column) => column.type === type))
  const type = present.length === 0 ? 'boolean' : choices.pick(present)
  const key = writeGroupingExpression(context, type, scope)
  const where = choices.oneIn(3) ? ` WHERE ${context.condition({ columns, outer }, 0)}` : ''
  return {
    sql: `SELECT ${key} AS c0, COUNT(*) AS c1 FROM ${sql}${where} GROUP BY ${key}`,
    columns: [
      { name: 'c0', type, wide: true, targets: [] },
      { name: 'c1', type: 'integer', wide: true, targets: [] },
    ],
    rows,
  }
}

const REPORTED: readonly ValueType[] = ['date', 'moment', 'text', 'boolean']

function pickType({ choices }: WritingContext, { columns }: WrittenRelation): ValueType {
  const present = TYPES.filter((type) => columns.some((column) => column.type === type))
  return present.length === 0 ? 'integer' : choices.pick(present)
}

/** One row and one column: an aggregate without groups. */
function writeSingle({ types = [], outer = [], depth }: QueryRequest, context: WritingContext): WrittenQuery {
  const { choices } = context
  const relation = writeRelation(context, depth)
  const scope = { columns: relation.columns, outer }
  const where = choices.oneIn(4) ? '' : ` WHERE ${context.condition(scope, depth)}`
  const type = types[0] ?? 'integer'
  const operand = context.expression(type, { ...scope, outer: [] }, depth)
  const call =
    type === 'integer' && choices.oneIn(2) ? 'COUNT(*)' : `${choices.pick(['MIN', 'MAX'])}(${operand})`
  const columns = [{ name: 'c0', type, wide: true, targets: [] }]
  return { sql: `SELECT ${call} AS c0 FROM ${relation.sql}${where}`, columns, rows: 1, ordered: true }
}

function writeWith(request: QueryRequest, context: WritingContext): WrittenQuery {
  const name = context.newName('w')
  const common = context.query({ depth: request.depth - 2 }, context)
  const table = { name, rows: common.rows, columns: common.columns }
  // Twice in the list, so that it is used, and now and then more than once.
  const within: WritingContext = { ...context, tables: [table, table, ...context.tables] }
  const { sql, ...rest } = writeQuery({ ...request, depth: request.depth - 1 }, within)
  const hint = context.choices.pick(['', '', 'MATERIALIZED ', 'NOT MATERIALIZED '])
  return { ...rest, sql: `WITH ${name} AS ${hint}(${common.sql}) ${sql}` }
}

const SET_OPERATIONS = ['UNION ALL', 'UNION', 'INTERSECT', 'EXCEPT', 'INTERSECT ALL', 'EXCEPT ALL'] as const

function writeSet(request: QueryRequest, context: WritingContext): WrittenBlock {
  const { choices } = context
  const left = writeBlock({ ...request, depth: request.depth - 1 }, context)
  const types = left.columns.map(({ type }) => type)
  const right = writeBlock({ ...request, types, depth: request.depth - 1 }, context)
  const operation = choices.pick(SET_OPERATIONS)
  return {
    sql: `${left.sql} ${operation} ${right.sql}`,
    columns: left.columns.map((column) => ({ ...column, wide: true })),
    rows: left.rows + right.rows,
  }
}

/** All columns are sorted by: what still ties is alike, and a LIMIT leaves nothing open. */
function writeOrder({ choices }: WritingContext, { sql, columns, rows }: WrittenBlock): WrittenQuery {
  if (!choices.oneIn(3)) return { sql, columns, rows, ordered: false }
  const rotation = choices.below(columns.length)
  const keys = columns.map((_, index) => {
    const ordinal = 1 + ((index + rotation) % columns.length)
    const direction = choices.pick(['', '', ' DESC', ' ASC'])
    return `${ordinal}${direction}${choices.pick(['', '', ' NULLS FIRST', ' NULLS LAST'])}`
  })
  const limit = choices.oneIn(2) ? ` LIMIT ${choices.pick([1, 3, 7, 0, 20])}` : ''
  const offset = limit !== '' && choices.oneIn(4) ? ` OFFSET ${choices.below(4)}` : ''
  return { sql: `${sql} ORDER BY ${keys.join(', ')}${limit}${offset}`, columns, rows, ordered: true }
}
