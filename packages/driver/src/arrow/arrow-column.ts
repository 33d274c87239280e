import { CertSqlError, type SqlType, type SqlValue, valueText } from '@certsql/core'
import type { Data, DataType } from 'apache-arrow'

type Arrow = typeof import('apache-arrow')

/** The values of one column of a batch as a column of Arrow. */
export interface ColumnMaker {
  readonly type: DataType
  make(values: readonly SqlValue[]): Data
}

const MILLISECONDS_PER_DAY = 86_400_000

export function arrowColumn(arrow: Arrow, type: SqlType): ColumnMaker {
  switch (type.kind) {
    case 'null':
      return fixedWidth(arrow, new arrow.Bool(), bitsOf)
    case 'boolean':
      return fixedWidth(arrow, new arrow.Bool(), bitsOf)
    case 'integer':
      return fixedWidth(arrow, new arrow.Int32(), (values) => Int32Array.from(values, wholeNumber))
    case 'bigint':
      return fixedWidth(arrow, new arrow.Int64(), (values) => BigInt64Array.from(values, toBigInt))
    case 'double':
      return fixedWidth(arrow, new arrow.Float64(), (values) => Float64Array.from(values, Number))
    case 'decimal':
      return fixedWidth(arrow, new arrow.Decimal(type.scale, type.precision), (values) =>
        decimalWords(values, type.scale),
      )
    case 'date':
      return fixedWidth(arrow, new arrow.DateDay(), (values) => Int32Array.from(values, dayNumber))
    case 'timestamp':
      return fixedWidth(arrow, new arrow.TimestampMicrosecond(), (values) =>
        BigInt64Array.from(values, microseconds),
      )
    case 'timestamptz':
      return fixedWidth(arrow, new arrow.TimestampMillisecond('UTC'), (values) =>
        BigInt64Array.from(values, milliseconds),
      )
    case 'time':
      return fixedWidth(arrow, new arrow.TimeMicrosecond(), (values) =>
        BigInt64Array.from(values, microsecondsOfDay),
      )
    case 'text':
    case 'id':
    case 'interval':
    case 'json':
    case 'list':
      return texts(arrow, type)
  }
}

type PackedValues = Uint8Array | Int32Array | Uint32Array | BigInt64Array | Float64Array

/** Values of a width that all share; NULL is a place that the bitmap marks as empty. */
function fixedWidth(
  arrow: Arrow,
  type: DataType,
  pack: (values: readonly SqlValue[]) => PackedValues,
): ColumnMaker {
  return {
    type,
    make(values) {
      const { nullCount, nullBitmap } = validity(values)
      return new arrow.Data(type, 0, values.length, nullCount, {
        [arrow.BufferType.DATA]: pack(values),
        [arrow.BufferType.VALIDITY]: nullBitmap,
      })
    },
  }
}

function texts(arrow: Arrow, sqlType: SqlType): ColumnMaker {
  const type = new arrow.Utf8()
  return {
    type,
    make(values) {
      const { nullCount, nullBitmap } = validity(values)
      const pieces = values.map((value) => (value === null ? '' : valueText(value, sqlType)))
      const valueOffsets = new Int32Array(values.length + 1)
      let end = 0
      for (const [index, piece] of pieces.entries()) {
        end += Buffer.byteLength(piece)
        valueOffsets[index + 1] = end
      }
      const data = Buffer.from(pieces.join(''))
      return arrow.makeData({ type, length: values.length, nullCount, nullBitmap, valueOffsets, data })
    },
  }
}

/** A bit for each value that is not NULL. */
function validity(values: readonly SqlValue[]) {
  const nullBitmap = new Uint8Array(bitmapBytes(values.length))
  let nullCount = 0
  for (const [index, value] of values.entries()) {
    if (value === null) nullCount++
    else setBit(nullBitmap, index)
  }
  return { nullCount, nullBitmap }
}

function bitsOf(values: readonly SqlValue[]): Uint8Array {
  const bits = new Uint8Array(bitmapBytes(values.length))
  for (const [index, value] of values.entries()) if (value === true) setBit(bits, index)
  return bits
}

function bitmapBytes(length: number): number {
  return ((length + 63) >> 6) << 3
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
}

/** Two's complement of 128 bits, the low word of 32 first. */
function decimalWords(values: readonly SqlValue[], scale: number): Uint32Array {
  const words = new Uint32Array(values.length * 4)
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    let rest = BigInt.asUintN(128, scaledDigits(value, scale))
    for (let word = 0; word < 4; word++) {
      words[index * 4 + word] = Number(rest & 0xffff_ffffn)
      rest >>= 32n
    }
  }
  return words
}

/** `1234.5` of scale 2 is 123450. */
function scaledDigits(value: Exclude<SqlValue, null>, scale: number): bigint {
  const text = valueText(value, { kind: 'decimal', precision: MOST_DIGITS, scale })
  const [whole = '', fraction = ''] = text.split('.')
  const digits = whole + fraction.padEnd(scale, '0')
  if (fraction.length > scale || digits.length > MOST_DIGITS + 1 || !/^-?\d+$/.test(digits))
    throw noPlace(text)
  return BigInt(digits)
}

const MOST_DIGITS = 38

function wholeNumber(value: SqlValue): number {
  const number = Number(value)
  if (number !== (number | 0)) throw noPlace(String(value))
  return number
}

function toBigInt(value: SqlValue): bigint {
  const number = value === null ? 0n : BigInt(value as number | bigint | string)
  if (BigInt.asIntN(64, number) !== number) throw noPlace(String(value))
  return number
}

function dayNumber(value: SqlValue): number {
  return value === null ? 0 : parsedMoment(`${String(value)}T00:00:00Z`) / MILLISECONDS_PER_DAY
}

function milliseconds(value: SqlValue): bigint {
  if (value === null) return 0n
  return BigInt(value instanceof Date ? value.getTime() : parsedMoment(String(value)))
}

/** `2025-01-31 13:30:00.123456` */
function microseconds(value: SqlValue): bigint {
  if (value === null) return 0n
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?$/.exec(String(value).replace(' ', 'T')) ?? []
  return BigInt(parsedMoment(`${seconds}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

/** `13:30:00.123456` */
function microsecondsOfDay(value: SqlValue): bigint {
  return value === null ? 0n : microseconds(`1970-01-01 ${String(value)}`)
}

function parsedMoment(text: string): number {
  // Years of more than four digits have six and a sign: https://tc39.es/ecma262/#sec-expanded-years
  const moment = Date.parse(text.replace(/^\d{5,6}(?=-)/, (year) => `+${year.padStart(6, '0')}`))
  if (Number.isNaN(moment)) throw noPlace(text)
  return moment
}

function noPlace(text: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-3008',
    message: `The value ${text} does not fit the type that its column has in Arrow.`,
    hint: 'cast the column, to TEXT for example, or write Parquet or CSV',
  })
}
