import { dayNumber, isoDate } from '../../src/constants/calendar.js'
import { nextPeriod, type PeriodUnit, periodStart, yearStart } from '../../src/verdict/period.js'

test.each<[string, PeriodUnit, string, string]>([
  ['2025-02-14', 'day', '2025-02-14', '2025-02-15'],
  ['2025-02-14', 'week', '2025-02-10', '2025-02-17'],
  ['2025-02-10', 'week', '2025-02-10', '2025-02-17'],
  ['1969-12-31', 'week', '1969-12-29', '1970-01-05'],
  ['2024-02-29', 'month', '2024-02-01', '2024-03-01'],
  ['2025-12-31', 'month', '2025-12-01', '2026-01-01'],
  ['2025-05-05', 'quarter', '2025-04-01', '2025-07-01'],
  ['1969-11-05', 'quarter', '1969-10-01', '1970-01-01'],
  ['2025-05-05', 'year', '2025-01-01', '2026-01-01'],
])('%s lies in the %s from %s to %s', (date, unit, from, to) => {
  const start = periodStart(dayNumber(date) ?? Number.NaN, unit)
  expect(isoDate(start)).toBe(from)
  expect(isoDate(nextPeriod(start, unit))).toBe(to)
})

test('years start on the first of January', () => {
  expect(isoDate(yearStart(1700))).toBe('1700-01-01')
  expect(isoDate(yearStart(2024))).toBe('2024-01-01')
})
