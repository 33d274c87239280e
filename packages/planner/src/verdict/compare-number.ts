import type { ComparisonOperator } from '@certsql/sql'
import {
  compareDecimals,
  type DecimalNumber,
  formatDecimal,
  negateDecimal,
  parseDecimal,
  trimScale,
  withScale,
} from '../constants/decimal-number.js'
import type { Literal } from '../logical/bound-expression.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { allOf, compareField, isNotNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlOperator } from '../soql/soql-query.js'
import { exact, none, superset } from './combine-verdicts.js'
import { SAFE_DIGITS } from './field-ability.js'
import { notEqual } from './not-equal.js'
import type { ConditionVerdict } from './verdict.js'

/**
 * A number field against a constant. Three things could make the org decide otherwise:
 *
 *   more than 15 digits    1234567890123456.71 and .72 are one value, if the org compares doubles. So 15 digits are
 *                          asked for, below and above, and checked again
 *   decimals too many      Amount > 1.005 on two decimals: does the org round the constant? So it is asked for
 *                          Amount > 1.00, and checked again
 *   whole-number fields    take no decimals: NumberOfEmployees > 1.5 is NumberOfEmployees >= 2
 */
export function compareNumber(
  path: FieldPath,
  operator: ComparisonOperator,
  literal: Literal,
  reason: string,
): ConditionVerdict {
  const parsed = typeof literal.value === 'string' ? parseDecimal(literal.value) : undefined
  if (parsed === undefined) return none('SOQL cannot write this number')
  const number = trimScale(parsed)
  const { type, fieldType } = path.column
  const isWhole = fieldType === 'int' || fieldType === 'long'
  const scale = isWhole ? 0 : type.kind === 'decimal' ? type.scale : number.scale
  const [floor, ceiling] = roundedTo(number, scale)
  if (fieldType === 'int' && !fitsInteger(floor)) return outOfIntegerRange(path, operator, number)
  if (digitCount(floor, scale) > SAFE_DIGITS || digitCount(ceiling, scale) > SAFE_DIGITS)
    return superset(aroundManyDigits(path, operator, number), MANY_DIGITS)
  if (floor.digits === ceiling.digits) return exact(compareTo(path, operator, number), reason)
  return isWhole
    ? exact(betweenWholeNumbers(path, operator, floor, ceiling), reason)
    : superset(aroundNumber(path, operator, floor, ceiling), MORE_DECIMALS)
}

const MORE_DECIMALS = 'the constant has more decimals than the field; checked again here'

function compareTo(path: FieldPath, operator: ComparisonOperator, number: DecimalNumber): SoqlCondition {
  if (operator === '<>') return notEqual(path, numberValue(number))
  return compareField(path, operator, numberValue(number))
}

/** The nearest numbers of this scale, below and above; the same twice when the number has that scale. */
function roundedTo(number: DecimalNumber, scale: number): readonly [DecimalNumber, DecimalNumber] {
  if (number.scale <= scale) {
    const scaled = withScale(number, scale)
    return [scaled, scaled]
  }
  const unit = 10n ** BigInt(number.scale - scale)
  const quotient = number.digits / unit
  const floor = number.digits < 0n ? quotient - 1n : quotient
  return [
    { digits: floor, scale },
    { digits: floor + 1n, scale },
  ]
}

function betweenWholeNumbers(
  path: FieldPath,
  operator: ComparisonOperator,
  floor: DecimalNumber,
  ceiling: DecimalNumber,
): SoqlCondition {
  switch (operator) {
    case '=':
      return NEVER
    case '<>':
      return isNotNull(path)
    case '<':
    case '<=':
      return compareField(path, '<=', numberValue(floor))
    case '>':
    case '>=':
      return compareField(path, '>=', numberValue(ceiling))
  }
}

/** Everything that the condition may let in, whatever the org does with the surplus decimals. */
function aroundNumber(
  path: FieldPath,
  operator: ComparisonOperator,
  floor: DecimalNumber,
  ceiling: DecimalNumber,
): SoqlCondition {
  const bound = (side: SoqlOperator, number: DecimalNumber) => compareField(path, side, numberValue(number))
  switch (operator) {
    case '=':
      return allOf([bound('>=', floor), bound('<=', ceiling)])
    case '<>':
      return isNotNull(path)
    case '<':
    case '<=':
      return bound('<=', ceiling)
    case '>':
    case '>=':
      return bound('>=', floor)
  }
}

const MANY_DIGITS =
  'whether the org tells numbers with more than 15 digits apart is not known; checked again here'

/** Between numbers that have few enough digits, whichever of them the org rounds. */
function aroundManyDigits(
  path: FieldPath,
  operator: ComparisonOperator,
  number: DecimalNumber,
): SoqlCondition {
  const below = fewDigitsBelow(number)
  const above = fewDigitsBelow(negateDecimal(number))
  const atLeast = below === undefined ? isNotNull(path) : compareField(path, '>=', numberValue(below))
  const atMost =
    above === undefined ? isNotNull(path) : compareField(path, '<=', numberValue(negateDecimal(above)))
  switch (operator) {
    case '=':
      return allOf([atLeast, atMost])
    case '<>':
      return isNotNull(path)
    case '<':
    case '<=':
      return atMost
    case '>':
    case '>=':
      return atLeast
  }
}

/** The longest numbers of the org have 18 digits. */
const LARGEST: DecimalNumber = { digits: 10n ** 18n - 10n ** 3n, scale: 0 }

/** A number that is not above, with up to 15 digits and zeros; undefined where there is none that the org could have. */
function fewDigitsBelow(number: DecimalNumber): DecimalNumber | undefined {
  if (compareDecimals(number, LARGEST) > 0) return LARGEST
  if (compareDecimals(number, negateDecimal(LARGEST)) < 0) return undefined
  const { digits, scale } = number
  const unit = 10n ** BigInt(Math.max(0, digitCount(number, scale) - SAFE_DIGITS))
  const floor = digits / unit - (digits < 0n && digits % unit !== 0n ? 1n : 0n)
  return { digits: floor * unit, scale }
}

const LARGEST_INTEGER = 2n ** 31n - 1n

function fitsInteger({ digits }: DecimalNumber): boolean {
  return digits <= LARGEST_INTEGER && digits >= -LARGEST_INTEGER
}

/** No whole-number field holds such a number, and the org might refuse the literal. */
function outOfIntegerRange(
  path: FieldPath,
  operator: ComparisonOperator,
  number: DecimalNumber,
): ConditionVerdict {
  const isLarge = number.digits > 0n
  const allPass =
    operator === '<>' ||
    (isLarge ? operator === '<' || operator === '<=' : operator === '>' || operator === '>=')
  return exact(allPass ? isNotNull(path) : NEVER, 'no value of this field is that large')
}

function digitCount(number: DecimalNumber, scale: number): number {
  const { digits } = withScale(number, scale)
  return (digits < 0n ? -digits : digits).toString().length
}

function numberValue(number: DecimalNumber) {
  return { kind: 'number', value: formatDecimal(trimScale(number)) } as const
}
