import type { QueryResult, RowObject } from '@certsql/driver'
import type { QueryObject } from './knex-internals.js'

/** What a builder resolves to, in the shapes that users of Knex expect. */
export function readResponse(query: QueryObject, runner: unknown): unknown {
  const { response } = query
  if (response === undefined) return undefined
  if (query.output !== undefined) return query.output.call(runner, response)
  switch (query.method) {
    case 'first':
      return response.rows[0]
    case 'pluck':
      return pluck(response, query.pluck ?? '')
    case 'insert':
    case 'upsert':
      return query.returning === undefined ? response.rows.map(firstValue) : response.rows
    case 'update':
    case 'del':
    case 'truncate':
      return query.returning === undefined ? response.rowCount : response.rows
    case 'select':
      return response.rows
    default:
      return response
  }
}

/** The values of a column, by its name in any case, as SQL has it. */
function pluck({ columns, rows }: QueryResult, name: string): readonly unknown[] {
  const wanted = name.toLowerCase()
  const column = columns.find((one) => one.name.toLowerCase() === wanted) ?? columns[0]
  return rows.map((row) => (column === undefined ? undefined : row[column.name]))
}

function firstValue(row: RowObject): unknown {
  return Object.values(row)[0]
}
