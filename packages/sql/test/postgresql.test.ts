import { CertSqlError } from '@certsql/core'
import { loadModule, parseSync } from 'libpg-query'
import { parseStatement } from '../src/index.js'
import { readCorpus, readLines } from './support/corpus.js'

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
})
