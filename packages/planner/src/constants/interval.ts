/** An interval as PostgreSQL keeps it: months, days and time do not convert into each other. */
export interface Interval {
  readonly months: number
  readonly days: number
  readonly microseconds: number
}

const MICROSECONDS = {
  hour: 3_600_000_000,
  minute: 60_000_000,
  second: 1_000_000,
  millisecond: 1_000,
} as const

/** What one of each unit adds. Fractions of months and days are not read. */
const UNITS: ReadonlyMap<string, Partial<Interval>> = new Map<string, Partial<Interval>>([
  ['year', { months: 12 }],
  ['quarter', { months: 3 }],
  ['month', { months: 1 }],
  ['mon', { months: 1 }],
  ['week', { days: 7 }],
  ['day', { days: 1 }],
  ['hour', { microseconds: MICROSECONDS.hour }],
  ['minute', { microseconds: MICROSECONDS.minute }],
  ['min', { microseconds: MICROSECONDS.minute }],
  ['second', { microseconds: MICROSECONDS.second }],
  ['sec', { microseconds: MICROSECONDS.second }],
  ['millisecond', { microseconds: MICROSECONDS.millisecond }],
])

const PART = /([+-]?\d+(?:\.\d+)?)\s*([a-z]+)|([+-]?)(\d+):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?/giy

/** Reads `60 days`, `1 year 2 mons -3 days 04:05:06`; undefined for what is none. */
export function parseInterval(text: string): Interval | undefined {
  let total: Interval = { months: 0, days: 0, microseconds: 0 }
  const source = text.trim()
  let position = 0
  while (position < source.length) {
    PART.lastIndex = position
    const match = PART.exec(source)
    if (match === null) return undefined
    const part = match[2] === undefined ? readClock(match) : readUnit(match[1] ?? '', match[2])
    if (part === undefined) return undefined
    total = addIntervals(total, part)
    position = PART.lastIndex
    while (source[position] === ' ') position += 1
  }
  return source === '' ? undefined : total
}

export function negateInterval({ months, days, microseconds }: Interval): Interval {
  return { months: -months, days: -days, microseconds: -microseconds }
}

function readUnit(amountText: string, unitText: string): Interval | undefined {
  const unit = UNITS.get(unitText.toLowerCase().replace(/(?<=..)s$/, ''))
  const amount = Number(amountText)
  if (unit === undefined) return undefined
  if (!Number.isInteger(amount) && unit.microseconds === undefined) return undefined
  return {
    months: (unit.months ?? 0) * amount,
    days: (unit.days ?? 0) * amount,
    microseconds: Math.round((unit.microseconds ?? 0) * amount),
  }
}

function readClock([, , , sign, hours, minutes, seconds]: RegExpExecArray): Interval {
  const size =
    Number(hours) * MICROSECONDS.hour +
    Number(minutes) * MICROSECONDS.minute +
    Math.round(Number(seconds ?? 0) * MICROSECONDS.second)
  return { months: 0, days: 0, microseconds: sign === '-' ? -size : size }
}

function addIntervals(a: Interval, b: Interval): Interval {
  return { months: a.months + b.months, days: a.days + b.days, microseconds: a.microseconds + b.microseconds }
}

/** As PostgreSQL prints it: `1 year 2 mons 3 days 04:05:06.5`. */
export function formatInterval({ months, days, microseconds }: Interval): string {
  const years = Math.trunc(months / 12)
  const parts = [
    ...counted(years, 'year'),
    ...counted(months - years * 12, 'mon'),
    ...counted(days, 'day'),
    ...(microseconds === 0 ? [] : [formatClock(microseconds)]),
  ]
  return parts.length === 0 ? '00:00:00' : parts.join(' ')
}

function counted(count: number, unit: string): string[] {
  if (count === 0) return []
  return [`${count} ${unit}${count === 1 ? '' : 's'}`]
}

function formatClock(microseconds: number): string {
  const size = Math.abs(microseconds)
  const seconds = Math.floor(size / 1_000_000)
  const fraction = size % 1_000_000
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`
  return `${microseconds < 0 ? '-' : ''}${clock.map((part) => String(part).padStart(2, '0')).join(':')}${digits}`
}
