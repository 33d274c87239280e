import {
  ExactNumber,
  type JsonRecord,
  type JsonRecordValue,
  type SqlType,
  type SqlValue,
} from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import { formatClock, parseClock, parseInstant } from './calendar.js'
import type { DecimalOutput } from './decimal-output.js'
import { parseDecimal } from './exact-decimal.js'
import { jsonText, jsonValue } from './json-text.js'
import { misfit } from './misfit.js'
import { columnReader } from './read-path.js'

/** The value of one column, out of a record of the org. */
export type ColumnDecoder = (record: JsonRecord) => SqlValue

/** The value of SQL for one of the org. */
export type ValueDecoder = (value: Exclude<JsonRecordValue, null>) => SqlValue

/** Decides once per column what is to be done with each of its cells. */
export function columnDecoder(column: ScanColumn, decimals: DecimalOutput): ColumnDecoder {
  const read = columnReader(column)
  const decode = column.compound ? jsonValue : valueDecoder(column.name, column.type, decimals)
  return (record) => {
    const value = read(record)
    return value === null ? null : decode(value)
  }
}

export function valueDecoder(name: string, type: SqlType, decimals: DecimalOutput): ValueDecoder {
  switch (type.kind) {
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : refuse(name, type, value))
    case 'integer':
    case 'bigint':
      return (value) => decodeInteger(name, type, value)
    case 'double':
      return (value) => decodeDouble(name, type, value)
    case 'decimal':
      return decimalDecoder(name, type, decimals)
    case 'text':
    case 'id':
      return (value) => (typeof value === 'string' ? value : textOf(value))
    case 'null':
    case 'date':
    case 'timestamp':
    case 'interval':
      return (value) => (typeof value === 'string' ? value : refuse(name, type, value))
    case 'time':
      return (value) => decodeTime(name, type, value)
    case 'timestamptz':
      return (value) => decodeInstant(name, type, value)
    case 'json':
    case 'list':
      return jsonValue
  }
}

/** A text column of type `anyType` may hold a number or a boolean. */
export function textOf(value: Exclude<JsonRecordValue, null>): string {
  return typeof value === 'string' ? value : jsonText(value)
}

function decodeInteger(name: string, type: SqlType, value: JsonRecordValue): SqlValue {
  if (typeof value === 'number') return value
  if (!(value instanceof ExactNumber)) return refuse(name, type, value)
  const exact = parseDecimal(value.lexeme)
  if (exact === undefined || exact.scale > 0) return Number(value.lexeme)
  const asNumber = Number(exact.digits)
  return Number.isSafeInteger(asNumber) ? asNumber : exact.digits
}

function decodeDouble(name: string, type: SqlType, value: JsonRecordValue): SqlValue {
  if (typeof value === 'number') return value
  return value instanceof ExactNumber ? Number(value.lexeme) : refuse(name, type, value)
}

function decimalDecoder(
  name: string,
  type: Extract<SqlType, { kind: 'decimal' }>,
  decimals: DecimalOutput,
): ValueDecoder {
  return (value) => {
    // A plain number has at most 15 digits: longer ones arrive as ExactNumber.
    if (typeof value === 'number') {
      if (decimals.asNumbers) return value
    } else if (!(value instanceof ExactNumber)) return refuse(name, type, value)
    const exact = parseDecimal(String(value))
    return exact === undefined ? refuse(name, type, value) : decimals.make(exact, type.scale)
  }
}

function decodeTime(name: string, type: SqlType, value: JsonRecordValue): SqlValue {
  const milliseconds = typeof value === 'string' ? parseClock(value) : undefined
  return milliseconds === undefined ? refuse(name, type, value) : formatClock(BigInt(milliseconds) * 1000n)
}

function decodeInstant(name: string, type: SqlType, value: JsonRecordValue): SqlValue {
  const milliseconds = typeof value === 'string' ? parseInstant(value) : undefined
  return milliseconds === undefined ? refuse(name, type, value) : new Date(milliseconds)
}

function refuse(name: string, type: SqlType, value: JsonRecordValue): never {
  throw misfit(name, type, value)
}
