import { internalError, type SqlType, type SqlValue } from '@certsql/core'
import type {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api'
import { formatClock, formatTimestamp } from '../decode/calendar.js'
import { parseDecimal } from '../decode/exact-decimal.js'
import { dayText } from './day-text.js'
import { intervalText } from './interval-text.js'
import type { ReaderContext } from './reader-context.js'

/** A value of the client's as a value of ours. */
export function resultValue(
  value: DuckDBValue,
  type: DuckDBType,
  declared: SqlType,
  context: ReaderContext,
): SqlValue {
  if (value === null) return null
  const { DuckDBTypeId } = context.duckdb.api
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return value as boolean
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return doubleValue(value as number, declared, context)
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return exactValue(BigInt(value as number | bigint), 0, declared, context)
    case DuckDBTypeId.DECIMAL: {
      const decimal = value as DuckDBDecimalValue
      return exactValue(decimal.value, decimal.scale, declared, context)
    }
    case DuckDBTypeId.VARCHAR:
      return declared.kind === 'json' ? (JSON.parse(value as string) as SqlValue) : (value as string)
    case DuckDBTypeId.DATE:
      return dayText((value as DuckDBDateValue).days)
    case DuckDBTypeId.TIME:
      return formatClock((value as DuckDBTimeValue).micros)
    case DuckDBTypeId.TIMESTAMP:
      return timestampText((value as DuckDBTimestampValue).micros)
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new Date(Number((value as DuckDBTimestampTZValue).micros / 1000n))
    case DuckDBTypeId.INTERVAL:
      return intervalText(value as DuckDBIntervalValue)
    case DuckDBTypeId.LIST: {
      const element = (type as DuckDBListType).valueType
      const declaredElement = declared.kind === 'list' ? declared.element : declared
      return (value as DuckDBListValue).items.map((item) =>
        resultValue(item, element, declaredElement, context),
      )
    }
    case DuckDBTypeId.UUID:
    case DuckDBTypeId.ENUM:
      return String(value)
    case DuckDBTypeId.SQLNULL:
      return null
  }
  throw internalError(`a column of the result has the type ${String(type)}.`)
}

function doubleValue(value: number, declared: SqlType, { decimals }: ReaderContext): SqlValue {
  if (declared.kind !== 'decimal' || decimals.asNumbers) return value
  const exact = parseDecimal(String(value))
  return exact === undefined ? value : decimals.make(exact, declared.scale)
}

/** An integer or decimal of DuckDB, which may be wider than what the plan declared. */
function exactValue(digits: bigint, scale: number, declared: SqlType, { decimals }: ReaderContext): SqlValue {
  if (declared.kind === 'decimal') return decimals.make({ digits, scale }, declared.scale)
  if (scale > 0) return decimals.make({ digits, scale }, scale)
  const number = Number(digits)
  return declared.kind === 'double' || Number.isSafeInteger(number) ? number : digits
}

const INFINITE_TIMESTAMP = 9_223_372_036_854_775_807n

function timestampText(micros: bigint): string {
  if (micros === INFINITE_TIMESTAMP) return 'infinity'
  if (micros === -INFINITE_TIMESTAMP) return '-infinity'
  return formatTimestamp(micros)
}
