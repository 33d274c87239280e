import { pad } from '../decode/calendar.js'

export interface IntervalParts {
  readonly months: number
  readonly days: number
  readonly micros: bigint
}

/**
 * An interval as PostgreSQL prints it: `1 year 2 mons 3 days 04:05:06.7`. A positive part behind a negative one has a
 * sign of its own.
 */
export function intervalText({ months, days, micros }: IntervalParts): string {
  const words = [
    { value: Math.trunc(months / 12), unit: 'year' },
    { value: months % 12, unit: 'mon' },
    { value: days, unit: 'day' },
  ].filter(({ value }) => value !== 0)
  const parts = words.map(({ value, unit }, index) => {
    const sign = value > 0 && (words[index - 1]?.value ?? 0) < 0 ? '+' : ''
    return `${sign}${value} ${unit}${value === 1 ? '' : 's'}`
  })
  if (micros !== 0n || parts.length === 0) parts.push(timeText(micros, (words.at(-1)?.value ?? 0) < 0))
  return parts.join(' ')
}

function timeText(micros: bigint, followsNegative: boolean): string {
  const magnitude = micros < 0n ? -micros : micros
  const seconds = Number(magnitude / 1_000_000n)
  const fraction = Number(magnitude % 1_000_000n)
  const sign = micros < 0n ? '-' : followsNegative ? '+' : ''
  const hours = Math.floor(seconds / 3600)
  const tail = fraction === 0 ? '' : `.${pad(fraction, 6).replace(/0+$/, '')}`
  return `${sign}${pad(hours, 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}${tail}`
}
