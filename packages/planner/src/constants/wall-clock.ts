import { isoDate, MILLISECONDS_PER_DAY } from './calendar.js'

/** `2025-01-31 10:00:00` of what a wall clock shows, in milliseconds. */
export function formatLocal(local: number): string {
  const day = Math.floor(local / MILLISECONDS_PER_DAY)
  return `${isoDate(day)} ${formatTime((local - day * MILLISECONDS_PER_DAY) * 1000)}`
}

/** `10:00:00`, with as many decimals as needed; of the microseconds since midnight. */
export function formatTime(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return clock.map((part) => String(part).padStart(2, '0')).join(':') + formatFraction(microseconds)
}

function formatFraction(microseconds: number): string {
  const fraction = microseconds % 1_000_000
  if (fraction === 0) return ''
  const digits = String(fraction).padStart(6, '0')
  return `.${fraction % 1000 === 0 ? digits.slice(0, 3) : digits}`
}
