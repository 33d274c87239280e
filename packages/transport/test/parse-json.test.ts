import { ExactNumber } from '@certsql/core'
import fc from 'fast-check'
import { parseJson } from '../src/rest/parse-json.js'

test.each([
  ['123456789012345', 123456789012345],
  ['1234567890123.00', 1234567890123],
  ['0.000000000000000001', 1e-18],
  ['100000000000000000000.0', 1e20],
  ['-12.5', -12.5],
  ['1.0E7', 1e7],
  ['1.23456789012345E-200', 1.23456789012345e-200],
])('%s is a plain number', (lexeme, value) => {
  expect(parseJson(`{"a":${lexeme}}`)).toEqual({ a: value })
})

test.each([
  '1234567890123456',
  '-1234567890123456',
  '123456789012345678.12',
  '0.1234567890123456',
  '9007199254740993',
  '1.2345678901234567E10',
  '33.333333333333336',
])('%s is kept digit by digit', (lexeme) => {
  const parsed = parseJson(`{"records":[{"a" : ${lexeme},"b":{"c":${lexeme}}}, {"a":1}]}`)
  const exact = new ExactNumber(lexeme)
  expect(parsed).toEqual({ records: [{ a: exact, b: { c: exact } }, { a: 1 }] })
  const [{ a }] = (parsed as { records: [{ a: ExactNumber }] }).records
  expect(a).toBeInstanceOf(ExactNumber)
  expect(String(a)).toBe(lexeme)
})

test.each([
  '{"a":"\\"x\\":1234567890123456789,"}',
  '{"a":"x:1234567890123456789"}',
  '{"a":"\\\\","b":"\\u0022b\\u0022:1234567890123456789"}',
  '{"phone":"0000000000000000000"}',
])('digits inside a text stay text: %s', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text))
  const beside = text.replace(/\}$/, ',"n":1234567890123456}')
  expect(parseJson(beside)).toEqual({ ...JSON.parse(text), n: new ExactNumber('1234567890123456') })
})

test('a record of any texts and numbers arrives whole', () => {
  const lexeme = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 999_999 }))
    .map(([whole, part]) => `${whole}.${part}`)
  const member = fc.oneof(
    lexeme.map((number) => ({ number })),
    fc.string({ unit: 'binary' }).map((text) => ({ text })),
  )
  fc.assert(
    fc.property(fc.array(member, { maxLength: 12 }), (members) => {
      const text = members.map((m, i) => `"f${i}":${'number' in m ? m.number : JSON.stringify(m.text)}`)
      const expected = members.map((m, i) => [`f${i}`, 'number' in m ? m.number : m.text])
      const parsed = parseJson(`{${text.join(',')}}`) as Record<string, string | number | ExactNumber>
      const plain = Object.entries(parsed).map(([key, value], i) => {
        const wanted = members[i]
        // A plain number must be the same value, whatever its spelling.
        if (typeof value === 'number' && wanted !== undefined && 'number' in wanted) {
          expect(sameDecimal(value, wanted.number)).toBe(true)
          return [key, wanted.number]
        }
        return [key, value instanceof ExactNumber ? value.lexeme : value]
      })
      expect(plain).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

/** Does the shortest spelling of the double denote the same decimal? */
function sameDecimal(value: number, lexeme: string): boolean {
  const scaled = (text: string) => {
    const [whole = '', part = ''] = text.split('.')
    return BigInt(whole + part.padEnd(20, '0'))
  }
  const spelled = value.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 17 })
  const shortest = /e/.test(String(value)) ? spelled : String(value)
  return scaled(shortest) === scaled(lexeme)
}

test('broken JSON throws, with and without long numbers', () => {
  expect(() => parseJson('{"a":12')).toThrow(SyntaxError)
  expect(() => parseJson('{"a":1234567890123456789,')).toThrow(SyntaxError)
})
