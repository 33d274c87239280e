import type { SqlType } from '@certsql/core'
import { type Expression, makeCall } from '@certsql/sql'
import { MOST_DIGITS } from './common-type.js'
import type {
  ArgumentConstants,
  ArgumentTypes,
  FunctionDefinition,
  ScalarFunction,
} from './function-definition.js'
import {
  argumentAt,
  call,
  cast,
  constantText,
  joinTexts,
  number,
  operate,
  same,
  text,
  typeAt,
} from './lowering.js'
import { lowerToChar, parseFormat, validateMomentFormat } from './moment-format.js'
import { lowerNumberToChar, validateNumberFormat } from './number-format.js'
import { binMoment, shiftMoment } from './shift-moment.js'

function scalar(facts: Omit<ScalarFunction, 'kind' | 'family'>): ScalarFunction {
  return { kind: 'scalar', family: 'date', ...facts }
}

/** A part of a date under its own name: `year(CloseDate)` is EXTRACT(YEAR FROM CloseDate). */
function partFunction(name: string, of: readonly string[]): FunctionDefinition {
  return {
    kind: 'special',
    family: 'date',
    name,
    signatures: of.map((type) => `${type} -> bigint`),
    help: `The ${name}: EXTRACT(${name.toUpperCase()} FROM …).`,
  }
}

const DAYS = ['date', 'timestamp', 'timestamptz'] as const
const CLOCKS = ['timestamp', 'timestamptz', 'time'] as const

const TRUNCATIONS: ReadonlySet<string> = new Set([
  'millennium',
  'century',
  'decade',
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'milliseconds',
  'microseconds',
])

export const DATE_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    kind: 'special',
    family: 'date',
    name: 'now',
    aliases: ['transaction_timestamp', 'statement_timestamp', 'getdate'],
    signatures: ['-> timestamptz'],
    help: 'The moment at which the statement began.',
  },
  scalar({
    name: 'date_trunc',
    signatures: [
      'text, date -> timestamp',
      'text, timestamp -> timestamp',
      'text, timestamptz -> timestamptz',
      'text, interval -> interval',
    ],
    help: "The start of the period that a moment is in: date_trunc('month', CloseDate).",
    validate: (_types, [unit]) =>
      unit === undefined || TRUNCATIONS.has(unit.toLowerCase())
        ? undefined
        : `date_trunc knows no unit '${unit}'; the units are ${[...TRUNCATIONS].join(', ')}.`,
    lower: lowerDateTrunc,
  }),
  {
    kind: 'special',
    family: 'date',
    name: 'date_part',
    signatures: DAYS.map((type) => `text, ${type} -> bigint`),
    help: "A part of a date: date_part('year', CloseDate) is EXTRACT(YEAR FROM CloseDate).",
  },
  partFunction('year', DAYS),
  partFunction('quarter', DAYS),
  partFunction('month', DAYS),
  partFunction('week', DAYS),
  partFunction('day', DAYS),
  partFunction('hour', CLOCKS),
  partFunction('minute', CLOCKS),
  partFunction('second', CLOCKS),
  {
    kind: 'special',
    family: 'date',
    name: 'age',
    signatures: ['timestamp, timestamp? -> interval', 'timestamptz, timestamptz? -> interval'],
    help: 'The years, months and days from one moment (the second) to another, or to today.',
  },
  scalar({
    name: 'age_between',
    internal: true,
    signatures: ['timestamp, timestamp -> interval', 'timestamptz, timestamptz -> interval'],
    help: 'What age becomes.',
    lower: same('age'),
  }),
  scalar({
    name: 'make_date',
    signatures: ['integer, integer, integer -> date'],
    help: 'A date of year, month and day.',
    lower: same('make_date'),
  }),
  scalar({
    name: 'make_time',
    signatures: ['integer, integer, double -> time'],
    help: 'A time of hour, minute and seconds.',
    lower: same('make_time'),
  }),
  scalar({
    name: 'make_timestamp',
    signatures: ['integer, integer, integer, integer, integer, double -> timestamp'],
    help: 'A timestamp of year, month, day, hour, minute and seconds.',
    lower: same('make_timestamp'),
  }),
  scalar({
    name: 'make_timestamptz',
    signatures: ['integer, integer, integer, integer, integer, double, text? -> timestamptz'],
    help: 'A moment of year, month, day, hour, minute and seconds in a zone (that of the session).',
    lower: same('make_timestamptz'),
  }),
  scalar({
    name: 'make_interval',
    signatures: ['integer?, integer?, integer?, integer?, integer?, integer?, double? -> interval'],
    help: 'An interval of years, months, weeks, days, hours, minutes and seconds.',
    lower: lowerMakeInterval,
  }),
  scalar({
    name: 'date_bin',
    signatures: [
      'interval, timestamp, timestamp -> timestamp',
      'interval, timestamptz, timestamptz -> timestamptz',
    ],
    help: 'The start of the equal step, counted from an origin, that a moment is in.',
    lower: (args) => binMoment(argumentAt(args, 0), argumentAt(args, 1), argumentAt(args, 2)),
  }),
  scalar({
    name: 'date_add',
    signatures: momentWithInterval(),
    help: 'A moment and an interval behind it.',
    lower: (args, types) => shiftMoment(argumentAt(args, 0), '+', argumentAt(args, 1), typeAt(types, 0)),
  }),
  scalar({
    name: 'date_subtract',
    aliases: ['date_sub'],
    signatures: momentWithInterval(),
    help: 'A moment and an interval before it.',
    lower: (args, types) => shiftMoment(argumentAt(args, 0), '-', argumentAt(args, 1), typeAt(types, 0)),
  }),
  scalar({
    name: 'date_diff',
    aliases: ['datediff'],
    signatures: DAYS.map((type) => `text, ${type}, ${type} -> bigint`),
    help: "How many borders of a unit lie between two moments: date_diff('month', a, b).",
    validate: (_types, [unit]) =>
      unit !== undefined && TRUNCATIONS.has(unit.toLowerCase())
        ? undefined
        : `The first argument of date_diff must be a unit: ${[...TRUNCATIONS].join(', ')}.`,
    lower: same('date_diff'),
  }),
  scalar({
    name: 'last_day',
    signatures: ['date -> date', 'timestamp -> date', 'timestamptz -> date'],
    help: 'The last day of the month.',
    lower: (args, types) =>
      call(
        'last_day',
        typeAt(types, 0).kind === 'timestamptz'
          ? cast(argumentAt(args, 0), 'timestamp')
          : argumentAt(args, 0),
      ),
  }),
  scalar({
    name: 'timezone',
    signatures: ['text, timestamp -> timestamptz', 'text, timestamptz -> timestamp'],
    help: 'A timestamp as the moment that it is in a zone, or a moment as what clocks show there.',
    lower: same('timezone'),
  }),
  scalar({
    name: 'to_char',
    signatures: [
      'date, text -> text',
      'timestamp, text -> text',
      'timestamptz, text -> text',
      'number, text -> text',
    ],
    help: "A date or number as text: to_char(CloseDate, 'DD Mon YYYY'), to_char(Amount, 'FM999,990.00').",
    validate: validateToChar,
    lower: lowerFormatted,
  }),
  scalar({
    name: 'to_date',
    signatures: ['text, text -> date'],
    help: "A text read as a date by a format: to_date('31.01.2025', 'DD.MM.YYYY').",
    validate: (_types, [, format]) => validateMomentFormat(format, true),
    lower: (args) => cast(readMoment(args), 'date'),
  }),
  scalar({
    name: 'to_timestamp',
    signatures: ['double -> timestamptz', 'text, text -> timestamptz'],
    help: 'The moment so many seconds after 1970, or a text read by a format in the zone of the session.',
    validate: (types, [, format]) => (types.length === 1 ? undefined : validateMomentFormat(format, true)),
    lower: (args) =>
      args.length === 1 ? makeCall('to_timestamp', args) : cast(readMoment(args), 'timestamptz'),
  }),
  scalar({
    name: 'to_number',
    signatures: ['text, text -> *'],
    help: "A text read as a number by a format: to_number('1,234.50', '9,999.99').",
    resultType: (_types, [, format]) => numberType(format),
    validate: (_types, [, format]) => validateNumberFormat(format),
    lower: lowerToNumber,
  }),
]

function momentWithInterval(): readonly string[] {
  return [
    'date, interval -> timestamp',
    'timestamp, interval -> timestamp',
    'timestamptz, interval -> timestamptz',
  ]
}

/** DuckDB gives no timestamp for intervals, and a date's start is a timestamp here. */
function lowerDateTrunc(args: readonly Expression[], types: ArgumentTypes): Expression {
  const truncated = makeCall('date_trunc', args)
  return typeAt(types, 1).kind === 'date' ? cast(truncated, 'timestamp') : truncated
}

function lowerMakeInterval(args: readonly Expression[]): Expression {
  const amount = (index: number) => args[index] ?? number(0)
  const months = operate(operate(amount(0), '*', number(12)), '+', amount(1))
  const days = operate(operate(amount(2), '*', number(7)), '+', amount(3))
  return [
    call('to_months', months),
    call('to_days', days),
    call('to_hours', amount(4)),
    call('to_minutes', amount(5)),
    call('to_seconds', cast(amount(6), 'double')),
  ].reduce((left, right) => operate(left, '+', right))
}

// ── Formats ────────────────────────────────────────────────────────────────────────────────────────────────────

function isMoment(type: SqlType): boolean {
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamptz'
}

function validateToChar(types: ArgumentTypes, [, format]: ArgumentConstants): string | undefined {
  return isMoment(typeAt(types, 0)) ? validateMomentFormat(format, false) : validateNumberFormat(format)
}

function lowerFormatted(args: readonly Expression[], types: ArgumentTypes): Expression {
  const [value, format] = [argumentAt(args, 0), constantText(args[1]) ?? '']
  return isMoment(typeAt(types, 0)) ? lowerToChar(value, format) : lowerNumberToChar(value, format)
}

function readMoment(args: readonly Expression[]): Expression {
  return call('strptime', argumentAt(args, 0), text(parseFormat(constantText(args[1]) ?? '')))
}

function numberType(format = ''): SqlType {
  const [, fraction = ''] = format.split(/[.D]/i)
  return { kind: 'decimal', precision: MOST_DIGITS, scale: fraction.replace(/[^09]/g, '').length }
}

/** Everything but digits, the point and the sign is decoration. */
function lowerToNumber(args: readonly Expression[]): Expression {
  const source = argumentAt(args, 0)
  const type = numberType(constantText(args[1]))
  const digits = call('regexp_replace', source, text('[^0-9.]'), text(''), text('g'))
  const sign = call('if', call('regexp_matches', source, text('-|^\\s*<')), text('-'), text(''))
  return cast(joinTexts([sign, digits]), 'decimal', MOST_DIGITS, type.kind === 'decimal' ? type.scale : 0)
}
