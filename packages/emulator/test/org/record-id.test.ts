import { canonicalRecordId, makeRecordId, withChecksum } from '../../src/org/record-id.js'

test.each([
  ['001D000000IRFma', 'IAH'],
  ['750R0000000zlh9', 'IAA'],
  ['003q000000KvQ2D', 'AAV'],
  ['a02D0000006YL7X', 'IAW'],
  ['701E0000000JuFH', 'IA0'],
])('%s ends in %s', (id, checksum) => {
  expect(withChecksum(id)).toBe(id + checksum)
  expect(canonicalRecordId(id)).toBe(id + checksum)
  expect(canonicalRecordId((id + checksum).toLowerCase().slice(0, 15) + checksum)).toBe(id + checksum)
  expect(canonicalRecordId(id + checksum.toLowerCase())).toBe(id + checksum)
})

test.each([
  '',
  'Acme',
  '001D000000IRFm',
  '001D000000IRFmaIAHx',
  '001D000000IRFm!',
  '001D000000IRFma999',
  '000000000000000BAA',
])('%j is no Id', (text) => {
  expect(canonicalRecordId(text)).toBeUndefined()
})

test('later records have greater Ids', () => {
  const ids = [1, 9, 10, 35, 36, 61, 62, 4_000, 1_000_000].map((serial) => makeRecordId('a00', serial))
  expect([...ids].sort()).toEqual(ids)
  expect(ids[0]).toMatch(/^a005f0000000001AA/)
  for (const id of ids) expect(canonicalRecordId(id)).toBe(id)
})
