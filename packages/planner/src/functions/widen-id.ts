const CHECK_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
const SHORT_ID = /^[0-9A-Za-z]{15}$/
const LONG_ID = /^[0-9A-Za-z]{18}$/
const GROUP_LENGTH = 5

/**
 * The form in which the org shows an Id: 18 characters, spelled as its checksum says. The last three characters tell
 * which of the first fifteen are capitals. What is no Id is given back as it is.
 *
 * ```ts
 * widenId('001D000000IRFma')      // '001D000000IRFmaIAH'
 * widenId('001d000000irfmaiah')   // '001D000000IRFmaIAH'
 * ```
 */
export function widenId(text: string): string {
  if (SHORT_ID.test(text)) return text + checksum(text)
  return LONG_ID.test(text) ? (restoreCase(text) ?? text) : text
}

/** One character per five: bit i is set when character i is a capital. */
function checksum(id: string): string {
  let suffix = ''
  for (let start = 0; start < id.length; start += GROUP_LENGTH) {
    let bits = 0
    for (let index = 0; index < GROUP_LENGTH; index += 1)
      if (/[A-Z]/.test(id.charAt(start + index))) bits |= 1 << index
    suffix += CHECK_CHARACTERS.charAt(bits)
  }
  return suffix
}

/** Undefined when the checksum cannot be that of these characters: no such Id exists, however it is spelled. */
function restoreCase(id: string): string | undefined {
  const suffix = id.slice(15).toUpperCase()
  let restored = ''
  for (let index = 0; index < 15; index += 1) {
    const bits = CHECK_CHARACTERS.indexOf(suffix.charAt(Math.floor(index / GROUP_LENGTH)))
    const isCapital = (bits & (1 << (index % GROUP_LENGTH))) !== 0
    const character = id.charAt(index)
    restored += isCapital ? character.toUpperCase() : character.toLowerCase()
  }
  return checksum(restored) === suffix ? restored + suffix : undefined
}
