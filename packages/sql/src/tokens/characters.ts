/** What a character may begin, by its code: a table for ASCII, a look at Unicode for the rest. */
export type CharacterClass = number
export const OTHER = 0
export const SPACE = 1
export const LETTER = 2
export const DIGIT = 3

const classes = new Uint8Array(128)
for (const code of [9, 10, 11, 12, 13, 32]) classes[code] = SPACE
for (let code = 48; code <= 57; code++) classes[code] = DIGIT
for (let code = 65; code <= 90; code++) classes[code] = LETTER
for (let code = 97; code <= 122; code++) classes[code] = LETTER
classes[95] = LETTER

export function classOf(code: number): CharacterClass {
  return code < 128 ? (classes[code] as CharacterClass) : classOfUnicode(code)
}

function classOfUnicode(code: number): CharacterClass {
  const character = String.fromCharCode(code)
  // Text pasted from documents and web pages brings no-break spaces and byte order marks along.
  if (/[\s\u200b\ufeff]/u.test(character)) return SPACE
  // Half of a surrogate pair: all that is outside the basic plane counts as a letter.
  if (code >= 0xd800 && code <= 0xdfff) return LETTER
  return /[\p{L}\p{N}\p{M}\p{Pc}]/u.test(character) ? LETTER : OTHER
}

/** May follow the first character of a name. */
export function continuesName(code: number): boolean {
  const kind = classOf(code)
  return kind === LETTER || kind === DIGIT || code === 36
}

/** The offset after the name that begins at `start`. */
export function endOfName(sql: string, start: number): number {
  let end = start + 1
  while (end < sql.length && continuesName(sql.charCodeAt(end))) end++
  return end
}
