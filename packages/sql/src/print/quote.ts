import { quoteText } from '@certsql/core'
import { RESERVED_WORDS } from '../tokens/token-types.js'

/** Whether a name can only be written with quotes around it. */
export function needsQuotes(name: string): boolean {
  return !isPlainWord(name) || RESERVED_WORDS.has(name.toUpperCase())
}

/** Whether a name can be written without quotes where any word may stand: after a dot, after AS. */
export function isPlainWord(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_$]*$/u.test(name)
}

/** Words that are no plain names of functions: before a parenthesis they begin a form of their own. */
const SPECIAL_FORMS = new Set(['CAST', 'CUBE', 'EXTRACT', 'POSITION', 'ROLLUP', 'ROW', 'TOP', 'TRY_CAST'])
/** Reserved words that name functions all the same. */
const RESERVED_FUNCTIONS = new Set(['LEFT', 'RIGHT', 'ISNULL'])

/** Whether the name of a function can only be written with quotes around it. */
export function functionNeedsQuotes(name: string): boolean {
  const word = name.toUpperCase()
  return SPECIAL_FORMS.has(word) || (needsQuotes(name) && !RESERVED_FUNCTIONS.has(word))
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
  "'": "''",
}

/** On one line: a text with line breaks or tabs is written with escapes, `E'a\nb'`. */
export function quoteTextOnOneLine(value: string): string {
  if (!/[\n\r\t]/.test(value)) return quoteText(value)
  return `E'${value.replace(/[\n\r\t\\']/g, (character) => ESCAPES[character] as string)}'`
}
