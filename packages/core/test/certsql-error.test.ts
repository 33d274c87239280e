import { CertSqlError, internalError } from '@certsql/core'

const facts = {
  code: 'CERT-2003',
  message: 'Account has no column "Nmae".',
  hint: 'did you mean "Name"?',
} as const

describe('an error as text', () => {
  test('puts carets under the place', () => {
    const error = new CertSqlError({ ...facts, span: { start: 7, end: 11 }, sql: 'SELECT Nmae FROM Account' })
    expect(error.render()).toBe(
      [
        'CERT-2003: Account has no column "Nmae".',
        '  SELECT Nmae FROM Account',
        '         ^^^^',
        'Hint: did you mean "Name"?',
      ].join('\n'),
    )
  })

  test('shows the line of a long statement', () => {
    const sql = 'SELECT Name\nFROM Account\nWHERE\tNmae = 1\r\nLIMIT 5'
    const start = sql.indexOf('Nmae')
    const text = new CertSqlError({ ...facts, span: { start, end: start + 4 }, sql }).render()
    expect(text).toContain('  line 3:\n  WHERE\tNmae = 1\n       \t^^^^')
  })

  test('cuts a very long line around the place', () => {
    const sql = `SELECT ${'a, '.repeat(200)}Nmae, ${'b, '.repeat(200)}c FROM t`
    const start = sql.indexOf('Nmae')
    const [, line = '', caret = ''] = new CertSqlError({ ...facts, span: { start, end: start + 4 }, sql })
      .render()
      .split('\n')
    expect(line.length).toBeLessThan(110)
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('Nmae')
  })

  test('puts one caret at the end of the text', () => {
    const error = new CertSqlError({ ...facts, span: { start: 6, end: 6 }, sql: 'SELECT' })
    expect(error.render()).toContain('  SELECT\n        ^\n')
  })

  test("keeps the org's own words", () => {
    const org = { code: 'MALFORMED_QUERY', message: "unexpected token: 'FORM'", httpStatus: 400 }
    expect(new CertSqlError({ ...facts, org }).render()).toContain(
      "The org said: MALFORMED_QUERY: unexpected token: 'FORM'",
    )
  })
})

describe('an error that learns where it happened', () => {
  test('keeps code, hint, cause and stack', () => {
    const cause = new Error('socket hang up')
    const error = new CertSqlError({ ...facts, cause })
    const located = error.withSql('SELECT Nmae FROM Account')
    expect(located).toMatchObject({
      code: 'CERT-2003',
      hint: facts.hint,
      sql: 'SELECT Nmae FROM Account',
      cause,
    })
    expect(located.stack).toBe(error.stack)
  })

  test('does not change the statement that it knows', () => {
    const located = new CertSqlError({ ...facts, sql: 'inner' })
    expect(located.withSql('outer')).toBe(located)
  })
})

test('a defect of ours says so', () => {
  expect(internalError('no such scan').render()).toContain('this is a defect of CertSQL')
})
