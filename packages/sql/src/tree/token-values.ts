import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'

/** The name that a token spells: `Name`, `"Na""me"`, `` `Name` ``, `[Name]`. */
export function toIdentifier(token: IToken): ast.Identifier {
  const { image } = token
  const span = spanOf(token)
  const closing = CLOSING_QUOTES[image.charAt(0)]
  if (closing === undefined) return { kind: 'Identifier', span, name: image, quoted: false }
  const name = image.slice(1, -1).replaceAll(closing + closing, closing)
  if (name === '') throw syntaxError('A name cannot be empty.', span)
  return { kind: 'Identifier', span, name, quoted: true }
}

const CLOSING_QUOTES: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' }

/** The text that a token spells: `'it''s'`, `E'a\n'`, `$$a$$`. */
export function toTextValue(token: IToken): string {
  const { image } = token
  if (image.includes('\0')) throw badText(token, 'A text cannot contain the character NUL.')
  switch (image.charAt(0)) {
    case "'":
      return image.slice(1, -1).replaceAll("''", "'")
    case '$': {
      const tag = image.indexOf('$', 1) + 1
      return image.slice(tag, -tag)
    }
    case 'N':
    case 'n':
      return image.slice(2, -1).replaceAll("''", "'")
    default:
      return image.slice(2, -1).replace(ESCAPE, (sequence) => decodeEscape(sequence, token))
  }
}

const ESCAPE = /''|\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{1,3}|[\s\S])/g

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function decodeEscape(sequence: string, token: IToken): string {
  if (sequence === "''") return "'"
  const head = sequence.charAt(1)
  if (/[0-7]/.test(head)) return fromCode(Number.parseInt(sequence.slice(1), 8), token)
  if (/[xuU]/.test(head)) {
    if (sequence.length === 2)
      throw badText(token, `The escape "${sequence}" needs hexadecimal digits after it.`)
    return fromCode(Number.parseInt(sequence.slice(2), 16), token)
  }
  return SIMPLE_ESCAPES[head] ?? head
}

function fromCode(code: number, token: IToken): string {
  if (code === 0) throw badText(token, 'A text cannot contain the character NUL.')
  if (code > 0x10ffff) throw badText(token, 'A text has an escape that is no Unicode character.')
  return String.fromCodePoint(code)
}

function badText(token: IToken, message: string): Error {
  return syntaxError(message, spanOf(token), undefined, 'CERT-1004')
}

/** A whole number within a type: `DECIMAL(18, 2)`, `INT[3]`. */
export function toSize(token: IToken): number {
  const size = Number(token.image)
  if (Number.isSafeInteger(size)) return size
  throw syntaxError(`"${token.image}" is not a whole number.`, spanOf(token), undefined, 'CERT-1004')
}
