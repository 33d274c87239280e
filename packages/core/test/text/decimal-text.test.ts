import { decimalText } from '../../src/text/decimal-text.js'

test.each([
  ['1234.5', 2, '1234.50'],
  ['1234.567', 2, '1234.567'],
  [5, 0, '5'],
  [-0.1, 2, '-0.10'],
  [1e21, 2, '1000000000000000000000.00'],
  [1.5e-7, 2, '0.00000015'],
  [123n, 1, '123.0'],
  ['-1.25e3', 1, '-1250.0'],
  ['NaN', 2, 'NaN'],
])('%p with scale %i is %s', (value, scale, text) => {
  expect(decimalText(value, scale)).toBe(text)
})
