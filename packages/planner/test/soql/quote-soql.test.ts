import { parseQuery } from '@jetstreamapp/soql-parser-js'
import fc from 'fast-check'
import { quotePattern, quoteText } from '../../src/soql/quote-soql.js'
import { soqlComplaint } from '../support/soql-parsers.js'

describe('a text in quotes', () => {
  test.each([
    ['acme', "'acme'"],
    ["O'Neill", "'O\\'Neill'"],
    ['a\\b', "'a\\\\b'"],
    ["\\'", "'\\\\\\''"],
    ['say "x"', `'say "x"'`],
    ['two\nlines\r\tand a tab', "'two\\nlines\\r\\tand a tab'"],
    ['100%_', "'100%_'"],
    ['bell \u0007, next line \u0085', "'bell \\u0007, next line \\u0085'"],
    ['\u2028', "'\\u2028'"],
    ['Ärger 😀', "'Ärger 😀'"],
    ['', "''"],
    ["'); DELETE FROM Account; --", "'\\'); DELETE FROM Account; --'"],
  ])('%j is %s', (text, quoted) => {
    expect(quoteText(text)).toBe(quoted)
  })
})

describe('a pattern in quotes', () => {
  test.each([
    ['a%', "'a%'"],
    ['100\\%%', "'100\\%%'"],
    ['a\\_b_', "'a\\_b_'"],
    ['a\\\\b', "'a\\\\b'"],
    ["O'%", "'O\\'%'"],
    ['\n%', "'\\n%'"],
  ])('%j is %s', (pattern, quoted) => {
    expect(quotePattern(pattern)).toBe(quoted)
  })
})

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  b: '\b',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The org's reading of a literal, written from its documentation: these escapes and no others. */
function decode(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, unicode?: string, letter = '') => {
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16))
    const character = ESCAPES[letter]
    if (character === undefined) throw new Error(`\\${letter} is no escape of SOQL`)
    return character
  })
}

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("'", '\\', '"', '%', '_', '\n', 'a', ' ', ')', 'é'), maxLength: 20 }),
)

test('whatever the text, the literal reads as that text again, and as one literal', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const literal = quoteText(text)
      expect(decode(literal)).toBe(text)
      const soql = `SELECT Id FROM Account WHERE Name = ${literal} AND Industry = 'x'`
      expect(soqlComplaint(soql)).toBeUndefined()
      const where = parseQuery(soql).where
      if (where === undefined || !('left' in where) || where.left === null || !('value' in where.left))
        throw new Error('no condition')
      expect(where.left.value).toBe(literal)
    }),
    { numRuns: 400, seed: 3 },
  )
})
