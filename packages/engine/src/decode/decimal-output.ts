import type { SqlValue } from '@certsql/core'
import type { Notices } from '../notice.js'
import { countDigits, type ExactDecimal, formatDecimal } from './exact-decimal.js'

/** Decimal digits that every double holds: https://en.cppreference.com/w/cpp/types/numeric_limits/digits10 */
const DIGITS_OF_A_DOUBLE = 15

/** Makes the JavaScript value of a DECIMAL, as the property `Decimals` asks. */
export interface DecimalOutput {
  /** True: numbers are wanted, and one of at most 15 digits may be given as it is. */
  readonly asNumbers: boolean
  make(value: ExactDecimal, declaredScale: number): SqlValue
}

export function decimalOutput(decimals: 'Number' | 'String', notices: Notices): DecimalOutput {
  if (decimals === 'String') return { asNumbers: false, make: formatDecimal }
  return {
    asNumbers: true,
    make(value) {
      if (significantDigits(value.digits) > DIGITS_OF_A_DOUBLE) {
        notices.tell(
          'decimalPrecision',
          'A number has more digits than a JavaScript number can hold; set Decimals=String to see all of them.',
        )
      }
      return Number(formatDecimal(value, 0))
    },
  }
}

function significantDigits(digits: bigint): number {
  let rest = digits
  while (rest !== 0n && rest % 10n === 0n) rest /= 10n
  return countDigits(rest)
}
