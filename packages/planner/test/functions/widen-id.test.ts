import { widenId } from '../../src/functions/widen-id.js'

/** Printed in the platform's own documentation. */
const VECTORS = [
  '001D000000IRFmaIAH',
  '750R0000000zlh9IAA',
  '003q000000KvQ2DAAV',
  'a02D0000006YL7XIAW',
  '701E0000000JuFHIA0',
]

test.each(VECTORS)('widens %s', (id) => {
  expect(widenId(id.slice(0, 15))).toBe(id)
  expect(widenId(id)).toBe(id)
})

test.each(VECTORS)('restores the spelling of %s', (id) => {
  expect(widenId(id.toLowerCase())).toBe(id)
  expect(widenId(id.toUpperCase())).toBe(id)
})

test.each(['', '001', 'a b c d e f g h', '001D000000IRFma000', '001D000000IRFmaIAHxx', '!01D000000IRFma'])(
  'leaves "%s" as it is',
  (text) => {
    expect(widenId(text)).toBe(text)
  },
)
