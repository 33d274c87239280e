import {
  ExactNumber,
  internalError,
  type JsonRecord,
  type JsonRecordValue,
  type SqlType,
} from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import type { Vector } from '@duckdb/node-bindings'
import { parseClock, parseDay, parseInstant } from '../decode/calendar.js'
import { textOf } from '../decode/column-decoder.js'
import { digitsAtScale, parseDecimal, powerOfTen } from '../decode/exact-decimal.js'
import { jsonText } from '../decode/json-text.js'
import { misfit } from '../decode/misfit.js'
import { columnReader, type PathReader } from '../decode/read-path.js'
import type { DuckDb } from '../duckdb/load-duckdb.js'

/** Brings one column of some records into a vector of DuckDB, without a call per cell where its type allows. */
export interface ColumnWriter {
  /** Takes the values in; throws `NumberDoesNotFit` when the column must become wider first. */
  fill(records: readonly JsonRecord[], start: number, count: number): void
  /** Puts what was taken in into a vector. */
  flush(vector: Vector): void
}

/** A number that the type of its staged column can't hold to the last digit. */
export class NumberDoesNotFit extends Error {
  constructor() {
    super('A number does not fit the type of its column.')
    this.name = 'NumberDoesNotFit'
  }
}

type Bindings = DuckDb['bindings']

/** Puts one value, which is not null, at a position of the buffer. */
type PutValue = (position: number, value: Exclude<JsonRecordValue, null>) => void

export function columnWriter(column: ScanColumn, { bindings }: DuckDb): ColumnWriter {
  const capacity = bindings.vector_size()
  const read = columnReader(column)
  if (column.compound) return textWriter(bindings, capacity, read, jsonText)
  switch (column.type.kind) {
    case 'null':
    case 'text':
    case 'id':
      return textWriter(bindings, capacity, read, textOf)
    case 'json':
      return textWriter(bindings, capacity, read, jsonText)
    case 'boolean':
    case 'integer':
    case 'bigint':
    case 'double':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz': {
      const { buffer, bytesPerValue, put } = fixedWidth(column, capacity)
      return new FixedWidthWriter(
        bindings,
        new Validity(bindings, capacity),
        read,
        buffer,
        bytesPerValue,
        put,
      )
    }
    case 'interval':
    case 'list':
      throw internalError(`a column of type ${column.type.kind} can't come from the org.`)
  }
}

/** Values of a fixed size are gathered in a buffer, which is then copied as a whole. */
class FixedWidthWriter implements ColumnWriter {
  private count = 0

  constructor(
    private readonly bindings: Bindings,
    private readonly validity: Validity,
    private readonly read: PathReader,
    private readonly buffer: ArrayBuffer,
    private readonly bytesPerValue: number,
    private readonly put: PutValue,
  ) {}

  fill(records: readonly JsonRecord[], start: number, count: number): void {
    const { validity, read, put } = this
    this.count = count
    validity.clear()
    for (let position = 0; position < count; position++) {
      const record = records[start + position]
      const value = record === undefined ? null : read(record)
      if (value === null) validity.setNull(position)
      else put(position, value)
    }
  }

  flush(vector: Vector): void {
    this.bindings.copy_data_to_vector(vector, 0, this.buffer, 0, this.count * this.bytesPerValue)
    this.validity.flush(vector)
  }
}

/** Texts go one by one: DuckDB makes its own copy of each. */
function textWriter(
  bindings: Bindings,
  capacity: number,
  read: PathReader,
  toText: (value: Exclude<JsonRecordValue, null>) => string,
): ColumnWriter {
  const validity = new Validity(bindings, capacity)
  let texts: (string | null)[] = []
  return {
    fill(records, start, count) {
      texts = []
      validity.clear()
      for (let position = 0; position < count; position++) {
        const record = records[start + position]
        const value = record === undefined ? null : read(record)
        if (value === null) validity.setNull(position)
        texts.push(value === null ? null : toText(value))
      }
    },
    flush(vector) {
      for (let position = 0; position < texts.length; position++) {
        const text = texts[position] ?? null
        if (text !== null) assignText(bindings, vector, position, text)
      }
      validity.flush(vector)
    },
  }
}

function assignText(bindings: Bindings, vector: Vector, position: number, text: string): void {
  // The quick way takes a C string, which would end at the first NUL.
  if (text.includes('\0')) {
    bindings.vector_assign_string_element_len(vector, position, Buffer.from(text))
  } else bindings.vector_assign_string_element(vector, position, text)
}

/** One bit for each value, set where there is one. */
class Validity {
  private readonly bits: Uint8Array<ArrayBuffer>
  private hasNulls = false

  constructor(
    private readonly bindings: Bindings,
    capacity: number,
  ) {
    this.bits = new Uint8Array(new ArrayBuffer(capacity / 8)).fill(255)
  }

  clear(): void {
    if (this.hasNulls) this.bits.fill(255)
    this.hasNulls = false
  }

  setNull(position: number): void {
    this.hasNulls = true
    const byte = position >> 3
    this.bits[byte] = (this.bits[byte] ?? 0) & ~(1 << (position & 7))
  }

  flush(vector: Vector): void {
    if (!this.hasNulls) return
    this.bindings.vector_ensure_validity_writable(vector)
    this.bindings.copy_data_to_vector_validity(vector, 0, this.bits.buffer, 0, this.bits.byteLength)
  }
}

interface FixedWidth {
  readonly buffer: ArrayBuffer
  readonly bytesPerValue: number
  readonly put: PutValue
}

function fixedWidth(column: ScanColumn, capacity: number): FixedWidth {
  const { name, type } = column
  switch (type.kind) {
    case 'boolean':
      return booleans(name, type, capacity)
    case 'integer':
      return scaledIntegers(name, type, capacity, 4, 0, MOST_INT32)
    case 'bigint':
      return scaledIntegers(name, type, capacity, 8, 0, MOST_INT64)
    case 'double':
      return doubles(name, type, capacity)
    case 'decimal': {
      const most = powerOfTen(type.precision) - 1n
      return scaledIntegers(name, type, capacity, decimalBytes(type.precision), type.scale, most)
    }
    case 'date':
      return days(name, type, capacity)
    case 'time':
      return micros(name, type, capacity, parseClock)
    default:
      return micros(name, type, capacity, parseInstant)
  }
}

const MOST_INT32 = 2n ** 31n - 1n
const MOST_INT64 = 2n ** 63n - 1n

/** How many bytes DuckDB gives a DECIMAL: https://duckdb.org/docs/stable/sql/data_types/numeric */
function decimalBytes(precision: number): 2 | 4 | 8 | 16 {
  if (precision <= 4) return 2
  if (precision <= 9) return 4
  return precision <= 18 ? 8 : 16
}

function booleans(name: string, type: SqlType, capacity: number): FixedWidth {
  const values = new Uint8Array(new ArrayBuffer(capacity))
  return {
    buffer: values.buffer,
    bytesPerValue: 1,
    put(position, value) {
      if (typeof value !== 'boolean') throw misfit(name, type, value)
      values[position] = value ? 1 : 0
    },
  }
}

function doubles(name: string, type: SqlType, capacity: number): FixedWidth {
  const values = new Float64Array(new ArrayBuffer(capacity * 8))
  return {
    buffer: values.buffer,
    bytesPerValue: 8,
    put(position, value) {
      if (typeof value === 'number') values[position] = value
      else if (value instanceof ExactNumber) values[position] = Number(value.lexeme)
      else throw misfit(name, type, value)
    },
  }
}

function days(name: string, type: SqlType, capacity: number): FixedWidth {
  const values = new Int32Array(new ArrayBuffer(capacity * 4))
  return {
    buffer: values.buffer,
    bytesPerValue: 4,
    put(position, value) {
      const day = typeof value === 'string' ? parseDay(value) : undefined
      if (day === undefined) throw misfit(name, type, value)
      values[position] = day
    },
  }
}

function micros(
  name: string,
  type: SqlType,
  capacity: number,
  parse: (text: string) => number | undefined,
): FixedWidth {
  const writer = new Int64Buffer(capacity)
  return {
    buffer: writer.buffer,
    bytesPerValue: 8,
    put(position, value) {
      const milliseconds = typeof value === 'string' ? parse(value) : undefined
      if (milliseconds === undefined) throw misfit(name, type, value)
      const inMicros = milliseconds * 1000
      if (Number.isSafeInteger(inMicros)) writer.setNumber(position, inMicros)
      else writer.setBigInt(position, BigInt(milliseconds) * 1000n)
    },
  }
}

/** Below this, a decimal of at most 15 digits and its double stand for each other without doubt. */
const FIFTEEN_DIGITS = 1e15

/** Integers, and decimals as integers: 12.50 at scale 2 is 1250. */
function scaledIntegers(
  name: string,
  type: SqlType,
  capacity: number,
  bytesPerValue: 2 | 4 | 8 | 16,
  scale: number,
  most: bigint,
): FixedWidth {
  const factor = 10 ** scale
  const quickMost = Math.min(FIFTEEN_DIGITS, Number(most))
  const target = integerBuffer(bytesPerValue, capacity)
  return {
    buffer: target.buffer,
    bytesPerValue,
    put(position, value) {
      if (typeof value === 'number') {
        const scaled = Math.round(value * factor)
        if (scaled / factor === value && Math.abs(scaled) < quickMost) {
          target.setNumber(position, scaled)
          return
        }
      } else if (!(value instanceof ExactNumber)) throw misfit(name, type, value)
      const exact = parseDecimal(String(value))
      if (exact === undefined) throw misfit(name, type, value)
      const scaled = digitsAtScale(exact, scale)
      if (scaled === undefined || scaled > most || scaled < -most) throw new NumberDoesNotFit()
      target.setBigInt(position, scaled)
    },
  }
}

interface IntegerBuffer {
  readonly buffer: ArrayBuffer
  setNumber(position: number, value: number): void
  setBigInt(position: number, value: bigint): void
}

function integerBuffer(bytesPerValue: 2 | 4 | 8 | 16, capacity: number): IntegerBuffer {
  switch (bytesPerValue) {
    case 2:
      return new SmallIntegerBuffer(new Int16Array(new ArrayBuffer(capacity * 2)))
    case 4:
      return new SmallIntegerBuffer(new Int32Array(new ArrayBuffer(capacity * 4)))
    case 8:
      return new Int64Buffer(capacity)
    case 16:
      return new Int128Buffer(capacity)
  }
}

class SmallIntegerBuffer implements IntegerBuffer {
  readonly buffer: ArrayBuffer

  constructor(private readonly values: Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer>) {
    this.buffer = values.buffer
  }

  setNumber(position: number, value: number): void {
    this.values[position] = value
  }

  setBigInt(position: number, value: bigint): void {
    this.values[position] = Number(value)
  }
}

const TWO_TO_32 = 4_294_967_296

/** Writes numbers as two halves, since making a BigInt of each costs more than all the rest. */
class Int64Buffer implements IntegerBuffer {
  readonly buffer: ArrayBuffer
  private readonly halves: Int32Array
  private readonly wholes: BigInt64Array

  constructor(capacity: number) {
    this.buffer = new ArrayBuffer(capacity * 8)
    this.halves = new Int32Array(this.buffer)
    this.wholes = new BigInt64Array(this.buffer)
  }

  setNumber(position: number, value: number): void {
    const high = Math.floor(value / TWO_TO_32)
    this.halves[position * 2] = value - high * TWO_TO_32
    this.halves[position * 2 + 1] = high
  }

  setBigInt(position: number, value: bigint): void {
    this.wholes[position] = value
  }
}

class Int128Buffer implements IntegerBuffer {
  readonly buffer: ArrayBuffer
  private readonly wholes: BigInt64Array

  constructor(capacity: number) {
    this.buffer = new ArrayBuffer(capacity * 16)
    this.wholes = new BigInt64Array(this.buffer)
  }

  setNumber(position: number, value: number): void {
    this.setBigInt(position, BigInt(value))
  }

  setBigInt(position: number, value: bigint): void {
    this.wholes[position * 2] = BigInt.asIntN(64, value)
    this.wholes[position * 2 + 1] = value >> 64n
  }
}
