import { randomUUID } from 'node:crypto'
import { ExactNumber } from '@certsql/core'

/** A double keeps any decimal number of so many digits. */
const DOUBLE_DIGITS = 15

/**
 * A member with a number of 16 characters or more. A quote inside a JSON text always follows a backslash, so a quote
 * after a word character ends a key, and the pattern cannot match inside a text. (Keys of the API are identifiers.)
 */
const LONG_NUMBER = /(\w"\s*:\s*)(-?\d[\d.]{15,}(?:[eE][+-]?\d+)?)/g

/** Marks a number that goes through `JSON.parse` as a text. No answer can guess it. */
const MARK = `exact ${randomUUID()} `

/**
 * `JSON.parse`, but a number with more than 15 significant digits arrives as core's `ExactNumber`. Without such numbers
 * (one search over the text, a fifth of the time of the parsing) this is `JSON.parse` itself.
 *
 * ```ts
 * parseJson('{"a":12.5,"b":123456789012345678.12}')  // { a: 12.5, b: ExactNumber('123456789012345678.12') }
 * ```
 */
export function parseJson(text: string): unknown {
  let found = false
  const marked = text.replace(LONG_NUMBER, (member: string, key: string, lexeme: string) => {
    if (significantDigits(lexeme) <= DOUBLE_DIGITS) return member
    found = true
    return `${key}"${MARK}${lexeme}"`
  })
  return found ? unmark(JSON.parse(marked)) : JSON.parse(text)
}

/** Digits of the mantissa without the zeros at both ends: `0.00120` has two. */
function significantDigits(lexeme: string): number {
  const mantissa = lexeme.replace(/[eE].*$/, '')
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length
}

/** Puts the exact numbers in place; the tree is ours alone, so it is changed where it stands. */
function unmark(node: unknown): unknown {
  if (typeof node === 'string') return node.startsWith(MARK) ? new ExactNumber(node.slice(MARK.length)) : node
  if (typeof node !== 'object' || node === null) return node
  const members = node as Record<string, unknown>
  for (const key of Object.keys(members)) {
    const member = members[key]
    if (typeof member === 'string' || typeof member === 'object') members[key] = unmark(member)
  }
  return node
}
