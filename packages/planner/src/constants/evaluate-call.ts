import type { Call, Literal } from '../logical/bound-expression.js'
import { PRINTABLE_ASCII } from './ascii.js'
import { dayNumber, isoDate } from './calendar.js'
import { endOfMonth, localOf, momentOfLocal, startOfPeriod } from './moment-constant.js'

/** A function of constants, where its value can be told here with certainty; see `evaluateConstant`. */
export function evaluateCall(call: Call, zone: string | undefined): Literal | undefined {
  const constants = call.arguments.filter((one): one is Literal => one.kind === 'Literal')
  if (constants.length !== call.arguments.length) return undefined
  const evaluate = FUNCTIONS.get(call.function)
  return evaluate?.(constants, call, zone)
}

type Evaluate = (operands: readonly Literal[], call: Call, zone: string | undefined) => Literal | undefined

const FUNCTIONS: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['upper', (operands, call) => mapAscii(operands, call, (text) => text.toUpperCase())],
  ['lower', (operands, call) => mapAscii(operands, call, (text) => text.toLowerCase())],
  ['trim', (operands, call) => mapAscii(operands, call, (text) => text.replace(/^ +| +$/g, ''))],
  ['||', joinTexts],
  ['concat', joinTexts],
  ['date_trunc', truncate],
  ['last_day', ([moment], { type }, zone) => momentOfLocal(type, endOfMonthOf(moment, zone), zone)],
  ['make_date', makeDate],
  ['to_date', readDate],
])

// ── Texts ──────────────────────────────────────────────────────────────────────────────────────────────────────

function mapAscii(
  operands: readonly Literal[],
  { type }: Call,
  map: (text: string) => string,
): Literal | undefined {
  const [first] = operands
  if (first?.type.kind !== 'text' || operands.length !== 1) return undefined
  if (first.value === null) return { kind: 'Literal', type, value: null }
  const text = String(first.value)
  return PRINTABLE_ASCII.test(text) ? { kind: 'Literal', type, value: map(text) } : undefined
}

/** Texts only: how a number or a moment is written as text is DuckDB's business. */
function joinTexts(operands: readonly Literal[], { type }: Call): Literal | undefined {
  const texts = operands.flatMap(({ type: { kind }, value }) =>
    (kind === 'text' || kind === 'id') && typeof value === 'string' ? [value] : [],
  )
  return texts.length === operands.length ? { kind: 'Literal', type, value: texts.join('') } : undefined
}

// ── Days ───────────────────────────────────────────────────────────────────────────────────────────────────────

function truncate([unit, moment]: readonly Literal[], { type }: Call, zone: string | undefined) {
  const local = moment === undefined ? undefined : localOf(moment, zone)
  if (local === undefined || typeof unit?.value !== 'string') return undefined
  return momentOfLocal(type, startOfPeriod(unit.value, local), zone)
}

function endOfMonthOf(moment: Literal | undefined, zone: string | undefined): number | undefined {
  const local = moment === undefined ? undefined : localOf(moment, zone)
  return local === undefined ? undefined : endOfMonth(local)
}

function makeDate(operands: readonly Literal[], { type }: Call): Literal | undefined {
  const [year = '', month = '', day = ''] = operands.map(({ value }) => String(value))
  const text = [year.padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  return dateOf(text, type)
}

/** The one format whose text is a date as it stands. */
function readDate([text, format]: readonly Literal[], { type }: Call): Literal | undefined {
  return format?.value === 'YYYY-MM-DD' ? dateOf(String(text?.value), type) : undefined
}

function dateOf(text: string, type: Call['type']): Literal | undefined {
  const day = dayNumber(text)
  const isWithin = day !== undefined && isoDate(day) === text
  return isWithin ? { kind: 'Literal', type, value: text } : undefined
}
