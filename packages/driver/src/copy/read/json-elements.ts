import { unreadable } from './read-error.js'

/** A longer element is an array that never ends. */
const LONGEST_ELEMENT = 64_000_000

/**
 * The elements of one JSON array as texts, as the array comes in pieces: only brackets and quotes are looked at, so an
 * array of any length is read in the memory of one element. Objects behind each other without an array are taken too.
 */
export async function* jsonElements(pieces: AsyncIterable<string>, path: string): AsyncGenerator<string> {
  let element = ''
  let depth = 0
  let isText = false
  let isEscaped = false
  let hasArray = false
  let isOver = false
  for await (const piece of pieces) {
    let start = 0
    for (let index = 0; index < piece.length; index++) {
      const character = piece.charCodeAt(index)
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (character === BACKSLASH) isEscaped = true
        else if (character === QUOTE) isText = false
        continue
      }
      if (depth === 0) {
        start = index
        if (isBlank(character) || character === COMMA) continue
        if (isOver) throw unreadable(path, 'something stands behind the end of its array')
        if (character === OPEN_BRACKET && !hasArray) hasArray = true
        else if (character === CLOSE_BRACKET && hasArray) isOver = true
        else if (character === OPEN_BRACE) depth = 1
        else
          throw unreadable(path, 'it is no array of JSON objects', {
            hint: 'for one object per line: (FORMAT ndjson)',
          })
        continue
      }
      if (character === QUOTE) isText = true
      else if (character === OPEN_BRACE || character === OPEN_BRACKET) depth += 1
      else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) {
        depth -= 1
        if (depth > 0) continue
        yield element + piece.slice(start, index + 1)
        element = ''
        start = index + 1
      }
    }
    if (depth === 0) continue
    element += piece.slice(start)
    if (element.length > LONGEST_ELEMENT)
      throw unreadable(path, `a row has more than ${LONGEST_ELEMENT.toLocaleString('en')} characters`)
  }
  if (depth > 0 || (hasArray && !isOver))
    throw unreadable(path, 'it ends in the middle: its JSON is not whole')
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x0a || character === 0x0d || character === 0x09
}
