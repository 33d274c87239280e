import {
  addDecimals,
  compareNumbers,
  formatDecimal,
  isNumberText,
  parseDecimal,
  storedNumber,
  trimDecimal,
} from '../../src/org/decimal-text.js'

test.each([
  ['12.50', 12.5],
  ['-0.01', -0.01],
  ['.5', 0.5],
  ['1e3', 1000],
  ['1.5E-3', 0.0015],
  ['123456789012345', 123456789012345],
  ['123456789012345678.12', '123456789012345678.12'],
  ['-123456789012345678.00', '-123456789012345678'],
  ['100000000000000000000', '100000000000000000000'],
])('%s is kept as %j', (text, stored) => {
  expect(storedNumber(text)).toBe(stored)
})

test.each(['', '.', '-', '1.2.3', 'abc', '0x10', '1e', 'NaN', 'Infinity'])('%j is no number', (text) => {
  expect(isNumberText(text)).toBe(false)
})

test('decimals add and print without loss', () => {
  const sum = addDecimals(parseDecimal('123456789012345678.12'), parseDecimal('-0.1200'))
  expect(formatDecimal(sum)).toBe('123456789012345678.0000')
  expect(formatDecimal(trimDecimal(sum))).toBe('123456789012345678')
  expect(formatDecimal({ units: -5n, scale: 3 })).toBe('-0.005')
})

test('numbers of both forms compare by value', () => {
  const ascending = [
    '-123456789012345678.12',
    -1,
    0,
    0.5,
    '123456789012345678.12',
    '123456789012345678.13',
  ] as const
  for (let index = 1; index < ascending.length; index++) {
    expect(compareNumbers(ascending[index - 1] ?? 0, ascending[index] ?? 0)).toBeLessThan(0)
  }
  expect(compareNumbers('123456789012345678.10', '123456789012345678.1')).toBe(0)
})
