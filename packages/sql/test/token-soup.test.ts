import { CertSqlError } from '@certsql/core'
import fc from 'fast-check'
import {
  parseStatement,
  parseStatements,
  printStatement,
  type Statement,
  splitStatements,
} from '../src/index.js'
import { readCorpus } from './support/corpus.js'
import { withoutSpans } from './support/trees.js'

const corpus = readCorpus().map(({ sql }) => sql)
const pieces = [...new Set(corpus.flatMap((sql) => sql.match(/\w+|'[^']*'|"[^"]*"|\s+|./gu) ?? []))]

describe('whatever is typed', () => {
  test('words in any order are parsed or refused with a place', () => {
    const soup = fc.array(fc.constantFrom(...pieces, ' '), { maxLength: 25 }).map((words) => words.join(''))
    fc.assert(fc.property(soup, isAnsweredProperly), { numRuns: 3000 })
  })

  test('any characters are parsed or refused with a place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), isAnsweredProperly), {
      numRuns: 1000,
    })
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'\'"`[]()$/*-+E\\.:?;e1a \n'), maxLength: 20 }),
        isAnsweredProperly,
      ),
      { numRuns: 3000 },
    )
  })

  test('a correct statement with a piece left out, doubled or moved is parsed or refused with a place', () => {
    const mangled = fc
      .tuple(fc.constantFrom(...corpus), fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'move', 'cut'))
      .map(([sql, from, to, how]) => mangle(sql, from, to, how))
    fc.assert(fc.property(mangled, isAnsweredProperly), { numRuns: 3000 })
  })
})

function mangle(sql: string, from: number, to: number, how: string): string {
  const words = sql.match(/\w+|\s+|./gu) ?? []
  const [word = ''] = words.splice(from % words.length, how === 'double' ? 0 : 1)
  if (how === 'cut') return words.slice(0, from % (words.length + 1)).join('')
  if (how === 'move') words.splice(to % (words.length + 1), 0, word)
  if (how === 'double') words.splice(to % (words.length + 1), 0, words[from % words.length] ?? '')
  return words.join('')
}

/** Refused by one of our errors that points into the text, or parsed to a tree that obeys the law of the printer. */
function isAnsweredProperly(sql: string): void {
  const pieces = splitStatements(sql)
  for (const { span, sql: piece } of pieces) expect(sql.slice(span.start, span.end)).toBe(piece)
  const statements = parsed(sql)
  if (statements === undefined) return
  expect(pieces).toHaveLength(statements.length)
  for (const statement of statements) {
    expect(withoutSpans(parseStatement(printStatement(statement)))).toEqual(withoutSpans(statement))
  }
}

function parsed(sql: string): Statement[] | undefined {
  try {
    return parseStatements(sql)
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    expect(error.code).toMatch(/^CERT-(?:10|4002)/)
    expect(error.sql).toBe(sql)
    expect(error.span?.start).toBeGreaterThanOrEqual(0)
    expect(error.span?.start).toBeLessThanOrEqual(sql.length)
    expect(error.render()).toContain(error.message)
    return undefined
  }
}
