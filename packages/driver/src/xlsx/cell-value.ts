import { decimalText } from '@certsql/core'
import { dateOfSerial } from './serial-date.js'

/** What a cell holds as text; an error of a formula is told as one. */
export type SheetCell = string | null | { readonly error: string }

export interface WorkbookStyles {
  /** Of each style of a cell its number format. */
  readonly formats: readonly string[]
  /** The calendar of the workbook begins in 1904. */
  readonly date1904: boolean
}

/** Digits that a cell keeps of a number; what a double has beyond them nobody has typed. */
const DIGITS_OF_A_CELL = 15

/** A cell as text: numbers with all their digits, dates as `2025-01-31`, moments as `2025-01-31 10:00:00`. */
export function cellValue(
  type: string,
  value: string,
  style: number,
  styles: WorkbookStyles,
  texts: readonly string[],
): SheetCell {
  if (value === '') return null
  switch (type) {
    case 's':
      return plainText(texts[Number(value)] ?? '')
    case 'inlineStr':
    case 'str':
      return plainText(value)
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      return { error: value }
    case 'd':
      return value.replace('T', ' ')
    default:
      return numberText(Number(value), styles.formats[style] ?? '', styles.date1904)
  }
}

function numberText(number: number, format: string, date1904: boolean): string {
  const { hasDay, hasClock } = partsOf(format)
  if (!hasDay && !hasClock) return decimalText(String(Number(number.toPrecision(DIGITS_OF_A_CELL))), 0)
  const moment = new Date(dateOfSerial(number, date1904)).toISOString()
  const day = moment.slice(0, 10)
  const clock = moment.slice(11, 23).replace(/\.000$/, '')
  if (hasClock && !hasDay && number < 1) return clock
  return hasClock || clock !== '00:00:00' ? `${day} ${clock}` : day
}

/** Which letters of a format mean a day or a clock: not those in quotes, brackets or behind a backslash. */
function partsOf(format: string): { readonly hasDay: boolean; readonly hasClock: boolean } {
  const letters = format.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_./gi, '')
  return { hasDay: /[yd]/i.test(letters), hasClock: /[hs]/i.test(letters) }
}

/** `_x0041_` stands for a character that XML cannot hold. */
function plainText(text: string): string {
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
