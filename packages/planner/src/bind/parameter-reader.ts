import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  decimal,
  didYouMean,
  INTEGER,
  NULL,
  type SqlType,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { Parameter } from '@certsql/sql'
import { formatDecimal, parseDecimal } from '../constants/decimal-number.js'
import { MOST_DIGITS } from '../functions/common-type.js'
import type { Literal } from '../logical/bound-expression.js'
import type { ParameterValue, ParameterValues } from '../planner-options.js'
import { bindError } from './type-error.js'

/** The values that a statement's parameters stand for, and a note of which were used. */
export class ParameterReader {
  private readonly used = new Set<string | number>()

  constructor(
    private readonly values: ParameterValues,
    private readonly text: SqlType,
  ) {}

  /** The constants of a parameter: several for an array, which only lists of values may have. */
  readList(parameter: Parameter): readonly Literal[] {
    const value = this.valueOf(parameter)
    return Array.isArray(value)
      ? value.map((item: ParameterValue) => this.literal(item, parameter))
      : [this.literal(value, parameter)]
  }

  read(parameter: Parameter): Literal {
    return this.literal(this.valueOf(parameter), parameter)
  }

  isList(parameter: Parameter): boolean {
    return Array.isArray(this.valueOf(parameter))
  }

  /** Values without a parameter are a mistake: usually a `?` that was forgotten. */
  requireAllUsed(): void {
    const given: readonly (string | number)[] = isPositional(this.values)
      ? this.values.map((_, index) => index)
      : Object.keys(this.values)
    const unused = given.filter((key) => !this.used.has(key))
    const [first] = unused
    if (first === undefined) return
    if (typeof first === 'string')
      throw bindError({
        code: 'CERT-1005',
        message: `The statement has no parameter ":${first}".`,
        hint: didYouMean(
          first,
          [...this.used].filter((key) => typeof key === 'string'),
        ),
      })
    throw bindError({
      code: 'CERT-1005',
      message: `The statement has ${countOf(this.used.size, 'parameter')}, but ${countOf(given.length, 'value')} ${given.length === 1 ? 'was' : 'were'} given.`,
    })
  }

  private valueOf(parameter: Parameter): ParameterValue {
    const key = keyOf(parameter)
    this.used.add(key)
    const value = isPositional(this.values)
      ? typeof key === 'number'
        ? this.values[key]
        : undefined
      : Object.hasOwn(this.values, String(key))
        ? this.values[String(key)]
        : undefined
    if (value === undefined) throw this.missing(parameter)
    return value
  }

  private missing(parameter: Parameter) {
    if (parameter.name !== undefined)
      return bindError({
        code: 'CERT-1005',
        message: `There is no value for the parameter ":${parameter.name}".`,
        hint: isPositional(this.values)
          ? 'give the values as an object: { name: value }'
          : didYouMean(parameter.name, Object.keys(this.values)),
        span: parameter.span,
      })
    const given = isPositional(this.values) ? this.values.length : 0
    return bindError({
      code: 'CERT-1005',
      message: `There is no value for parameter ${parameter.index + 1}: ${countOf(given, 'value')} ${given === 1 ? 'was' : 'were'} given.`,
      hint: isPositional(this.values) ? undefined : 'give the values as an array, in order',
      span: parameter.span,
    })
  }

  private literal(value: ParameterValue, parameter: Parameter): Literal {
    const read = this.readScalar(value)
    if (read !== undefined) return { kind: 'Literal', ...read, span: parameter.span }
    throw bindError({
      code: 'CERT-1005',
      message: Array.isArray(value)
        ? 'An array can only stand in a list: IN (?) or = ANY (?).'
        : `A value of type ${typeof value} cannot be a parameter.`,
      hint: 'parameters are texts, numbers, bigints, booleans, dates and null',
      span: parameter.span,
    })
  }

  private readScalar(value: ParameterValue): Pick<Literal, 'type' | 'value'> | undefined {
    if (value === null) return { type: NULL, value: null }
    if (typeof value === 'string') return { type: this.text, value }
    if (typeof value === 'boolean') return { type: BOOLEAN, value }
    if (typeof value === 'number') return readNumber(value)
    if (typeof value === 'bigint') return readBigInt(value)
    if (value instanceof Date && !Number.isNaN(value.getTime()))
      return { type: TIMESTAMPTZ, value: value.toISOString() }
    return undefined
  }
}

function isPositional(values: ParameterValues): values is readonly ParameterValue[] {
  return Array.isArray(values)
}

function keyOf({ name, index }: Parameter): string | number {
  return name ?? index
}

function countOf(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`
}

/** Whole numbers are whole, short decimals are exact (`0.1` means one tenth), the rest is floating point. */
function readNumber(value: number): Pick<Literal, 'type' | 'value'> | undefined {
  if (!Number.isFinite(value)) return undefined
  if (Number.isSafeInteger(value)) return readBigInt(BigInt(value))
  const number = parseDecimal(String(value))
  if (number === undefined) return { type: DOUBLE, value: String(value) }
  const digits = formatDecimal(number)
  const precision = Math.max(digits.replace(/[-.]/g, '').replace(/^0+/, '').length, number.scale + 1)
  return precision <= MOST_DIGITS
    ? { type: decimal(precision, number.scale), value: digits }
    : { type: DOUBLE, value: String(value) }
}

function readBigInt(value: bigint): Pick<Literal, 'type' | 'value'> | undefined {
  const digits = value.toString()
  const fits = (bits: bigint) => value < 2n ** bits && value >= -(2n ** bits)
  if (fits(31n)) return { type: INTEGER, value: digits }
  if (fits(63n)) return { type: BIGINT, value: digits }
  const length = digits.replace('-', '').length
  return length <= MOST_DIGITS ? { type: decimal(length, 0), value: digits } : undefined
}
