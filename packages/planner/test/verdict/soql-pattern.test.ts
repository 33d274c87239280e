import { matchesEverything, patternText, readPattern, soqlPattern } from '../../src/verdict/soql-pattern.js'

test.each([
  ['a%b_', '\\', 'a%b_'],
  ['100\\%', '\\', '100\\%'],
  ['a\\\\b', '\\', 'a\\\\b'],
  // An escaped ordinary character is that character.
  ['\\a\\b', '\\', 'ab'],
  ['50!%!!', '!', '50\\%!'],
  // Without an escape the backslash is one.
  ['a\\%', '', 'a\\\\%'],
  // The escape may be a wildcard itself.
  ['a%%b%_', '%', 'a\\%b\\_'],
  ['😀_', '\\', '😀_'],
])('%j escaped by %j is %j in SOQL', (pattern, escapeBy, soql) => {
  expect(soqlPattern(readPattern(pattern, escapeBy) ?? [])).toBe(soql)
})

test('what SQL refuses is not read', () => {
  expect(readPattern('a\\', '\\')).toBeUndefined()
  expect(readPattern('a', 'xy')).toBeUndefined()
})

test('patterns that are no patterns', () => {
  const read = (pattern: string) => readPattern(pattern, '\\') ?? []
  expect(patternText(read('a\\%b'))).toBe('a%b')
  expect(patternText(read(''))).toBe('')
  expect(patternText(read('a%'))).toBeUndefined()
  expect(matchesEverything(read('%%'))).toBe(true)
  expect(matchesEverything(read('%_'))).toBe(false)
  expect(matchesEverything(read(''))).toBe(false)
})
