/** In the order of their bytes, so that later records have greater Ids. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
/** Where an Id of 15 characters says which instance made the record. */
const INSTANCE = '5f0'

/**
 * The Id of the nth record of an object.
 *
 * ```ts
 * makeRecordId('001', 7)  // '0015f0000000007AAA'
 * ```
 */
export function makeRecordId(keyPrefix: string, serial: number): string {
  let digits = ''
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) digits = DIGITS.charAt(rest % 62) + digits
  return withChecksum(keyPrefix + INSTANCE + digits.padStart(9, '0'))
}

/** Undoes `makeRecordId`: 0 for Ids that it did not make. */
export function serialOf(id: string, keyPrefix: string): number {
  if (!id.startsWith(keyPrefix + INSTANCE)) return 0
  let serial = 0
  for (const digit of id.slice(6, 15)) serial = serial * 62 + DIGITS.indexOf(digit)
  return serial
}

/**
 * The 18 characters of a case-sensitive Id of 15: each of the last three says which of five characters are capitals.
 *
 * ```ts
 * withChecksum('001D000000IRFma')  // '001D000000IRFmaIAH'
 * ```
 */
export function withChecksum(id: string): string {
  let checksum = ''
  for (let group = 0; group < 15; group += 5) {
    let capitals = 0
    for (let index = 0; index < 5; index++) {
      const code = id.charCodeAt(group + index)
      if (code >= 65 && code <= 90) capitals |= 1 << index
    }
    checksum += CHECKSUM_LETTERS.charAt(capitals)
  }
  return id + checksum
}

/**
 * The 18-character form of an Id of 15 or 18 characters, or undefined when the text is no Id. The case of an
 * 18-character one is put right by its checksum.
 *
 * ```ts
 * canonicalRecordId('001d000000irfmaIAH')  // '001D000000IRFmaIAH'
 * canonicalRecordId('Acme')                // undefined
 * ```
 */
export function canonicalRecordId(text: string): string | undefined {
  if (text.length === 15) return /^[0-9A-Za-z]{15}$/.test(text) ? withChecksum(text) : undefined
  if (!/^[0-9A-Za-z]{15}[A-Za-z0-5]{3}$/.test(text)) return undefined
  if (withChecksum(text.slice(0, 15)) === text) return text
  const checksum = text.slice(15).toUpperCase()
  let id = ''
  for (let index = 0; index < 15; index++) {
    const capitals = CHECKSUM_LETTERS.indexOf(checksum.charAt(Math.floor(index / 5)))
    const isCapital = (capitals & (1 << (index % 5))) !== 0
    const letter = text.charAt(index)
    id += isCapital ? letter.toUpperCase() : letter.toLowerCase()
  }
  const canonical = id + checksum
  // A checksum that calls a digit a capital belongs to no Id.
  return withChecksum(id) === canonical ? canonical : undefined
}
