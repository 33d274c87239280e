import { BIGINT, DOUBLE, decimal, EXACT_TEXT, isNumeric, isTextual, type SqlType, TEXT } from '@certsql/core'

/** The most digits that a DECIMAL can have. */
export const MOST_DIGITS = 38

export type DecimalType = SqlType & { readonly kind: 'decimal' }

/**
 * The type that holds the values of both, or undefined where SQL wants a cast: the branches of CASE, the sides of a
 * UNION, the arguments of COALESCE. Numbers widen `INTEGER < BIGINT < DECIMAL < DOUBLE`, days become moments.
 */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'null') return b
  if (b.kind === 'null') return a
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b)
  if (isTextual(a) && isTextual(b)) return commonText(a, b)
  if (a.kind === 'list' && b.kind === 'list') {
    const element = commonType(a.element, b.element)
    return element === undefined ? undefined : { kind: 'list', element }
  }
  if (a.kind === b.kind) return a
  return commonMoment(a, b)
}

/** The common type of all; NULL for none. */
export function commonTypeOf(types: readonly SqlType[]): SqlType | undefined {
  let common: SqlType | undefined = { kind: 'null' }
  for (const type of types) {
    common = commonType(common, type)
    if (common === undefined) return undefined
  }
  return common
}

export function commonNumber(a: SqlType, b: SqlType): SqlType {
  if (a.kind === 'double' || b.kind === 'double') return DOUBLE
  if (a.kind === 'decimal' || b.kind === 'decimal') {
    const [left, right] = [asDecimal(a), asDecimal(b)]
    const scale = Math.max(left.scale, right.scale)
    const whole = Math.max(left.precision - left.scale, right.precision - right.scale)
    return decimalOrDouble(whole + scale, scale)
  }
  return a.kind === 'bigint' || b.kind === 'bigint' ? BIGINT : a
}

/** Digits before the point that books may need. */
const LEAST_WHOLE_DIGITS = 18

/**
 * A DECIMAL of so many digits. What would need more than 38 keeps its scale, so that cents stay exact: a value that is
 * then too large is an error when it turns up, never a rounded one. Only where too few digits would be left before the
 * point is it DOUBLE.
 */
export function decimalOrDouble(precision: number, scale: number): SqlType {
  if (precision <= MOST_DIGITS) return decimal(Math.max(precision, 1), scale)
  return MOST_DIGITS - scale >= LEAST_WHOLE_DIGITS ? decimal(MOST_DIGITS, scale) : DOUBLE
}

/** Whole numbers as the decimals that hold all of them. */
export function asDecimal(type: SqlType): DecimalType {
  switch (type.kind) {
    case 'decimal':
      return type
    case 'bigint':
      return { kind: 'decimal', precision: 19, scale: 0 }
    default:
      return { kind: 'decimal', precision: 10, scale: 0 }
  }
}

/** Text that is made of these compares exactly as soon as one of them does: Ids, and fields that tell case apart. */
export function commonText(...types: readonly SqlType[]): SqlType {
  const isExact = types.some(
    (type) => type.kind === 'id' || (type.kind === 'text' && type.comparison === 'exact'),
  )
  if (types.length > 0 && types.every((type) => type.kind === 'id')) return types[0] ?? TEXT
  return isExact ? EXACT_TEXT : TEXT
}

const MOMENTS = ['date', 'timestamp', 'timestamptz'] as const

function commonMoment(a: SqlType, b: SqlType): SqlType | undefined {
  const rank = (type: SqlType) => (MOMENTS as readonly string[]).indexOf(type.kind)
  if (rank(a) === -1 || rank(b) === -1) return undefined
  return rank(a) > rank(b) ? a : b
}

/** Whether two types are one, to the last digit. */
export function sameType(a: SqlType, b: SqlType): boolean {
  switch (a.kind) {
    case 'decimal':
      return b.kind === 'decimal' && a.precision === b.precision && a.scale === b.scale
    case 'text':
      return b.kind === 'text' && a.comparison === b.comparison
    case 'list':
      return b.kind === 'list' && sameType(a.element, b.element)
    default:
      return a.kind === b.kind
  }
}
