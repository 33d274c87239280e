import { CertSqlError } from '@certsql/core'
import fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import { type Expression, parseStatement, printExpression } from '../src/index.js'
import { arbitraryExpression } from './support/arbitrary-tree.js'
import { readCorpus, readLines } from './support/corpus.js'
import { isPlain, withAllParentheses } from './support/parentheses.js'
import { nodesOf, withoutKeys } from './support/trees.js'

beforeAll(() => loadModule())

describe('agreement with the parser of PostgreSQL', () => {
  const shared = readCorpus()
    .filter(({ postgresql }) => postgresql)
    .map(({ sql }) => sql)
  const malformed = readLines('malformed.sql')

  test('is about many statements', () => {
    expect(shared.length).toBeGreaterThanOrEqual(300)
    expect(malformed.length).toBeGreaterThanOrEqual(80)
  })

  test.each(shared)('both accept: %s', (sql) => {
    expect(() => parseSync(sql)).not.toThrow()
    expect(() => parseStatement(sql)).not.toThrow()
  })

  test.each(malformed)('both refuse: %s', (sql) => {
    expect(() => parseSync(sql)).toThrow()
    expect(() => parseStatement(sql)).toThrow(CertSqlError)
  })

  test('is about precedence too: few parentheses mean what all of them mean', () => {
    fc.assert(
      fc.property(arbitraryExpression.filter(isPlain).filter(hasNoTryCast), (expression) => {
        const sparse = treeInPostgresql(printExpression(expression))
        expect(sparse).toEqual(treeInPostgresql(withAllParentheses(expression, printExpression)))
      }),
      { numRuns: 200 },
    )
  })
})

function treeInPostgresql(expression: string): unknown {
  return withoutKeys(parseSync(`SELECT ${expression}`), 'location', 'rexpr_list_start', 'rexpr_list_end')
}

/** TRY_CAST is not PostgreSQL's. */
function hasNoTryCast(expression: Expression): boolean {
  return nodesOf(expression).every((node) => node.kind !== 'Cast' || !('safe' in node) || node.safe === false)
}
