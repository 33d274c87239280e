import { dayOf, dayText, relativeDayRange } from '../../src/soql/date-ranges.js'

/** A Wednesday. */
const TODAY = dayOf('2025-06-18')

const RANGES: readonly (readonly [literal: string, first: string, last: string])[] = [
  ['YESTERDAY', '2025-06-17', '2025-06-17'],
  ['TODAY', '2025-06-18', '2025-06-18'],
  ['TOMORROW', '2025-06-19', '2025-06-19'],
  ['LAST_WEEK', '2025-06-08', '2025-06-14'],
  ['THIS_WEEK', '2025-06-15', '2025-06-21'],
  ['NEXT_WEEK', '2025-06-22', '2025-06-28'],
  ['LAST_MONTH', '2025-05-01', '2025-05-31'],
  ['THIS_MONTH', '2025-06-01', '2025-06-30'],
  ['NEXT_MONTH', '2025-07-01', '2025-07-31'],
  ['LAST_QUARTER', '2025-01-01', '2025-03-31'],
  ['THIS_QUARTER', '2025-04-01', '2025-06-30'],
  ['NEXT_QUARTER', '2025-07-01', '2025-09-30'],
  ['LAST_YEAR', '2024-01-01', '2024-12-31'],
  ['THIS_YEAR', '2025-01-01', '2025-12-31'],
  ['NEXT_YEAR', '2026-01-01', '2026-12-31'],
  ['LAST_90_DAYS', '2025-03-20', '2025-06-18'],
  ['NEXT_90_DAYS', '2025-06-19', '2025-09-16'],
  ['LAST_N_DAYS:1', '2025-06-17', '2025-06-18'],
  ['NEXT_N_DAYS:1', '2025-06-19', '2025-06-19'],
  ['NEXT_N_DAYS:3', '2025-06-19', '2025-06-21'],
  ['N_DAYS_AGO:3', '2025-06-15', '2025-06-15'],
  ['LAST_N_WEEKS:2', '2025-06-01', '2025-06-14'],
  ['NEXT_N_WEEKS:2', '2025-06-22', '2025-07-05'],
  ['N_WEEKS_AGO:2', '2025-06-01', '2025-06-07'],
  ['LAST_N_MONTHS:6', '2024-12-01', '2025-05-31'],
  ['NEXT_N_MONTHS:2', '2025-07-01', '2025-08-31'],
  ['N_MONTHS_AGO:4', '2025-02-01', '2025-02-28'],
  ['LAST_N_QUARTERS:2', '2024-10-01', '2025-03-31'],
  ['NEXT_N_QUARTERS:1', '2025-07-01', '2025-09-30'],
  ['N_QUARTERS_AGO:2', '2024-10-01', '2024-12-31'],
  ['LAST_N_YEARS:2', '2023-01-01', '2024-12-31'],
  ['NEXT_N_YEARS:1', '2026-01-01', '2026-12-31'],
  ['N_YEARS_AGO:1', '2024-01-01', '2024-12-31'],
  ['THIS_FISCAL_QUARTER', '2025-04-01', '2025-06-30'],
  ['LAST_FISCAL_YEAR', '2024-01-01', '2024-12-31'],
  ['LAST_N_FISCAL_QUARTERS:1', '2025-01-01', '2025-03-31'],
  ['N_FISCAL_YEARS_AGO:1', '2024-01-01', '2024-12-31'],
]

test.each(RANGES)('%s is from %s to %s', (literal, first, last) => {
  const [name = '', count] = literal.split(':')
  const range = relativeDayRange(name, count === undefined ? undefined : Number(count), TODAY)
  expect(range).toBeDefined()
  expect([dayText(range?.start ?? 0), dayText((range?.end ?? 0) - 1)]).toEqual([first, last])
})

test.each([
  ['LAST_N_HOURS', 3],
  ['N_DAYS', 3],
  ['LAST_N_DAYS_AGO', 3],
  ['SOMEDAY', undefined],
  ['TODAY', 3],
])('%s:%s is no date', (name, count) => {
  expect(relativeDayRange(name, count, TODAY)).toBeUndefined()
})

test('a week that begins today is this week', () => {
  const sunday = dayOf('2025-06-15')
  expect(relativeDayRange('THIS_WEEK', undefined, sunday)?.start).toBe(sunday)
})
