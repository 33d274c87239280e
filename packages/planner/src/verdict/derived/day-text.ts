import type { ComparisonOperator } from '@certsql/sql'
import { addMonths, dayNumber } from '../../constants/calendar.js'
import { type CalendarPart, type CalendarPiece, calendarPieces } from '../../functions/moment-format.js'
import type { BoundExpression, LikeTest, Literal } from '../../logical/bound-expression.js'
import { nextPeriod, type PeriodUnit, yearStart } from '../period.js'
import { readPattern } from '../soql-pattern.js'
import type { Derived } from './climb.js'
import { comparedDays, isDayLike } from './day-range.js'

/**
 * The text of a day or a moment, against a constant, as ranges of days. The years of the org have four digits, so that texts which
 * begin with the year are in the order of the days:
 *
 *   TO_CHAR(x, 'YYYY-MM') = '2025-03'      ⇒  x >= DATE '2025-03-01' AND x < DATE '2025-04-01'
 *   TO_CHAR(x, 'MM/YYYY') = '03/2025'      ⇒  the same
 *   CAST(x AS VARCHAR) >= '2025-03'        ⇒  x >= DATE '2025-03-01'
 *   CAST(x AS VARCHAR) LIKE '2025-0%'      ⇒  x >= DATE '2025-01-01' AND x < DATE '2025-10-01'
 */
export function dayTextRange(
  operand: BoundExpression,
  operator: ComparisonOperator,
  { value }: Literal,
): Derived | undefined {
  const shown = typeof value === 'string' ? shownDay(operand) : undefined
  if (shown === undefined) return undefined
  const range =
    shown.isoLength === undefined
      ? periodShownAs(shown.pieces, String(value), operator)
      : daysFrom(String(value), shown.isoLength, shown.goesOn)
  return range && exactly(comparedDays(shown.x, operator, range.from, range.after))
}

export function dayTextLike({ operand, pattern, escape: escapeBy, negated }: LikeTest): Derived | undefined {
  const shown = shownDay(operand)
  if (shown?.isoLength === undefined || pattern.kind !== 'Literal' || typeof pattern.value !== 'string')
    return undefined
  if (escapeBy !== undefined && (escapeBy.kind !== 'Literal' || typeof escapeBy.value !== 'string'))
    return undefined
  const [first, any, ...more] = readPattern(pattern.value, String(escapeBy?.value ?? '\\')) ?? []
  if (first?.kind !== 'text' || any?.kind !== 'any' || more.length > 0) return undefined
  const days = daysThatBegin(first.text, shown.isoLength)
  return days && exactly(comparedDays(shown.x, negated ? '<>' : '=', days.from, days.after))
}

function exactly(condition: BoundExpression | undefined): Derived | undefined {
  return condition && { condition, isExact: true }
}

// ── What is shown of a day ─────────────────────────────────────────────────────────────────────────────────────

interface ShownDay {
  readonly x: BoundExpression
  readonly pieces: readonly CalendarPiece[]
  /** How much is shown of 2025-03-31, if the text is the beginning of that. */
  readonly isoLength: number | undefined
  /** Whether a time of day is shown behind it. */
  readonly goesOn: boolean
}

const ISO = 'YYYY-MM-DD'

function shownDay(operand: BoundExpression): ShownDay | undefined {
  if (operand.kind === 'CastExpression') {
    const { operand: x, type } = operand
    if (type.kind !== 'text' || !isDayLike(x)) return undefined
    return { x, pieces: [], isoLength: ISO.length, goesOn: x.type.kind !== 'date' }
  }
  if (operand.kind !== 'Call' || operand.function !== 'to_char') return undefined
  const [x, format] = operand.arguments
  if (x === undefined || !isDayLike(x) || format?.kind !== 'Literal') return undefined
  const pieces = calendarPieces(String(format.value))
  return pieces && { x, pieces, isoLength: isoLength(pieces), goesOn: false }
}

function isoLength(pieces: readonly CalendarPiece[]): number | undefined {
  const shape = pieces.map((piece) => (piece.kind === 'part' ? piece.part : piece.text === '-' ? '-' : '?'))
  const text = shape.join('')
  return text === ISO || text === 'YYYY-MM' || text === 'YYYY' ? text.length : undefined
}

interface Days {
  readonly from: number
  readonly after: number
}

// ── Beginnings of 2025-03-31 ───────────────────────────────────────────────────────────────────────────────────

const BEGINNING = /^(?:\d{1,4}|\d{4}-\d{0,2}|\d{4}-\d{2}-\d{0,2})$/

/** From the first day whose text is the constant or behind it, to the first whose text is behind it. */
function daysFrom(text: string, length: number, goesOn: boolean): Days | undefined {
  const days = daysThatBegin(text, length)
  const isWhole = text.length === length && !goesOn
  return days === undefined || isWhole ? days : { from: days.from, after: days.from }
}

/** The days whose text begins so; none of them where there is no such day: `2025-02-3`. */
function daysThatBegin(text: string, length: number): Days | undefined {
  if (text.length > length || !BEGINNING.test(text)) return undefined
  const filledWith = (rest: string) => (text + rest.slice(text.length)).split('-').map(Number)
  const [year = 0, month = 0, day = 0] = filledWith('0000-00-00')
  const [lastYear = 0, lastMonth = 0, lastDay = 0] = filledWith('9999-99-99')
  return { from: firstDayFrom(year, month, day), after: firstDayFrom(lastYear, lastMonth, lastDay + 1) }
}

/** The first day that is not before this one, which need be none itself: for 2025-00-00 and 2025-02-30 too. */
function firstDayFrom(year: number, month: number, day: number): number {
  if (month === 0) return yearStart(year)
  const start = addMonths(yearStart(year), Math.min(month, 13) - 1)
  return month > 12 ? start : Math.min(start + Math.max(day, 1) - 1, addMonths(start, 1))
}

// ── Other formats ──────────────────────────────────────────────────────────────────────────────────────────────

const DIGITS: Readonly<Record<CalendarPart, string>> = {
  YYYY: '\\d{4}',
  MM: '\\d{2}',
  DD: '\\d{2}',
  Q: '\\d',
}

/** The year, quarter, month or day that a text shows in full; not where it tells neither, or the order is another. */
function periodShownAs(
  pieces: readonly CalendarPiece[],
  text: string,
  operator: ComparisonOperator,
): Days | undefined {
  const parts = pieces.flatMap((piece) => (piece.kind === 'part' ? [piece.part] : []))
  const unit = UNITS.get([...parts].sort().join(' '))
  if (
    unit === undefined ||
    (operator !== '=' && operator !== '<>' && !FROM_LARGE_TO_SMALL.has(parts.join(' ')))
  )
    return undefined
  const pattern = pieces.map((piece) =>
    piece.kind === 'part' ? `(${DIGITS[piece.part]})` : quoted(piece.text),
  )
  const [, ...numbers] = new RegExp(`^${pattern.join('')}$`).exec(text) ?? []
  const shown = new Map(parts.map((part, index) => [part, numbers[index]]))
  const month = shown.get('MM') ?? monthOf(shown.get('Q')) ?? '01'
  const from = dayNumber(`${shown.get('YYYY')}-${month}-${shown.get('DD') ?? '01'}`)
  return from === undefined ? undefined : { from, after: nextPeriod(from, unit) }
}

/** By the parts in the order of the alphabet. */
const UNITS: ReadonlyMap<string, PeriodUnit> = new Map([
  ['YYYY', 'year'],
  ['Q YYYY', 'quarter'],
  ['MM YYYY', 'month'],
  ['DD MM YYYY', 'day'],
])

const FROM_LARGE_TO_SMALL: ReadonlySet<string> = new Set(['YYYY', 'YYYY Q', 'YYYY MM', 'YYYY MM DD'])

function monthOf(quarter: string | undefined): string | undefined {
  return quarter === undefined ? undefined : String(Number(quarter) * 3 - 2).padStart(2, '0')
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
