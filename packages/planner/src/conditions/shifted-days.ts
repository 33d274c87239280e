import { addMonths } from '../constants/calendar.js'
import type { Interval } from '../constants/interval.js'

const MICROSECONDS_PER_DAY = 86_400_000_000

/** A day number since 1970, and the time of that day. */
export interface DayAndTime {
  readonly day: number
  readonly microseconds: number
}

/**
 * Which days, shifted by an interval, reach a moment: `from` is the first that comes at it or behind it, `after` the first
 * that comes behind it. Shifted days keep their order, though several may meet: 28 to 31 January and one month are 28
 * February.
 */
export function daysShiftedTo(
  interval: Interval,
  moment: DayAndTime,
): { readonly from: number; readonly after: number } {
  const first = (reaches: (order: number) => boolean) =>
    firstDay(searchFrom(interval, moment), (day) => reaches(compare(shifted(day, interval), moment)))
  return { from: first((order) => order >= 0), after: first((order) => order > 0) }
}

function shifted(day: number, { months, days, microseconds }: Interval): DayAndTime {
  const carried = Math.floor(microseconds / MICROSECONDS_PER_DAY)
  return {
    day: addMonths(day, months) + days + carried,
    microseconds: microseconds - carried * MICROSECONDS_PER_DAY,
  }
}

function compare(a: DayAndTime, b: DayAndTime): number {
  return a.day - b.day || a.microseconds - b.microseconds
}

const SHORTEST_MONTH = 28
const LONGEST_MONTH = 31

/** Days among which the answer is, whatever the lengths of the months. */
function searchFrom(
  { months, days, microseconds }: Interval,
  moment: DayAndTime,
): { readonly low: number; readonly high: number } {
  const middle = moment.day - days - Math.floor(microseconds / MICROSECONDS_PER_DAY)
  const [one, other] = [middle - months * SHORTEST_MONTH, middle - months * LONGEST_MONTH]
  return { low: Math.min(one, other) - LONGEST_MONTH, high: Math.max(one, other) + LONGEST_MONTH }
}

/** The first day for which something holds that holds for all days behind it too. */
function firstDay(
  range: { readonly low: number; readonly high: number },
  holds: (day: number) => boolean,
): number {
  let { low, high } = range
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
