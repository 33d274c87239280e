import fc from 'fast-check'
import { digitsAtScale, formatDecimal, parseDecimal } from '../../src/decode/exact-decimal.js'

test.each([
  ['12.50', { digits: 125n, scale: 1 }],
  ['-0.001', { digits: -1n, scale: 3 }],
  ['1.5e3', { digits: 1500n, scale: 0 }],
  ['1E-3', { digits: 1n, scale: 3 }],
  ['1e+21', { digits: 10n ** 21n, scale: 0 }],
  ['0', { digits: 0n, scale: 0 }],
  ['-0.00', { digits: 0n, scale: 0 }],
  ['100', { digits: 100n, scale: 0 }],
  ['10.0e-1', { digits: 1n, scale: 0 }],
  ['', undefined],
  ['.', undefined],
  ['NaN', undefined],
  ['1,5', undefined],
  ['Infinity', undefined],
])('reads %j', (lexeme, expected) => {
  expect(parseDecimal(lexeme)).toEqual(expected)
})

test.each([
  [{ digits: 125n, scale: 1 }, 2, '12.50'],
  [{ digits: -1n, scale: 3 }, 2, '-0.001'],
  [{ digits: 5n, scale: 0 }, 0, '5'],
  [{ digits: 500n, scale: 2 }, 0, '5'],
  [{ digits: 0n, scale: 0 }, 2, '0.00'],
])('writes %j in at least %i places', (value, places, expected) => {
  expect(formatDecimal(value, places)).toBe(expected)
})

test('digits at a scale: all of them, or none', () => {
  expect(digitsAtScale({ digits: 125n, scale: 2 }, 3)).toBe(1250n)
  expect(digitsAtScale({ digits: 125n, scale: 2 }, 1)).toBeUndefined()
  expect(digitsAtScale({ digits: 120n, scale: 2 }, 1)).toBe(12n)
})

test('reading what was written gives the value again', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.nat(20),
      fc.nat(25),
      (digits, scale, places) => {
        const text = formatDecimal({ digits, scale }, places)
        const again = parseDecimal(text)
        expect(again && digitsAtScale(again, scale)).toBe(digits)
      },
    ),
    { seed: 1, numRuns: 1000 },
  )
})
