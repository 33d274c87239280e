import { OrgRefusal, type SoqlComplaints } from './soql-refusal.js'

/** Longer queries are refused by the platform. */
const MAXIMUM_LENGTH = 100_000
/** The parser's time grows with the square of the nesting; nobody needs more. */
const MAXIMUM_DEPTH = 50

/**
 * The query with the contents of its text literals blanked out, at the same offsets. The parser was made for Apex, whose
 * escapes are not those of SOQL, and it would let comments pass: so texts are judged here, and the parser never sees them.
 */
export function maskLiterals(soql: string, complaints: SoqlComplaints): string {
  if (soql.length > MAXIMUM_LENGTH) {
    throw complaints.malformed(`SOQL statements cannot be longer than ${MAXIMUM_LENGTH} characters.`)
  }
  let masked = ''
  let depth = 0
  let index = 0
  while (index < soql.length) {
    const character = soql.charAt(index)
    if (character === "'") {
      const end = literalEnd(soql, index, complaints)
      masked += `'${'x'.repeat(end - index - 2)}'`
      index = end
      continue
    }
    if (character === '(') depth++
    if (character === ')') depth--
    if (depth > MAXIMUM_DEPTH) {
      throw new OrgRefusal(
        400,
        'QUERY_TOO_COMPLICATED',
        `Query is nested more than ${MAXIMUM_DEPTH} levels deep`,
      )
    }
    if (isForeign(soql, index)) {
      throw complaints.malformed(`unexpected token: '${character}'`, { start: index, end: index + 1 })
    }
    masked += character
    index++
  }
  return masked
}

/** What Apex allows between words and SOQL does not: comments, double quotes, brackets, and everything beyond ASCII. */
function isForeign(soql: string, index: number): boolean {
  const character = soql.charAt(index)
  if (character === '/') return true
  if (character === '-') return soql.charAt(index + 1) === '-'
  return '"[]{};\\`?'.includes(character) || !/[\t\n\r\x20-\x7e]/.test(character)
}

/** The offset behind the closing quote. */
function literalEnd(soql: string, start: number, complaints: SoqlComplaints): number {
  let index = start + 1
  while (index < soql.length) {
    const character = soql.charAt(index)
    if (character === "'") {
      if (soql.charAt(index + 1) === "'") {
        throw complaints.malformed(`unexpected token: '''`, { start: index + 1, end: index + 2 })
      }
      return index + 1
    }
    if (character === '\n' || character === '\r') break
    index += character === '\\' ? escapeLength(soql, index, complaints) : 1
  }
  throw complaints.malformed('line breaks not allowed in string literals, or the literal never ends', {
    start,
    end: index,
  })
}

function escapeLength(soql: string, start: number, complaints: SoqlComplaints): number {
  if (/^\\u[0-9a-f]{4}/i.test(soql.slice(start, start + 6))) return 6
  if (/^\\[nrtbf"'\\_%]/i.test(soql.slice(start, start + 2))) return 2
  throw complaints.malformed(
    `Illegal string literal: Invalid string literal '${soql.slice(start, start + 2)}'. Illegal character sequence '${soql.slice(start, start + 2)}' in string literal.`,
    { start, end: start + 2 },
  )
}
