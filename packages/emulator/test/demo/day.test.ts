import { dayFrom, dayOf, dayText, endOfMonth, monthStarts, weekdayOf, workday } from '../../src/demo/day.js'

describe('days', () => {
  test('know leap years and the ends of months', () => {
    expect(dayText(endOfMonth(dayOf('2024-02-10')))).toBe('2024-02-29')
    expect(dayText(endOfMonth(dayOf('2025-02-28')))).toBe('2025-02-28')
    expect(dayText(dayFrom(2025, 13, 1))).toBe('2026-01-01')
    expect(dayOf('1970-01-02')).toBe(1)
  })

  test('move from a weekend to the Monday after', () => {
    expect(weekdayOf(dayOf('2025-06-29'))).toBe(0)
    expect(dayText(workday(dayOf('2025-06-28')))).toBe('2025-06-30')
    expect(dayText(workday(dayOf('2025-06-29')))).toBe('2025-06-30')
    expect(dayText(workday(dayOf('2025-06-27')))).toBe('2025-06-27')
  })

  test('list the months between two days', () => {
    expect(monthStarts(dayOf('2024-11-20'), dayOf('2025-02-01')).map(dayText)).toEqual([
      '2024-11-01',
      '2024-12-01',
      '2025-01-01',
      '2025-02-01',
    ])
  })
})
