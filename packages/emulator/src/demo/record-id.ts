/** In the order of their bytes, so that later records have greater Ids. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
/** Where an Id of 15 characters says which instance made the record. */
const INSTANCE = '5f0'
const SERIAL_LENGTH = 9

/**
 * The Id of the nth record of an object.
 *
 * ```ts
 * recordId('a0L', 1000000)  // 'a0L5f0000004C92AAE'
 * ```
 */
export function recordId(keyPrefix: string, serial: number): string {
  let digits = ''
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) digits = DIGITS.charAt(rest % 62) + digits
  return withChecksum(keyPrefix + INSTANCE + digits.padStart(SERIAL_LENGTH, '0'))
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
