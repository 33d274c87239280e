import { CertSqlError } from '@certsql/core'
import { parseStatement, parseStatements } from '../src/index.js'
import { goldenCases } from './support/golden.js'

describe('syntax errors', () => {
  const cases = goldenCases('errors.txt', errorOf)

  test('are many', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40)
  })

  test.each(cases)('$input', ({ input, output }) => {
    expect(errorOf(input)).toBe(output)
  })

  test.each(['', '  ', ';', '-- only a comment', ';;'])('say that there is no statement in "%s"', (sql) => {
    expect(() => parseStatement(sql)).toThrow('There is no statement here.')
    expect(parseStatements(sql)).toEqual([])
  })

  test('point into the text', () => {
    const error = refusal('SELECT a\nFROM t\nWHERE )')
    expect(error.span).toEqual({ start: 22, end: 23 })
    expect(error.code).toBe('CERT-1001')
  })

  test('point behind the last word when the text ends too early', () => {
    expect(refusal('SELECT a FROM   ').span).toEqual({ start: 13, end: 14 })
  })

  test('do not repeat a long text', () => {
    expect(refusal(`SELECT a ${'x'.repeat(1000)} ${'y'.repeat(1000)}`).message.length).toBeLessThan(200)
  })

  test('leave the parser ready for the next statement', () => {
    expect(() => parseStatement('SELECT (a BETWEEN 1')).toThrow(CertSqlError)
    expect(() => parseStatement('SELECT ? + $1')).toThrow(CertSqlError)
    expect(parseStatement('SELECT $1')).toMatchObject({ kind: 'QueryStatement' })
  })
})

function errorOf(sql: string): string {
  return refusal(sql).render()
}

function refusal(sql: string): CertSqlError {
  try {
    parseStatement(sql)
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
  throw new Error(`no error in: ${sql}`)
}
