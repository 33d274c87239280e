import { ExactNumber } from '@certsql/core'
import { OrgRefusal } from '../soql/soql-refusal.js'

/** No text of a client begins like this. */
const MARK = '\u0000exact:'
const STRING_OR_LONG_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]{15,}/gs
const LONG_NUMBER = /\d[\d.]{15,}/

/**
 * `JSON.parse`, but a number with more digits than a double holds arrives as core's `ExactNumber`. What is no JSON is
 * refused in the platform's words.
 */
export function parseJson(text: string): unknown {
  checkDepth(text)
  try {
    if (!LONG_NUMBER.test(text)) return JSON.parse(text) as unknown
    const marked = text.replace(STRING_OR_LONG_NUMBER, (part) =>
      part.startsWith('"') || !isLong(part) ? part : JSON.stringify(MARK + part),
    )
    // The text itself must be JSON too: a mark in it could hide that it is not.
    JSON.parse(text)
    return JSON.parse(marked, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
    ) as unknown
  } catch {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `Unexpected input in the JSON of the request${near(text)}`)
  }
}

/** Deeper JSON is refused, as the platform's reader does; nothing below needs to fear for its stack. */
const MAXIMUM_DEPTH = 500

function checkDepth(text: string): void {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22:
        index = endOfString(text, index)
        break
      case 0x5b:
      case 0x7b:
        depth++
        if (depth > MAXIMUM_DEPTH) {
          throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `The JSON is nested more than ${MAXIMUM_DEPTH} deep`)
        }
        break
      case 0x5d:
      case 0x7d:
        depth--
        break
    }
  }
}

/** The place of the quote that ends a string; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) return index
    if (code === 0x5c) index++
  }
  return text.length
}

/** `JSON.stringify`, which writes the numbers that `parseJson` kept exactly as they were. */
export function jsonOf(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) =>
    item instanceof ExactNumber ? MARK + item.lexeme : item,
  )
  return text.replace(/"\\u0000exact:(-?\d[\d.eE+-]*)"/g, '$1')
}

function isLong(lexeme: string): boolean {
  const digits = lexeme
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '')
  return digits.length > 15
}

/** Where reading stopped, as far as a reader of the message can be helped. */
function near(text: string): string {
  const start = text.trimStart().slice(0, 20)
  return start === '' ? ': there is none' : ` that begins with ${JSON.stringify(start)}`
}
