import type { QueryResult, RowObject } from '@certsql/driver'
import type { CompiledStatement } from './knex-internals.js'

/** What `columnInfo()` tells of a column. */
export interface ColumnInfo {
  readonly type: string
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly defaultValue: string | null
}

const COLUMNS =
  'select column_name, data_type, character_maximum_length, is_nullable, column_default ' +
  'from information_schema.columns where table_name = ? order by ordinal_position'

/** All columns of a table by their names, or one of them. */
export function columnInfoStatement(table: string, column: string | undefined): CompiledStatement {
  return {
    sql: COLUMNS,
    bindings: [table],
    output({ rows }: QueryResult) {
      const columns = Object.fromEntries(rows.map((row) => [String(row.column_name), infoOf(row)]))
      return column === undefined ? columns : (columns[column] ?? columns)
    },
  }
}

function infoOf(row: RowObject): ColumnInfo {
  return {
    type: String(row.data_type),
    maxLength: typeof row.character_maximum_length === 'number' ? row.character_maximum_length : null,
    nullable: row.is_nullable === 'YES',
    defaultValue: row.column_default === null ? null : String(row.column_default),
  }
}
