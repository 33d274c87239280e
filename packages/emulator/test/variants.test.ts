import { readFileSync } from 'node:fs'
import { chooseVariants, DEFAULT_VARIANTS } from '../src/variants.js'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test.each(Object.entries(DEFAULT_VARIANTS))('the README tells of %s', (name, standard) => {
  expect(README).toContain(`| \`${name}\` | \`${standard}\` |`)
})

test('changes leave the others as they are', () => {
  expect(chooseVariants({ sumArithmetic: 'double' })).toEqual({
    ...DEFAULT_VARIANTS,
    sumArithmetic: 'double',
  })
  expect(chooseVariants({})).toEqual(DEFAULT_VARIANTS)
})

test.each([
  [{ nullsMatchNotln: true }, 'There is no variant "nullsMatchNotln".'],
  [{ toString: true }, 'There is no variant "toString".'],
  [{ nullsMatchNotIn: 'yes' }, 'The variant "nullsMatchNotIn" cannot be "yes".'],
])('%j is refused', (changes, message) => {
  expect(() => chooseVariants(changes)).toThrow(message)
})
