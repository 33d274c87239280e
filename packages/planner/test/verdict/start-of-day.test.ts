import { dayNumber, MILLISECONDS_PER_DAY } from '../../src/constants/calendar.js'
import { localOfInstant } from '../../src/constants/time-zone.js'
import { startOfDay } from '../../src/verdict/start-of-day.js'

const start = (date: string, zone: string) => {
  const instant = startOfDay(dayNumber(date) ?? Number.NaN, zone)
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

test.each([
  ['2025-06-30', 'UTC', '2025-06-30T00:00:00.000Z'],
  ['2025-06-30', 'Europe/Berlin', '2025-06-29T22:00:00.000Z'],
  // The day of the change: it starts in winter time and ends in summer time.
  ['2025-03-30', 'Europe/Berlin', '2025-03-29T23:00:00.000Z'],
  ['2025-03-31', 'Europe/Berlin', '2025-03-30T22:00:00.000Z'],
  ['2025-10-26', 'Europe/Berlin', '2025-10-25T22:00:00.000Z'],
  ['2025-10-27', 'Europe/Berlin', '2025-10-26T23:00:00.000Z'],
  ['2025-01-01', 'Asia/Kathmandu', '2024-12-31T18:15:00.000Z'],
  // There was no midnight: the clock went from 00:00 to 01:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  // The clock went from 24:00 back to 23:00: the day before has 25 hours.
  ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
  // A day that never was: it starts where the next one does.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('%s in %s starts at %s', (date, zone, expected) => {
  expect(start(date, zone)).toBe(expected)
})

test('a day that is no range of instants has no start', () => {
  // At 00:01 of November 5 the clock in St. John's went back to 23:01 of November 4.
  expect(start('2006-10-29', 'America/St_Johns')).toBeUndefined()
  expect(start('2006-10-30', 'America/St_Johns')).toBe('2006-10-30T03:30:00.000Z')
})

test.each(['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tehran'])(
  'every day of ten years in %s holds the instants that the clock shows as that day',
  (zone) => {
    const first = dayNumber('2015-01-01') ?? 0
    for (let day = first; day < first + 3650; day += 1) {
      const instant = startOfDay(day, zone)
      if (instant === undefined) continue
      expect(Math.floor(localOfInstant(instant, zone) / MILLISECONDS_PER_DAY)).toBeGreaterThanOrEqual(day)
      expect(Math.floor(localOfInstant(instant - 1000, zone) / MILLISECONDS_PER_DAY)).toBeLessThan(day)
    }
  },
)
