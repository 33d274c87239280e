import type { SqlType, SqlValue } from '@certsql/core'
import type { DuckDBDataChunk, DuckDBDecimalType, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Vector } from '@duckdb/node-bindings'
import { dayText } from './day-text.js'
import type { ReaderContext } from './reader-context.js'
import { resultValue } from './result-value.js'

/** Reads one column of a chunk into rows, at the column's place in each. */
export type ColumnReader = (chunk: DuckDBDataChunk, column: number, rows: SqlValue[][]) => void

/**
 * The reader for a column that DuckDB gives as `type` and the plan declares as `declared`. Types that carry most of
 * what is read come straight from the vector's bytes; the rest go through the client's own objects.
 */
export function columnReader(type: DuckDBType, declared: SqlType, context: ReaderContext): ColumnReader {
  const { DuckDBTypeId } = context.duckdb.api
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return fixedWidthReader(context, 1, (bytes) => (index) => bytes[index] !== 0)
    case DuckDBTypeId.DATE:
      return dateReader(context)
    case DuckDBTypeId.DOUBLE:
      if (declared.kind === 'decimal') break
      return fixedWidthReader(context, 8, (bytes) => {
        const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
        return (index) => values[index] ?? null
      })
    case DuckDBTypeId.INTEGER:
      if (declared.kind === 'decimal') break
      return fixedWidthReader(context, 4, (bytes) => {
        const values = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
        return (index) => values[index] ?? null
      })
    case DuckDBTypeId.DECIMAL:
      if (context.decimals.asNumbers && isStoredInInt64(type as DuckDBDecimalType)) {
        return int64DecimalReader(type as DuckDBDecimalType, declared, context)
      }
      break
    case DuckDBTypeId.VARCHAR:
      if (declared.kind === 'json') break
      return textReader(context)
  }
  return generalReader(type, declared, context)
}

function isStoredInInt64({ width }: DuckDBDecimalType): boolean {
  return width > 9 && width <= 18
}

type ValueAt = (index: number) => SqlValue

/** Absent bits: no nulls. */
type IsValid = (index: number) => boolean

function validityOf(
  { duckdb: { bindings } }: ReaderContext,
  vector: Vector,
  count: number,
): IsValid | undefined {
  // The binding gives null where DuckDB has no bits, whatever its types say.
  const bits = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null
  if (bits === null) return undefined
  return (index) => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
}

function fixedWidthReader(
  context: ReaderContext,
  bytesPerValue: number,
  open: (bytes: Uint8Array) => ValueAt,
): ColumnReader {
  const { bindings } = context.duckdb
  return (chunk, column, rows) => {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, column)
    const isValid = validityOf(context, vector, rows.length)
    const valueAt = open(bindings.vector_get_data(vector, rows.length * bytesPerValue))
    for (const [index, row] of rows.entries()) {
      row[column] = isValid === undefined || isValid(index) ? valueAt(index) : null
    }
  }
}

/** Days come again and again, so their texts are kept. */
function dateReader(context: ReaderContext): ColumnReader {
  const texts = new Map<number, string>()
  const textOf = (day: number): string => {
    const known = texts.get(day)
    if (known !== undefined) return known
    const text = dayText(day)
    texts.set(day, text)
    return text
  }
  return fixedWidthReader(context, 4, (bytes) => {
    const values = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    return (index) => textOf(values[index] ?? 0)
  })
}

const TWO_TO_32 = 4_294_967_296
const FIFTEEN_DIGITS = 1e15

/** Up to 15 digits, the quotient is the double nearest to the decimal, and no BigInt need be made. */
function int64DecimalReader(
  type: DuckDBDecimalType,
  declared: SqlType,
  context: ReaderContext,
): ColumnReader {
  const divisor = 10 ** type.scale
  const declaredScale = declared.kind === 'decimal' ? declared.scale : type.scale
  return fixedWidthReader(context, 8, (bytes) => {
    const low = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    const high = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    const wholes = new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
    return (index) => {
      const scaled = (high[index * 2 + 1] ?? 0) * TWO_TO_32 + (low[index * 2] ?? 0)
      if (Math.abs(scaled) < FIFTEEN_DIGITS) return scaled / divisor
      return context.decimals.make({ digits: wholes[index] ?? 0n, scale: type.scale }, declaredScale)
    }
  })
}

/** DuckDB keeps texts of at most this many bytes beside their length, and of longer ones an address. */
const INLINE_BYTES = 12
const STRING_BYTES = 16

function textReader(context: ReaderContext): ColumnReader {
  const { bindings } = context.duckdb
  return fixedWidthReader(context, STRING_BYTES, (bytes) => {
    const buffer = bytes.buffer as ArrayBuffer
    const view = new DataView(buffer, bytes.byteOffset, bytes.byteLength)
    const inline = Buffer.from(buffer, bytes.byteOffset, bytes.byteLength)
    return (index) => {
      const start = index * STRING_BYTES
      const length = view.getUint32(start, true)
      if (length <= INLINE_BYTES) return inline.toString('utf8', start + 4, start + 4 + length)
      const text = bindings.get_data_from_pointer(buffer, bytes.byteOffset + start + 8, length)
      return Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8')
    }
  })
}

function generalReader(type: DuckDBType, declared: SqlType, context: ReaderContext): ColumnReader {
  return (chunk, column, rows) => {
    const vector = chunk.getColumnVector(column)
    for (const [index, row] of rows.entries()) {
      row[column] = resultValue(vector.getItem(index) as DuckDBValue, type, declared, context)
    }
  }
}
