import type { SqlType } from '@certsql/core'
import type { TypeName } from '@certsql/sql'
import { makeType } from '@certsql/sql'

/** The type as the SQL text names it; the printer spells it for DuckDB. */
export function lowerType(type: SqlType): TypeName {
  switch (type.kind) {
    case 'list': {
      const { name, arguments: sizes, arrayDimensions } = lowerType(type.element)
      return makeType(name, sizes, arrayDimensions + 1)
    }
    case 'decimal':
      return makeType('decimal', [type.precision, type.scale])
    default:
      return makeType(NAMES[type.kind])
  }
}

const NAMES = {
  null: 'varchar',
  boolean: 'boolean',
  integer: 'integer',
  bigint: 'bigint',
  double: 'double',
  text: 'varchar',
  id: 'varchar',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  interval: 'interval',
  json: 'json',
} as const satisfies Record<Exclude<SqlType['kind'], 'list' | 'decimal'>, string>
