import fc from 'fast-check'
import { formatDay, formatTimestamp, parseClock, parseDay, parseInstant } from '../../src/decode/calendar.js'

const DAY = 86_400_000

test('days agree with Date over all years that the org has', () => {
  fc.assert(
    fc.property(fc.integer({ min: -98_000, max: 2_932_896 }), (day) => {
      const text = new Date(day * DAY).toISOString().slice(0, 10)
      expect(parseDay(text)).toBe(day)
      expect(formatDay(day)).toBe(text)
    }),
    { seed: 3, numRuns: 2000 },
  )
})

test('instants agree with Date', () => {
  fc.assert(
    fc.property(fc.integer({ min: -98_000 * DAY, max: 2_932_896 * DAY }), (milliseconds) => {
      const text = new Date(milliseconds).toISOString()
      expect(parseInstant(text)).toBe(milliseconds)
      expect(parseInstant(text.replace('Z', '+0000'))).toBe(milliseconds)
    }),
    { seed: 4, numRuns: 2000 },
  )
})

test.each([
  ['2026-01-31T10:00:00.000+0000', '2026-01-31T10:00:00.000Z'],
  ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
  ['2026-01-31T10:00:00.5-0930', '2026-01-31T19:30:00.500Z'],
  ['2026-01-31T10:00:00.123456Z', '2026-01-31T10:00:00.123Z'],
])('reads %s', (text, expected) => {
  expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected)
})

test.each([
  '2026-01-31',
  '2026-01-31 10:00:00Z',
  '2026-01-31T10:00:00',
  '2026-01-31T10:00:00.000+00',
  '2026-13-31T10:00:00Z',
  '2026-01-31T10:00:00.Z',
  '',
])('refuses %j as an instant', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test.each(['2026-1-31', '2026-00-10', '20260131', '2026-01-32', 'yyyy-mm-dd'])(
  'refuses %j as a day',
  (text) => {
    expect(parseDay(text)).toBeUndefined()
  },
)

test('clocks', () => {
  expect(parseClock('10:30:00.250Z')).toBe(37_800_250)
  expect(parseClock('00:00:00')).toBe(0)
  expect(parseClock('24:61:00')).toBeUndefined()
})

test('timestamps before 1970 and before our era', () => {
  expect(formatTimestamp(-1n)).toBe('1969-12-31 23:59:59.999999')
  expect(formatTimestamp(BigInt(-719_529) * 86_400_000_000n)).toBe('0002-12-31 00:00:00 BC')
})
