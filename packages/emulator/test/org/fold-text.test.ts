import { compareCodePoints, foldText } from '../../src/org/fold-text.js'

test.each([
  ['acme', 'ACME'],
  ['Straße', 'STRAẞE'],
  ['éÉ', 'ÉÉ'],
  ['ŉ', 'ŉ'],
  ['ﬁ', 'ﬁ'],
  ['ΐ', 'ΐ'],
  ['ᾀ', 'ᾈ'],
  ['ı', 'I'],
  ['i', 'I'],
  ['ς', 'Σ'],
  ['𐐨', '𐐀'],
  ['😀ß', '😀ẞ'],
])('%s folds to %s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
  expect([...foldText(text)]).toHaveLength([...text].length)
  expect(foldText(folded)).toBe(folded)
})

test('texts are ordered by code point, not by UTF-16 unit', () => {
  const texts = ['', 'A', 'AA', 'B', 'É', '\uffee', '😀']
  const mixed = [...texts].reverse().sort(compareCodePoints)
  expect(mixed).toEqual(texts)
  expect(compareCodePoints('x', 'x')).toBe(0)
})
