import { makeRecordId, withChecksum } from '../../src/org/record-id.js'

describe('Ids', () => {
  test.each([
    ['001D000000IRFma', 'IAH'],
    ['750R0000000zlh9', 'IAA'],
    ['003q000000KvQ2D', 'AAV'],
    ['a02D0000006YL7X', 'IAW'],
    ['701E0000000JuFH', 'IA0'],
  ])('%s has the checksum %s', (id, checksum) => {
    expect(withChecksum(id)).toBe(id + checksum)
  })

  test('rise with the serial number, byte by byte', () => {
    const ids = [1, 9, 10, 35, 36, 61, 62, 3843, 3844, 1_000_000].map((serial) => makeRecordId('a0L', serial))
    expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids)
    expect(ids.every((id) => id.length === 18 && id.startsWith('a0L'))).toBe(true)
  })
})
