import { RESERVED_WORDS } from '../tokens/token-types.js'

/** Whether a name can only be written with quotes around it. */
export function needsQuotes(name: string): boolean {
  return !/^[\p{L}_][\p{L}\p{N}\p{M}_$]*$/u.test(name) || RESERVED_WORDS.has(name.toUpperCase())
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "''" }

/** On one line: a text with line breaks or tabs is written with escapes, `E'a\nb'`. */
export function quoteTextOnOneLine(value: string): string {
  if (!/[\n\r\t]/.test(value)) return quoteText(value)
  return `E'${value.replace(/[\n\r\t\\']/g, (character) => ESCAPES[character] as string)}'`
}
