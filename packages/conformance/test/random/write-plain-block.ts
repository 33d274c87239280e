import type { ValueType } from './vocabulary.js'
import { columnsOf } from './write-expression.js'
import type { WrittenRelation } from './write-relation.js'
import type { OutputColumn, Scope, VisibleColumn, WritingContext } from './writing-context.js'

/** What a block of SELECT is made of, beside its items. */
export interface BlockParts {
  readonly relation: WrittenRelation
  /** ` WHERE …`, or nothing. */
  readonly where: string
  readonly types: readonly ValueType[]
  readonly outer: readonly VisibleColumn[]
  readonly depth: number
}

/** SELECT without groups: expressions and windows, all rows or the distinct ones. */
export function writePlainBlock(context: WritingContext, parts: BlockParts) {
  const { choices } = context
  const { relation, where, types, outer, depth } = parts
  const scope: Scope = { columns: relation.columns, outer }
  const items = types.map((type, index) => {
    const sql =
      choices.oneIn(8) && WINDOWED.has(type)
        ? writeWindow(context, type, relation)
        : context.expression(type, scope, depth)
    return { sql, column: describeItem(scope, sql, type, index) }
  })
  const distinct = choices.oneIn(8) ? 'DISTINCT ' : ''
  const list = items.map(({ sql, column }) => `${sql} AS ${column.name}`).join(', ')
  const qualify = distinct === '' && choices.oneIn(20) ? ` QUALIFY ${writeRank(context, relation)} <= 2` : ''
  return {
    sql: `SELECT ${distinct}${list} FROM ${relation.sql}${where}${qualify}`,
    columns: items.map(({ column }) => column),
    rows: relation.rows,
  }
}

/** A bare column stays what it was; of all else little is known. */
export function describeItem(scope: Scope, sql: string, type: ValueType, index: number): OutputColumn {
  const column = scope.columns.find((one) => one.sql === sql)
  return { name: `c${index}`, type, wide: column?.wide ?? true, targets: column?.targets ?? [] }
}

const WINDOWED: ReadonlySet<ValueType> = new Set<ValueType>(['number', 'integer', 'text', 'date'])

/** Functions whose value depends on the order of ties need a key to sort by. */
function writeWindow(context: WritingContext, type: ValueType, relation: WrittenRelation): string {
  const { choices } = context
  const scope: Scope = { columns: relation.columns, outer: [] }
  const partition = writePartition(context, relation)
  const operands = columnsOf(scope, type)
  const order = writeSortKey(context, relation)
  const total = relation.key && [order, ...relation.key].join(', ')
  const options: string[] = []
  if (type === 'integer') {
    options.push(writeRank(context, relation), `COUNT(*) OVER (${partition})`)
    options.push(`COUNT(*) OVER (${partition} ORDER BY ${order})`, `DENSE_RANK() OVER (ORDER BY ${order})`)
    if (total !== undefined) options.push(`ROW_NUMBER() OVER (${partition} ORDER BY ${total})`)
  }
  const operand = operands.length === 0 ? undefined : choices.pick(operands).sql
  if (operand !== undefined) {
    options.push(
      `MAX(${operand}) OVER (${partition})`,
      `MIN(${operand}) OVER (${partition} ORDER BY ${order})`,
    )
    if (type === 'number') options.push(`SUM(${operand}) OVER (${partition} ORDER BY ${order})`)
    if (total !== undefined) {
      options.push(`LAG(${operand}) OVER (${partition} ORDER BY ${total})`)
      options.push(`FIRST_VALUE(${operand}) OVER (${partition} ORDER BY ${total})`)
      options.push(
        `MAX(${operand}) OVER (${partition} ORDER BY ${total} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`,
      )
    }
  }
  return options.length === 0 ? context.expression(type, scope, 0) : choices.pick(options)
}

function writeRank(context: WritingContext, relation: WrittenRelation): string {
  return `RANK() OVER (${writePartition(context, relation)} ORDER BY ${writeSortKey(context, relation)})`
}

function writePartition({ choices }: WritingContext, { columns }: WrittenRelation): string {
  return choices.oneIn(2) ? '' : `PARTITION BY ${choices.pick(columns).sql}`
}

function writeSortKey({ choices }: WritingContext, { columns }: WrittenRelation): string {
  return `${choices.pick(columns).sql}${choices.pick(['', ' DESC', ' NULLS FIRST', ' DESC NULLS LAST'])}`
}
