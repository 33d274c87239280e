import { internalError, type SqlType } from '@certsql/core'
import type { DuckDBType } from '@duckdb/node-api'
import type { DuckDb } from './load-duckdb.js'

/** How a column of this type is declared in DuckDB. */
export function duckDbTypeName(type: SqlType): string {
  switch (type.kind) {
    case 'null':
    case 'text':
    case 'id':
      return 'VARCHAR'
    case 'boolean':
      return 'BOOLEAN'
    case 'integer':
      return 'INTEGER'
    case 'bigint':
      return 'BIGINT'
    case 'double':
      return 'DOUBLE'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME'
    case 'timestamp':
      return 'TIMESTAMP'
    case 'timestamptz':
      return 'TIMESTAMPTZ'
    case 'json':
      return 'JSON'
    case 'interval':
    case 'list':
      throw internalError(`a column of type ${type.kind} can't come from the org.`)
  }
}

/** The same for chunks that are written; JSON is text there. */
export function duckDbType(type: SqlType, { api }: DuckDb): DuckDBType {
  switch (type.kind) {
    case 'null':
    case 'text':
    case 'id':
    case 'json':
      return api.VARCHAR
    case 'boolean':
      return api.BOOLEAN
    case 'integer':
      return api.INTEGER
    case 'bigint':
      return api.BIGINT
    case 'double':
      return api.DOUBLE
    case 'decimal':
      return api.DECIMAL(type.precision, type.scale)
    case 'date':
      return api.DATE
    case 'time':
      return api.TIME
    case 'timestamp':
      return api.TIMESTAMP
    case 'timestamptz':
      return api.TIMESTAMPTZ
    case 'interval':
    case 'list':
      throw internalError(`a column of type ${type.kind} can't come from the org.`)
  }
}
