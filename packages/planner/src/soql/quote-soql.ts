/**
 * A text as a SOQL literal. SOQL knows the escapes of Java and no doubled quotes; an unknown escape is an error there.
 *
 * ```ts
 * quoteText("O'Neill \\ Sons")   // 'O\'Neill \\ Sons'
 * ```
 */
export function quoteText(text: string): string {
  return `'${escapeText(text)}'`
}

/**
 * A LIKE pattern as a SOQL literal. The pattern is in SOQL's LIKE language already: `\%`, `\_` and `\\` stand for
 * themselves and are spelled the same inside the quotes.
 *
 * ```ts
 * quotePattern('100\\%%')   // '100\%%'
 * ```
 */
export function quotePattern(pattern: string): string {
  const escaped = pattern.replace(/\\[\\%_]|[^\\]+|\\/gs, (piece) =>
    /^\\[\\%_]$/.test(piece) ? piece : escapeText(piece),
  )
  return `'${escaped}'`
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
}

/** Control characters, and the two line separators that some parsers take for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const SPECIAL = /[\\'\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

function escapeText(text: string): string {
  return text.replace(SPECIAL, (character) => NAMED_ESCAPES[character] ?? unicodeEscape(character))
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
