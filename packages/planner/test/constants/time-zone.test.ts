import { instantOfLocal, isTimeZone, localOfInstant } from '../../src/constants/time-zone.js'

const at = (iso: string) => Date.parse(`${iso}Z`)
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 19)

test.each([
  ['2025-01-15T12:00:00', 'Europe/Berlin', '2025-01-15T13:00:00'],
  ['2025-07-15T12:00:00', 'Europe/Berlin', '2025-07-15T14:00:00'],
  ['2025-07-15T12:00:00', 'America/New_York', '2025-07-15T08:00:00'],
  ['2025-07-15T12:00:00', 'Asia/Kathmandu', '2025-07-15T17:45:00'],
  ['2025-07-15T12:00:00', 'UTC', '2025-07-15T12:00:00'],
  ['0099-07-15T12:00:00', 'UTC', '0099-07-15T12:00:00'],
])('at %s clocks in %s show %s', (instant, zone, local) => {
  expect(iso(localOfInstant(at(instant), zone))).toBe(local)
  expect(iso(instantOfLocal(at(local), zone))).toBe(instant)
})

test('an hour that clocks leave out is read as if they had not been put forward', () => {
  expect(iso(instantOfLocal(at('2025-03-30T02:30:00'), 'Europe/Berlin'))).toBe('2025-03-30T01:30:00')
  expect(iso(instantOfLocal(at('2025-03-09T02:30:00'), 'America/New_York'))).toBe('2025-03-09T07:30:00')
})

test('an hour that clocks show twice is the later one', () => {
  expect(iso(instantOfLocal(at('2025-10-26T02:30:00'), 'Europe/Berlin'))).toBe('2025-10-26T01:30:00')
})

test('midnights around a change of clocks', () => {
  expect(iso(instantOfLocal(at('2025-03-30T00:00:00'), 'Europe/Berlin'))).toBe('2025-03-29T23:00:00')
  expect(iso(instantOfLocal(at('2025-03-31T00:00:00'), 'Europe/Berlin'))).toBe('2025-03-30T22:00:00')
})

test('names of zones', () => {
  expect(isTimeZone('Europe/London')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})
