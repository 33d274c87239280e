import type { SqlType } from '@certsql/core'
import type { Expression } from '@certsql/sql'
import { call, cast, text } from './lowering.js'

/** A value as PostgreSQL writes it as text, where DuckDB writes `1.0` for 1 and `2 months` for `2 mons`. */
export function lowerToText(operand: Expression, type: SqlType): Expression {
  switch (type.kind) {
    case 'text':
    case 'id':
      return operand
    case 'double':
      return call('regexp_replace', cast(operand, 'varchar'), text('\\.0$'), text(''))
    case 'interval':
      return call('replace', cast(operand, 'varchar'), text(' month'), text(' mon'))
    default:
      return cast(operand, 'varchar')
  }
}
