import { addMonths, dayNumber, isoDate } from '../../src/constants/calendar.js'
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  trimScale,
} from '../../src/constants/decimal-number.js'
import { parseInterval } from '../../src/constants/interval.js'

describe('exact decimals', () => {
  test.each([
    ['1.50', { digits: 150n, scale: 2 }],
    ['-0.01', { digits: -1n, scale: 2 }],
    ['1e3', { digits: 1000n, scale: 0 }],
    ['1.5e-3', { digits: 15n, scale: 4 }],
    ['.5', { digits: 5n, scale: 1 }],
    ['5.', { digits: 5n, scale: 0 }],
    ['123456789012345678.12', { digits: 12345678901234567812n, scale: 2 }],
  ])('%s is read', (text, expected) => {
    expect(parseDecimal(text)).toEqual(expected)
  })

  test.each(['', '.', 'abc', '1.2.3', '0x10', '1e999999999', 'Infinity'])('%j is no decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined()
  })

  test('0.1 and 0.2 are 0.3', () => {
    expect(formatDecimal(addDecimals(read('0.1'), read('0.2')))).toBe('0.3')
  })

  test('products keep every digit', () => {
    expect(formatDecimal(multiplyDecimals(read('99999999999999999.9'), read('0.000001')))).toBe(
      '99999999999.9999999',
    )
  })

  test('zeros behind the last digit do not matter', () => {
    expect(compareDecimals(read('1.10'), read('1.1'))).toBe(0)
    expect(formatDecimal(trimScale(read('1.10')))).toBe('1.1')
    expect(formatDecimal(read('-0.05'))).toBe('-0.05')
  })
})

describe('dates', () => {
  test.each(['1970-01-01', '2024-02-29', '0001-01-01', '9999-12-31', '1900-02-28'])(
    '%s goes there and back',
    (date) => {
      expect(isoDate(dayNumber(date) ?? Number.NaN)).toBe(date)
    },
  )

  test.each(['2025-02-29', '2025-13-01', '2025-00-10', '2025-01-32', '2025-1-1', 'today', ''])(
    '%j is no date',
    (date) => {
      expect(dayNumber(date)).toBeUndefined()
    },
  )

  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-12-01', 1, '2026-01-01'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(isoDate(addMonths(dayNumber(date) ?? Number.NaN, months))).toBe(expected)
  })

  test('years outside of 1 to 9999 are not written', () => {
    expect(isoDate((dayNumber('9999-12-31') ?? 0) + 1)).toBeUndefined()
  })
})

describe('intervals', () => {
  test.each([
    ['60 days', { months: 0, days: 60, microseconds: 0 }],
    ['1 year 2 mons -3 days', { months: 14, days: -3, microseconds: 0 }],
    ['04:05:06.5', { months: 0, days: 0, microseconds: 14_706_500_000 }],
    ['-01:30', { months: 0, days: 0, microseconds: -5_400_000_000 }],
    ['1.5 hours', { months: 0, days: 0, microseconds: 5_400_000_000 }],
    ['2 weeks', { months: 0, days: 14, microseconds: 0 }],
  ])('%s is read', (text, expected) => {
    expect(parseInterval(text)).toEqual(expected)
  })

  test.each(['', 'soon', '1 fortnight', '1.5 months', '5', '1 day soon'])('%j is left to DuckDB', (text) => {
    expect(parseInterval(text)).toBeUndefined()
  })
})

function read(text: string) {
  const number = parseDecimal(text)
  if (number === undefined) throw new Error(text)
  return number
}
