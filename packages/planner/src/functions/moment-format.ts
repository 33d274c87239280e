import type { Expression } from '@certsql/sql'
import { call, cast, joinTexts, number, operate, text } from './lowering.js'

/** One piece of a format: text as it stands, or a pattern of PostgreSQL's. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: Pattern; readonly fillMode: boolean }

interface Pattern {
  /** As it is written; patterns of digits may be in any case. */
  readonly name: string
  /** What strftime and strptime call it, and how it is without leading zeros. */
  readonly code?: string
  readonly bareCode?: string
  /** Names are filled up with blanks to this width, unless FM stands before them. */
  readonly width?: number
  /** How letters are written: `MON`, `Mon`, `mon`. */
  readonly letters?: 'upper' | 'lower'
  /** What strftime cannot say. */
  readonly compute?: (moment: Expression) => Expression
  /** Whether strptime can read it. */
  readonly readable?: true
}

/** Longer names come first, so that the first that fits is the one meant. */
const PATTERNS: readonly Pattern[] = [
  { name: 'IYYY', code: '%G' },
  { name: 'YYYY', code: '%Y', readable: true },
  { name: 'YYY', compute: (moment) => call('right', call('strftime', moment, text('%Y')), number(3)) },
  { name: 'YY', code: '%y', readable: true },
  { name: 'Y', compute: (moment) => call('right', call('strftime', moment, text('%Y')), number(1)) },
  ...named('MONTH', '%B', 9),
  ...named('MON', '%b'),
  { name: 'MM', code: '%m', bareCode: '%-m', readable: true },
  { name: 'MI', code: '%M', bareCode: '%-M', readable: true },
  { name: 'MS', code: '%g', readable: true },
  ...named('DAY', '%A', 9),
  { name: 'DDD', code: '%j', bareCode: '%-j', readable: true },
  { name: 'DD', code: '%d', bareCode: '%-d', readable: true },
  ...named('DY', '%a'),
  { name: 'D', compute: (moment) => cast(operate(part('dow', moment), '+', number(1)), 'varchar') },
  { name: 'HH24', code: '%H', bareCode: '%-H', readable: true },
  { name: 'HH12', code: '%I', bareCode: '%-I', readable: true },
  { name: 'HH', code: '%I', bareCode: '%-I', readable: true },
  { name: 'SS', code: '%S', bareCode: '%-S', readable: true },
  { name: 'US', code: '%f', readable: true },
  { name: 'AM', code: '%p', readable: true },
  { name: 'PM', code: '%p', readable: true },
  { name: 'am', code: '%p', letters: 'lower', readable: true },
  { name: 'pm', code: '%p', letters: 'lower', readable: true },
  { name: 'IW', code: '%V' },
  { name: 'ID', compute: (moment) => cast(part('isodow', moment), 'varchar') },
  { name: 'WW', compute: (moment) => padded(weekOf(part('doy', moment)), 2) },
  { name: 'W', compute: (moment) => cast(weekOf(part('day', moment)), 'varchar') },
  { name: 'Q', compute: (moment) => cast(part('quarter', moment), 'varchar') },
  { name: 'CC', compute: (moment) => padded(part('century', moment), 2) },
]

/** `MON`, `Mon` and `mon` are three patterns. */
function named(name: string, code: string, width?: number): readonly Pattern[] {
  const capitalized = name.charAt(0) + name.slice(1).toLowerCase()
  const facts = { code, readable: true as const, ...(width === undefined ? {} : { width }) }
  return [
    { ...facts, name, letters: 'upper' },
    { ...facts, name: capitalized },
    { ...facts, name: name.toLowerCase(), letters: 'lower' },
  ]
}

function part(field: string, moment: Expression): Expression {
  return call('date_part', text(field), moment)
}

/** Days 1 to 7 are week 1. */
function weekOf(day: Expression): Expression {
  return operate(call('divide', operate(day, '-', number(1)), number(7)), '+', number(1))
}

function padded(value: Expression, width: number): Expression {
  return call('lpad', cast(value, 'varchar'), number(width), text('0'))
}

/** What cannot be done with a format, as a sentence. */
export function validateMomentFormat(format: string | undefined, reads: boolean): string | undefined {
  if (format === undefined) return 'The format must be a constant text.'
  const pieces = readFormat(format)
  if (typeof pieces === 'string') return pieces
  const unreadable = pieces.find(
    (piece) => reads && piece.kind === 'pattern' && piece.pattern.readable !== true,
  )
  return unreadable?.kind === 'pattern'
    ? `A date cannot be read by the pattern "${unreadable.pattern.name}".`
    : undefined
}

/** Whether a format shows nothing of a moment but its day. */
export function showsDaysOnly(format: string): boolean {
  const pieces = readFormat(format)
  return (
    typeof pieces !== 'string' &&
    pieces.every((piece) => piece.kind === 'text' || !CLOCK_PATTERNS.has(piece.pattern.name.toUpperCase()))
  )
}

/** The parts of a day that come in digits, always as many. */
export type CalendarPart = 'YYYY' | 'Q' | 'MM' | 'DD'

export type CalendarPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'part'; readonly part: CalendarPart }

/** The pieces of a format that shows nothing but such parts of a day, and text between them. */
export function calendarPieces(format: string): readonly CalendarPiece[] | undefined {
  const pieces = readFormat(format)
  if (typeof pieces === 'string') return undefined
  const known: CalendarPiece[] = []
  for (const piece of pieces) {
    if (piece.kind === 'text') known.push(piece)
    else if (isCalendarPart(piece.pattern.name) && !piece.fillMode)
      known.push({ kind: 'part', part: piece.pattern.name })
    else return undefined
  }
  return known
}

function isCalendarPart(name: string): name is CalendarPart {
  return name === 'YYYY' || name === 'Q' || name === 'MM' || name === 'DD'
}

const CLOCK_PATTERNS: ReadonlySet<string> = new Set([
  'HH24',
  'HH12',
  'HH',
  'MI',
  'SS',
  'MS',
  'US',
  'AM',
  'PM',
])

/** The moment as text. */
export function lowerToChar(moment: Expression, format: string): Expression {
  const pieces = readFormat(format)
  if (typeof pieces === 'string') return text('')
  const parts: Expression[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') parts.push(call('strftime', moment, text(plain)))
    plain = ''
  }
  for (const piece of pieces) {
    const code = plainCode(piece)
    if (code !== undefined) plain += code
    else if (piece.kind === 'pattern') {
      flush()
      parts.push(lowerPattern(piece, moment))
    }
  }
  flush()
  return joinTexts(parts)
}

/** The format as strptime reads it. */
export function parseFormat(format: string): string {
  const pieces = readFormat(format)
  if (typeof pieces === 'string') return ''
  return pieces
    .map((piece) => (piece.kind === 'text' ? escapePercent(piece.text) : piece.pattern.code))
    .join('')
}

/** What strftime can write without help. */
function plainCode(piece: Piece): string | undefined {
  if (piece.kind === 'text') return escapePercent(piece.text)
  const { code, bareCode, letters, width } = piece.pattern
  if (letters !== undefined || (width !== undefined && !piece.fillMode)) return undefined
  return piece.fillMode ? (bareCode ?? code) : code
}

function escapePercent(plain: string): string {
  return plain.replaceAll('%', '%%')
}

function lowerPattern(
  { pattern, fillMode }: Piece & { readonly kind: 'pattern' },
  moment: Expression,
): Expression {
  if (pattern.compute !== undefined) return pattern.compute(moment)
  const shown = call('strftime', moment, text(pattern.code ?? ''))
  const lettered = pattern.letters === undefined ? shown : call(pattern.letters, shown)
  if (fillMode || pattern.width === undefined) return lettered
  return call('rpad', lettered, number(pattern.width), text(' '))
}

/** The pieces of a format, or what is wrong with it. */
function readFormat(format: string): readonly Piece[] | string {
  const pieces: Piece[] = []
  let rest = format
  while (rest !== '') {
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest)
    const fillMode = /^FM/i.test(rest)
    const body = fillMode ? rest.slice(2) : rest
    const pattern = PATTERNS.find((one) => startsWithPattern(body, one))
    if (quoted !== null) {
      pieces.push({ kind: 'text', text: (quoted[1] ?? '').replace(/\\(.)/g, '$1') })
      rest = rest.slice(quoted[0].length)
    } else if (pattern !== undefined) {
      pieces.push({ kind: 'pattern', pattern, fillMode })
      rest = body.slice(pattern.name.length)
      if (/^TH/i.test(rest)) return 'The suffix TH of a format is not supported.'
    } else if (/^[A-Za-z]/.test(rest)) {
      return `A format has no pattern that starts with "${rest.slice(0, 6)}" here; put plain text in double quotes.`
    } else {
      pieces.push({ kind: 'text', text: rest.charAt(0) })
      rest = rest.slice(1)
    }
  }
  return pieces
}

/** Only the case of names matters. */
function startsWithPattern(body: string, { name, letters, width, code }: Pattern): boolean {
  const isName =
    letters !== undefined || width !== undefined || code === '%b' || code === '%a' || code === '%p'
  const start = body.slice(0, name.length)
  return isName ? start === name : start.toUpperCase() === name
}
