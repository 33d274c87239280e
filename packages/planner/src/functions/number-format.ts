import type { Expression } from '@certsql/sql'
import { MOST_DIGITS } from './common-type.js'
import { call, cast, choose, joinTexts, number, operate, text } from './lowering.js'

/** PostgreSQL's formats of numbers, as far as books need them: `FM999,999,990.00`, `$9,990.00MI`, `999PR`. */
interface NumberFormat {
  readonly fillMode: boolean
  readonly currency: boolean
  /** `+S` stands before the number, `S` behind it. */
  readonly sign: 'blank' | 'MI' | '+S' | 'S' | 'PR'
  /** How many digits there are before the point, and how many of them are always shown. */
  readonly digits: number
  readonly leastDigits: number
  readonly grouped: boolean
  readonly decimals: number
  readonly leastDecimals: number
}

const FORM = /^(FM)?(S)?([$L])?([90,G]*)(?:([.D])([90]*))?(MI|PR|S)?$/i

export function validateNumberFormat(format: string | undefined): string | undefined {
  if (format === undefined) return 'The format must be a constant text.'
  return readFormat(format) === undefined
    ? `The format '${format}' is not supported; numbers are formatted by 9, 0, comma, point, FM, S, MI, PR and $.`
    : undefined
}

function readFormat(format: string): NumberFormat | undefined {
  const match = FORM.exec(format)
  if (match === null) return undefined
  const [, fill, leadingSign, currency, whole = '', , fraction = '', trailing = ''] = match
  const parts = whole.toUpperCase().replaceAll('G', ',').split(',')
  // Commas are placed by threes from the point.
  if (parts.slice(1).some((part) => part.length !== 3)) return undefined
  const digits = parts.join('')
  const firstZero = digits.indexOf('0')
  if (digits === '' && fraction === '') return undefined
  return {
    fillMode: fill !== undefined,
    currency: currency !== undefined,
    sign: leadingSign !== undefined ? '+S' : signOf(trailing),
    digits: digits.length,
    leastDigits: firstZero === -1 ? 0 : digits.length - firstZero,
    grouped: parts.length > 1,
    decimals: fraction.length,
    leastDecimals: fill === undefined ? fraction.length : fraction.lastIndexOf('0') + 1,
  }
}

function signOf(trailing: string): NumberFormat['sign'] {
  const upper = trailing.toUpperCase()
  return upper === 'MI' || upper === 'PR' || upper === 'S' ? upper : 'blank'
}

/** to_char(number, format): digits are never put through floating point. */
export function lowerNumberToChar(value: Expression, formatText: string): Expression {
  const format = readFormat(formatText)
  if (format === undefined) return text('')
  const rounded = cast(
    call('round', cast(value, 'decimal', MOST_DIGITS, wideScale(format)), number(format.decimals)),
    'decimal',
    MOST_DIGITS,
    format.decimals,
  )
  const shown = cast(call('abs', rounded), 'varchar')
  const whole = call('split_part', shown, text('.'), number(1))
  const significant = call('regexp_replace', whole, text('^0+'), text(''))
  const isTooLong = operate(call('length', significant), '>', number(format.digits))
  const isNegative = operate(rounded, '<', number(0))
  const body = joinTexts([
    ...(format.currency ? [text('$')] : []),
    choose([[isTooLong, overflow(format)]], wholeDigits(format, significant)),
    ...decimals(format, shown, isTooLong),
  ])
  return signed(format, body, isNegative)
}

/** Enough decimals to round by, and as many digits before the point as are left. */
function wideScale({ decimals }: NumberFormat): number {
  return Math.min(decimals + 6, MOST_DIGITS - 18)
}

function wholeDigits(format: NumberFormat, significant: Expression): Expression {
  const least = Math.max(format.leastDigits, format.decimals === 0 ? 1 : 0)
  const filled = call(
    'if',
    operate(call('length', significant), '<', number(least)),
    call('lpad', significant, number(least), text('0')),
    significant,
  )
  return format.grouped ? groupByThree(filled) : filled
}

function groupByThree(digits: Expression): Expression {
  const backwards = call('regexp_replace', call('reverse', digits), text('(\\d{3})'), text('\\1,'), text('g'))
  return call('ltrim', call('reverse', backwards), text(','))
}

function overflow({ digits, grouped }: NumberFormat): Expression {
  const hashes = '#'.repeat(digits)
  return text(grouped ? hashes.replace(/\B(?=(#{3})+$)/g, ',') : hashes)
}

function decimals(format: NumberFormat, shown: Expression, isTooLong: Expression): readonly Expression[] {
  if (format.decimals === 0) return []
  const digits = call('split_part', shown, text('.'), number(2))
  const kept = call('left', digits, number(format.leastDecimals))
  const optional = call(
    'regexp_replace',
    call('substring', digits, number(format.leastDecimals + 1)),
    text('0+$'),
    text(''),
  )
  const visible = format.fillMode ? joinTexts([kept, optional]) : digits
  return [text('.'), choose([[isTooLong, text('#'.repeat(format.decimals))]], visible)]
}

/** Without FM a number is as wide as its format, with a place for its sign. */
function signed(format: NumberFormat, body: Expression, isNegative: Expression): Expression {
  const either = (negative: string, positive: string) =>
    choose([[isNegative, text(negative)]], text(positive))
  const blank = format.fillMode ? '' : ' '
  const width = widthOf(format)
  switch (format.sign) {
    case 'MI':
      return joinTexts([fill(format, body, width), either('-', blank)])
    case 'PR':
      return fill(format, joinTexts([either('<', blank), body, either('>', blank)]), width + 2)
    case 'S':
      return joinTexts([fill(format, body, width), either('-', '+')])
    case '+S':
      return fill(format, joinTexts([either('-', '+'), body]), width + 1)
    case 'blank':
      return fill(format, joinTexts([either('-', ''), body]), width + 1)
  }
}

function widthOf({ digits, grouped, decimals: places, currency }: NumberFormat): number {
  const commas = grouped ? Math.floor((digits - 1) / 3) : 0
  return digits + commas + (places === 0 ? 0 : places + 1) + (currency ? 1 : 0)
}

function fill({ fillMode }: NumberFormat, shown: Expression, width: number): Expression {
  return fillMode ? shown : call('lpad', shown, number(width), text(' '))
}
