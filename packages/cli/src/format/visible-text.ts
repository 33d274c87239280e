/**
 * Text from an org must not steer the terminal: control characters, escape sequences and marks that turn the
 * direction of writing are shown by their names. Line ends stay; each format lays them out in its own way.
 *
 * ```ts
 * visibleText('a\tb\u001b[31m')  // 'a\\tb\\x1b[31m'
 * ```
 */
export function visibleText(text: string): string {
  const oneKindOfLineEnd = text.includes('\r') ? text.replace(/\r\n/g, '\n') : text
  return oneKindOfLineEnd.replace(INVISIBLE, nameOf)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

const SHORT_NAMES: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r' }

function nameOf(character: string): string {
  const code = character.charCodeAt(0)
  const long = code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${hex2(code)}`
  return SHORT_NAMES[character] ?? long
}

function hex2(code: number): string {
  return code.toString(16).padStart(2, '0')
}
