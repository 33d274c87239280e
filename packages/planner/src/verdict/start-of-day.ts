import { MILLISECONDS_PER_DAY } from '../constants/calendar.js'
import { localOfInstant } from '../constants/time-zone.js'

const MILLISECONDS_PER_SECOND = 1000

/**
 * The first instant whose local date is this day (a number of days since 1970), so that `CAST(moment AS DATE) = day` is
 * `start(day) <= moment < start(day + 1)`. In milliseconds; undefined where the days of a zone do not follow each other:
 *
 *   In St. John's the clock went from 00:01 back to 23:01 of the day before: that minute belongs to the new day, the
 *   hour after it to the old one again, and no range of instants is the day.
 *
 * Where midnight does not exist (São Paulo went from 00:00 to 01:00) the day starts with the first instant there is.
 */
export function startOfDay(day: number, zone: string): number | undefined {
  const midnight = day * MILLISECONDS_PER_DAY
  if (zone === 'UTC') return midnight
  const [before, after] = [midnight - MILLISECONDS_PER_DAY, midnight + MILLISECONDS_PER_DAY]
  const [offsetBefore, offsetAfter] = [offsetAt(before, zone), offsetAt(after, zone)]
  if (offsetBefore === offsetAfter) return midnight - offsetBefore
  const change = changeBetween(before, after, offsetBefore, zone)
  if (midnight - offsetBefore >= change) return Math.max(change, midnight - offsetAfter)
  return change + offsetAfter >= midnight ? midnight - offsetBefore : undefined
}

function offsetAt(instant: number, zone: string): number {
  return localOfInstant(instant, zone) - instant
}

/** The second from which on the offset is no longer the earlier one. */
function changeBetween(before: number, after: number, offsetBefore: number, zone: string): number {
  let [low, high] = [before / MILLISECONDS_PER_SECOND, after / MILLISECONDS_PER_SECOND]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * MILLISECONDS_PER_SECOND, zone) === offsetBefore) low = middle
    else high = middle
  }
  return high * MILLISECONDS_PER_SECOND
}
