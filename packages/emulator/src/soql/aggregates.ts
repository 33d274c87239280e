import {
  addDecimals,
  type Decimal,
  decimalOf,
  formatDecimal,
  storedNumber,
  trimDecimal,
} from '../org/decimal-text.js'
import type { FieldValue } from '../org/record-sink.js'
import { comparisonKey, keyOrder } from './comparison.js'
import type { Evaluation } from './evaluation.js'
import type { Operand } from './operand.js'
import { sortKeyOf } from './order-rows.js'

export const AGGREGATE_FUNCTIONS: ReadonlySet<string> = new Set([
  'AVG',
  'COUNT',
  'COUNT_DISTINCT',
  'MAX',
  'MIN',
  'SUM',
])

type Value = Exclude<FieldValue, null>

/** Takes the values of one group one by one; nulls are never given to it. */
export interface Accumulator {
  add(value: Value): void
  result(): FieldValue
}

/** What makes the accumulator of each group for `name(operand)`. */
export function accumulatorMaker(name: string, operand: Operand, evaluation: Evaluation): () => Accumulator {
  const { variants } = evaluation
  switch (name) {
    case 'COUNT':
      return () => new Count()
    case 'COUNT_DISTINCT': {
      const keyOf = variants.countDistinctFoldsCase ? comparisonKey(operand) : (value: Value) => value
      return () => new CountDistinct(keyOf)
    }
    case 'MIN':
    case 'MAX': {
      const sign = name === 'MIN' ? -1 : 1
      const keyOf = sortKeyOf(operand)
      const order = keyOrder(operand, evaluation)
      return () => new Extreme(keyOf, (a, b) => sign * order(a, b))
    }
    default: {
      const scale = Math.min(operand.field.schema.scale ?? 6, 6)
      const isAverage = name === 'AVG'
      if (variants.sumArithmetic === 'double') return () => new DoubleSum(isAverage)
      return () => new ExactSum(isAverage, scale)
    }
  }
}

class Count implements Accumulator {
  #count = 0

  add(): void {
    this.#count++
  }

  result(): FieldValue {
    return this.#count
  }
}

class CountDistinct implements Accumulator {
  readonly #seen = new Set<Value>()

  constructor(readonly keyOf: (value: Value) => Value) {}

  add(value: Value): void {
    this.#seen.add(this.keyOf(value))
  }

  result(): FieldValue {
    return this.#seen.size
  }
}

class Extreme implements Accumulator {
  #value: FieldValue = null
  #key: Value = ''

  constructor(
    readonly keyOf: (value: Value) => Value,
    readonly order: (a: Value, b: Value) => number,
  ) {}

  add(value: Value): void {
    const key = this.keyOf(value)
    if (this.#value !== null && this.order(key, this.#key) <= 0) return
    this.#value = value
    this.#key = key
  }

  result(): FieldValue {
    return this.#value
  }
}

class DoubleSum implements Accumulator {
  #sum = 0
  #count = 0

  constructor(readonly isAverage: boolean) {}

  add(value: Value): void {
    this.#sum += Number(value)
    this.#count++
  }

  result(): FieldValue {
    if (this.#count === 0) return null
    return this.isAverage ? this.#sum / this.#count : this.#sum
  }
}

/** Sums of units below this stay exact in a number. */
const SAFE_UNITS = 2 ** 52

/** Adds to the last digit: in units of the field's scale as long as values are whole multiples of it. */
class ExactSum implements Accumulator {
  readonly #factor: number
  #units = 0
  #spilled = 0n
  #rest: Decimal = { units: 0n, scale: 0 }
  #count = 0

  constructor(
    readonly isAverage: boolean,
    readonly scale: number,
  ) {
    this.#factor = 10 ** scale
  }

  add(value: Value): void {
    this.#count++
    const units = typeof value === 'number' ? Math.round(value * this.#factor) : Number.NaN
    if (typeof value === 'number' && Math.abs(units) < SAFE_UNITS && units / this.#factor === value) {
      this.#units += units
      if (Math.abs(this.#units) < SAFE_UNITS) return
      this.#spilled += BigInt(this.#units)
      this.#units = 0
    } else {
      this.#rest = addDecimals(this.#rest, decimalOf(value as number | string))
    }
  }

  result(): FieldValue {
    if (this.#count === 0) return null
    const units = this.#spilled + BigInt(this.#units)
    const sum = formatDecimal(trimDecimal(addDecimals({ units, scale: this.scale }, this.#rest)))
    return this.isAverage ? Number(sum) / this.#count : storedNumber(sum)
  }
}
