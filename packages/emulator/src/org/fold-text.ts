/**
 * The text in simple upper case, code point by code point: what the org compares when it ignores case. No code point
 * becomes two, accents stay.
 *
 * ```ts
 * foldText('Straße')  // 'STRAẞE'
 * ```
 */
export function foldText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toUpperCase()
  const upper = text.toUpperCase()
  // Where no code point grew, the full mapping is the simple one.
  if (upper.length === text.length) return upper
  let folded = ''
  for (const character of text) folded += foldCharacter(character)
  return folded
}

/** Letters whose full upper case is longer than one code point, but that have a simple one. */
const SIMPLE_UPPER_CASE: ReadonlyMap<string, string> = new Map([
  ['ß', 'ẞ'],
  ...[0x1f80, 0x1f90, 0x1fa0].flatMap((start) =>
    Array.from({ length: 8 }, (_, offset): [string, string] => [
      String.fromCodePoint(start + offset),
      String.fromCodePoint(start + offset + 8),
    ]),
  ),
  ['ᾳ', 'ᾼ'],
  ['ῃ', 'ῌ'],
  ['ῳ', 'ῼ'],
])

function foldCharacter(character: string): string {
  const simple = SIMPLE_UPPER_CASE.get(character)
  if (simple !== undefined) return simple
  const upper = character.toUpperCase()
  return upper.length === character.length ? upper : character
}

/** Texts by code point, which for surrogates is not the order of UTF-16. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return codePointRank(left) - codePointRank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all others of 16 bits. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
