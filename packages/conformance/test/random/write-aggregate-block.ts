import type { ValueType } from './vocabulary.js'
import { columnsOf, SQL_TYPES, writeGroupingExpression } from './write-expression.js'
import { type BlockParts, describeItem } from './write-plain-block.js'
import type { OutputColumn, Scope, VisibleColumn, WritingContext } from './writing-context.js'

/** SELECT with aggregates: over groups, over subtotals, or over all rows. */
export function writeAggregateBlock(context: WritingContext, parts: BlockParts) {
  const { choices } = context
  const { relation, where, types, outer } = parts
  const scope: Scope = { columns: relation.columns, outer: [] }
  const isKey = types.map(() => choices.below(2) === 0)
  const items = types.map((type, index) => {
    const asKey = isKey[index] === true || !AGGREGATED.has(type)
    const sql = asKey ? writeKey(context, type, scope) : writeAggregate(context, type, scope)
    return { sql, asKey, column: describeAggregate(scope, sql, type, index, asKey) }
  })
  const keys = [...new Set(items.filter(({ asKey }) => asKey).map(({ sql }) => sql))]
  const having = choices.oneIn(4) ? ` HAVING ${writeHaving(context, scope, keys, outer)}` : ''
  const list = items.map(({ sql, column }) => `${sql} AS ${column.name}`).join(', ')
  return {
    sql: `SELECT ${list} FROM ${relation.sql}${where}${writeGroupBy(context, keys, outer.length > 0)}${having}`,
    columns: items.map(({ column }) => column),
    rows: keys.length === 0 ? 1 : relation.rows,
  }
}

function describeAggregate(
  scope: Scope,
  sql: string,
  type: ValueType,
  index: number,
  asKey: boolean,
): OutputColumn {
  return asKey ? describeItem(scope, sql, type, index) : { name: `c${index}`, type, wide: true, targets: [] }
}

const AGGREGATED: ReadonlySet<ValueType> = new Set<ValueType>([
  'number',
  'integer',
  'text',
  'date',
  'moment',
  'boolean',
])

function writeKey(context: WritingContext, type: ValueType, scope: Scope): string {
  // The org does not group by moments, but by what is read of them.
  if (context.choices.oneIn(type === 'moment' ? 2 : 4)) return writeGroupingExpression(context, type, scope)
  const columns = columnsOf(scope, type).filter((column) => column.type === type)
  // Constants as keys have tests of their own.
  if (columns.length === 0) return `CAST(NULL AS ${SQL_TYPES[type]})`
  return context.choices.pick(columns).sql
}

function writeAggregate(context: WritingContext, type: ValueType, scope: Scope): string {
  const { choices } = context
  const filter = choices.oneIn(5) ? ` FILTER (WHERE ${context.condition(scope, 0)})` : ''
  return `${writeCall(context, type, scope)}${filter}`
}

/** CASE with several conditions, some of which say the same of a row. */
function writeCase(context: WritingContext, scope: Scope, values: readonly string[]): string {
  const { choices } = context
  const branches = Array.from(
    { length: 2 + choices.below(2) },
    () => `WHEN ${context.condition(scope, 0)} THEN ${choices.pick(values)}`,
  )
  const otherwise = choices.pick(['', ' ELSE 0', ` ELSE ${choices.pick(values)}`])
  return `CASE ${branches.join(' ')}${otherwise} END`
}

function writeCall(context: WritingContext, type: ValueType, scope: Scope): string {
  const { choices } = context
  const operand = (): string => context.expression(type, scope, 1)
  switch (type) {
    case 'integer': {
      const any = choices.pick(scope.columns).sql
      return choices.pick([
        'COUNT(*)',
        `COUNT(${any})`,
        `COUNT(DISTINCT ${any})`,
        `MIN(${operand()})`,
        `SUM(CASE WHEN ${context.condition(scope, 0)} THEN 1 ELSE 0 END)`,
        `COUNT(CASE WHEN ${context.condition(scope, 0)} THEN ${any} END)`,
        `SUM(CASE WHEN ${context.condition(scope, 0)} THEN 1 END)`,
        `${choices.pick(['SUM', 'COUNT', 'MIN', 'MAX'])}(${writeCase(context, scope, ['1', '2', '1', '0', 'NULL', '-3'])})`,
        `MAX(${operand()})`,
      ])
    }
    case 'number': {
      const name = choices.pick(['SUM', 'MIN', 'MAX', 'AVG', 'SUM', 'DISTINCT'])
      if (name === 'DISTINCT') return `SUM(DISTINCT ${withCents(operand())})`
      if (choices.oneIn(6))
        return `${name}(${writeCase(context, scope, [withCents(operand()), withCents(operand()), '1', 'NULL'])})`
      const otherwise = name === 'SUM' && choices.oneIn(2) ? ' ELSE 0' : ''
      const value = choices.oneIn(5)
        ? `CASE WHEN ${context.condition(scope, 0)} THEN ${operand()}${otherwise} END`
        : withCents(operand())
      return `${name}(${value})`
    }
    case 'boolean':
      return `${choices.pick(['BOOL_OR', 'BOOL_AND'])}(${operand()})`
    case 'text': {
      const name = choices.pick(['MIN', 'MAX', 'MIN', 'STRING_AGG'])
      // Sorted by itself, what ties is alike.
      if (name === 'STRING_AGG') return writeTextList(operand(), context)
      return `${name}(${operand()})`
    }
    case 'date':
    case 'moment':
    case 'id':
    case 'code':
      return `${choices.pick(['MIN', 'MAX'])}(${operand()})`
  }
}

/** A union of `SUM(0.5)` and cents would have one place in plain DuckDB. */
function withCents(operand: string): string {
  return /[a-z]/i.test(operand) ? operand : `CAST(${operand} AS DECIMAL(20, 2))`
}

function writeTextList(operand: string, { choices }: WritingContext): string {
  // Each text once: of subqueries, no two are known to be the same.
  const distinct = !operand.includes('SELECT') && choices.oneIn(3) ? 'DISTINCT ' : ''
  return `STRING_AGG(${distinct}${operand}, ';' ORDER BY ${operand})`
}

/** Of an empty input, DuckDB forgets the grand total where the query is correlated. */
function writeGroupBy({ choices }: WritingContext, keys: readonly string[], correlated: boolean): string {
  if (keys.length === 0) return ''
  const list = keys.join(', ')
  const sets = correlated ? 0 : 1
  const form = choices.weighted({ plain: 8, rollup: sets, cube: sets, sets })
  switch (form) {
    case 'plain':
      return ` GROUP BY ${list}`
    case 'rollup':
      return ` GROUP BY ROLLUP (${list})`
    case 'cube':
      return ` GROUP BY CUBE (${list})`
    case 'sets':
      return ` GROUP BY GROUPING SETS ((${list}), (${keys[0]}), ())`
  }
}

function writeHaving(
  context: WritingContext,
  scope: Scope,
  keys: readonly string[],
  outer: readonly VisibleColumn[],
): string {
  const { choices } = context
  const grouped = scope.columns.filter(({ sql }) => keys.includes(sql))
  const options = [
    () => `COUNT(*) ${choices.pick(['>', '<', '=', '>='])} ${choices.below(4)}`,
    () => `MAX(${context.expression('number', scope, 0)}) > ${choices.pick(['0', '1', '50'])}`,
    () => `COUNT(DISTINCT ${choices.pick(scope.columns).sql}) > 1`,
    () => `NOT (MIN(${context.expression('date', scope, 0)}) < DATE '2025-01-01')`,
    () => context.condition({ columns: grouped, outer }, 0),
  ]
  return choices.pick(grouped.length === 0 ? options.slice(0, -1) : options)()
}
