import { type LikeStep, likeMatcher } from '../../src/soql/like-pattern.js'

const pattern = (text: string): LikeStep[] =>
  [...text].map((character) => (character === '%' || character === '_' ? character : { text: character }))

test.each([
  ['a%', 'Abc', true],
  ['a%', 'bac', false],
  ['%c', 'abC', true],
  ['%b%', 'abc', true],
  ['%b%', 'ac', false],
  ['abc', 'ABC', true],
  ['%', '', true],
  ['%%', 'x', true],
  ['_', '😀', true],
  ['_', '', false],
  ['_', 'ab', false],
  ['a_c', 'abc', true],
  ['a%b%c', 'axxbyyc', true],
  ['a%b%c', 'axxcyyb', false],
  ['%a_', 'xaay', true],
  ['a%a', 'a', false],
  ['.*', 'abc', false],
  ['ß', 'ẞ', true],
])('%s against %s is %s', (text, value, matches) => {
  expect(likeMatcher(pattern(text), false)(value)).toBe(matches)
})

test('case counts where it must', () => {
  expect(likeMatcher(pattern('a%'), true)('Abc')).toBe(false)
  expect(likeMatcher(pattern('a%'), true)('abc')).toBe(true)
})

test('no pattern takes long', () => {
  const started = performance.now()
  expect(likeMatcher(pattern(`${'%a_'.repeat(30)}b`), false)('a'.repeat(5_000))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1_000)
})
