import type { RandomTable } from './vocabulary.js'
import type { Scope, VisibleColumn, WritingContext } from './writing-context.js'

/** What FROM says, and what it gives. */
export interface WrittenRelation {
  readonly sql: string
  readonly columns: readonly VisibleColumn[]
  readonly rows: number
  /** Columns that tell the rows apart; absent where nothing does. */
  readonly key: readonly string[] | undefined
}

/** A cross join may have so many rows. */
const MOST_PAIRS = 2_000

export function writeRelation(context: WritingContext, depth: number): WrittenRelation {
  const { choices } = context
  let relation = writeItem(context, depth)
  const joins = depth <= 0 ? choices.below(2) : choices.pick([0, 0, 1, 1, 2, 3])
  for (let join = 0; join < joins; join += 1) relation = writeJoin(context, relation, depth)
  return relation
}

function writeItem(context: WritingContext, depth: number): WrittenRelation {
  const { choices, tables } = context
  if (depth > 0 && choices.oneIn(6)) return writeDerivedTable(context, depth)
  return aliasTable(context, choices.pick(tables))
}

export function aliasTable(context: WritingContext, table: RandomTable): WrittenRelation {
  const alias = context.newName('t')
  return {
    sql: `${table.name} ${alias}`,
    columns: table.columns.map(({ name, ...column }) => ({ ...column, sql: `${alias}.${name}` })),
    rows: table.rows,
    key: table.columns.some(({ name }) => name === 'Id') ? [`${alias}.Id`] : undefined,
  }
}

function writeDerivedTable(context: WritingContext, depth: number): WrittenRelation {
  const alias = context.newName('d')
  const { sql, columns, rows } = context.query({ depth: depth - 1 }, context)
  return {
    sql: `(${sql}) ${alias}`,
    columns: columns.map(({ name, ...column }) => ({ ...column, sql: `${alias}.${name}` })),
    rows,
    key: undefined,
  }
}

const KINDS = ['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'] as const

function writeJoin(context: WritingContext, left: WrittenRelation, depth: number): WrittenRelation {
  const { choices } = context
  const kind = choices.weighted({
    lookup: 5,
    child: 3,
    equal: 2,
    lateral: depth > 0 ? 1 : 0,
    any: 1,
    cross: 1,
    constants: 1,
  })
  switch (kind) {
    case 'lookup':
      return writeLookupJoin(context, left, depth)
    case 'child':
      return writeChildJoin(context, left, depth)
    case 'equal':
      return writeEqualJoin(context, left, depth)
    case 'lateral':
      return writeLateralJoin(context, left, depth)
    case 'constants':
      return writeConstantsJoin(context, left)
    case 'any':
    case 'cross':
      return writeCrossJoin(context, left, kind === 'cross')
  }
}

/** From a child to its parent. */
function writeLookupJoin(context: WritingContext, left: WrittenRelation, depth: number): WrittenRelation {
  const { choices, tables } = context
  const lookups = left.columns.filter(({ targets }) => tables.some(({ name }) => targets.includes(name)))
  if (lookups.length === 0) return writeChildJoin(context, left, depth)
  const lookup = choices.pick(lookups)
  const parents = tables.filter(({ name }) => lookup.targets.includes(name))
  const right = aliasTable(context, choices.pick(parents))
  const parentId = right.columns.find(({ sql }) => sql.endsWith('.Id'))?.sql ?? 'NULL'
  return joined(context, left, right, `${lookup.sql} = ${parentId}`, left.rows + right.rows)
}

/** From a parent to its children. */
function writeChildJoin(context: WritingContext, left: WrittenRelation, depth: number): WrittenRelation {
  const { choices, tables } = context
  const children = tables.filter(({ columns }) => columns.some(({ targets }) => targets.length > 0))
  const ids = left.columns.filter(({ type }) => type === 'id')
  if (children.length === 0 || ids.length === 0) return writeEqualJoin(context, left, depth)
  const right = aliasTable(context, choices.pick(children))
  const lookup = choices.pick(right.columns.filter(({ targets }) => targets.length > 0))
  const condition = `${choices.pick(ids).sql} = ${lookup.sql}`
  return joined(context, left, right, condition, 2 * (left.rows + right.rows))
}

function writeEqualJoin(context: WritingContext, left: WrittenRelation, depth: number): WrittenRelation {
  const right = writeItem(context, depth)
  const pairs = left.columns.flatMap((one) =>
    right.columns
      .filter(({ type }) => type === one.type && type !== 'boolean')
      .map((other) => [one, other] as const),
  )
  if (pairs.length === 0 || left.rows * right.rows > 4 * MOST_PAIRS) return left
  const moments = pairs.filter(([{ type }]) => type === 'moment')
  const isOfMoments = moments.length > 0 && context.choices.oneIn(4)
  const [one, other] = context.choices.pick(isOfMoments ? moments : pairs)
  return joined(context, left, right, `${one.sql} = ${other.sql}`, (left.rows * right.rows) / 2)
}

function writeCrossJoin(context: WritingContext, left: WrittenRelation, isCross: boolean): WrittenRelation {
  const right = writeItem(context, 0)
  const rows = left.rows * right.rows
  if (rows > MOST_PAIRS) return left
  const columns = [...left.columns, ...right.columns]
  const key = left.key && right.key && [...left.key, ...right.key]
  if (isCross) return { sql: `${left.sql} CROSS JOIN ${right.sql}`, columns, rows, key }
  return joined(context, left, right, context.condition({ columns, outer: [] }, 0), rows)
}

/** A row of constants, or none, beside the others: the parameters of a report. */
function writeConstantsJoin(context: WritingContext, left: WrittenRelation): WrittenRelation {
  const { choices, vocabulary } = context
  const alias = context.newName('p')
  const types = (['date', 'integer', 'moment'] as const).filter(
    (type) => vocabulary.literals[type].length > 0,
  )
  const values = types.map((type, index) => `${choices.pick(vocabulary.literals[type])} AS k${index}`)
  const where = choices.oneIn(6) ? ' WHERE 1 = 2' : ''
  const right: WrittenRelation = {
    sql: `(SELECT ${values.join(', ')}${where}) ${alias}`,
    columns: types.map((type, index) => ({ sql: `${alias}.k${index}`, type, wide: true, targets: [] })),
    rows: 1,
    key: [],
  }
  const conditions = right.columns.flatMap(({ sql, type }) =>
    left.columns
      .filter((column) => column.type === type)
      .slice(0, 1)
      .map((column) => `${column.sql} ${choices.pick(['>=', '<', '=', '<>'])} ${sql}`),
  )
  return joined(
    context,
    left,
    right,
    conditions.length === 0 ? '1 = 1' : choices.pick(conditions),
    left.rows + 1,
  )
}

function writeLateralJoin(context: WritingContext, left: WrittenRelation, depth: number): WrittenRelation {
  const alias = context.newName('l')
  const { sql, columns, rows } = context.query({ outer: left.columns, depth: depth - 1 }, context)
  if (left.rows * rows > MOST_PAIRS) return left
  const kind = context.choices.pick(['CROSS JOIN', 'LEFT JOIN'])
  return {
    sql: `${left.sql} ${kind} LATERAL (${sql}) ${alias}${kind === 'LEFT JOIN' ? ' ON TRUE' : ''}`,
    columns: [
      ...left.columns,
      ...columns.map(({ name, ...column }) => ({ ...column, sql: `${alias}.${name}` })),
    ],
    rows: left.rows * rows,
    key: undefined,
  }
}

/** Some joins have a further condition, not about the queries around: DuckDB has no outer joins with those. */
function joined(
  context: WritingContext,
  left: WrittenRelation,
  right: WrittenRelation,
  condition: string,
  rows: number,
): WrittenRelation {
  const { choices } = context
  const columns = [...left.columns, ...right.columns]
  const scope: Scope = { columns, outer: [] }
  const more = choices.oneIn(4) ? ` AND ${context.condition(scope, 0)}` : ''
  return {
    sql: `${left.sql} ${choices.pick(KINDS)} ${right.sql} ON ${condition}${more}`,
    columns,
    rows: Math.ceil(rows),
    key: left.key && right.key && [...left.key, ...right.key],
  }
}
