import {
  type Expression,
  makeBoolean,
  makeCast,
  makeInterval,
  makeNull,
  makeNumber,
  makeText,
  makeTypedLiteral,
} from '@certsql/sql'
import type { Literal } from '../logical/bound-expression.js'
import { lowerType } from './lower-type.js'

/** A constant with its type, so that DuckDB reads it as the binder did. */
export function lowerLiteral({ type, value }: Literal): Expression {
  if (value === null) return type.kind === 'null' ? makeNull() : makeCast(makeNull(), lowerType(type))
  if (typeof value === 'boolean') return makeBoolean(value)
  switch (type.kind) {
    case 'integer':
    case 'bigint':
      return makeNumber(value)
    case 'decimal':
      return lowerDecimal(value, type.scale)
    case 'double':
      return makeCast(makeText(value), lowerType(type))
    case 'date':
      return makeTypedLiteral('DATE', value)
    case 'time':
      return makeTypedLiteral('TIME', value)
    case 'timestamp':
      return makeTypedLiteral('TIMESTAMP', value)
    case 'timestamptz':
      return makeTypedLiteral('TIMESTAMPTZ', value)
    case 'interval':
      return makeInterval(value)
    case 'json':
    case 'list':
      return makeCast(makeText(value), lowerType(type))
    case 'null':
    case 'boolean':
    case 'text':
    case 'id':
      return makeText(value)
  }
}

/** DuckDB takes digits with a point for a DECIMAL of just that scale; digits without one need to be told. */
function lowerDecimal(digits: string, scale: number): Expression {
  if (/^-?\d+\.\d+$/.test(digits)) return makeNumber(digits)
  return makeCast(makeText(digits), lowerType({ kind: 'decimal', precision: 38, scale }))
}
