import { parseParameters } from '../../src/command-line/given-parameters.js'
import { bindParameters, unusedParameters } from '../../src/session/bind-parameters.js'

const given = parseParameters(['day=2025-01-31', 'company=Merlin', '1=a', '2=b'])

test('a statement gets the values that it has parameters for', () => {
  expect(bindParameters('SELECT :day FROM Account WHERE x = :day', given)).toEqual({ day: '2025-01-31' })
  expect(bindParameters('SELECT ?', given)).toEqual(['a'])
  expect(bindParameters('SELECT $2, $1', given)).toEqual(['a', 'b'])
  expect(bindParameters('SELECT 1', given)).toEqual([])
})

test('a value that is missing is named with its place', () => {
  expect(() => bindParameters('SELECT ?, ?', parseParameters(['1=a']))).toThrow(
    expect.objectContaining({
      code: 'CERT-1005',
      hint: 'give it with --param 2=VALUE',
      span: { start: 10, end: 11 },
    }),
  )
})

test('a value that no statement wants is found', () => {
  expect(unusedParameters(['SELECT ?', 'SELECT :day'], given)).toEqual(['company', '2'])
  expect(unusedParameters(['SELECT $2', 'SELECT ?', 'SELECT :day, :company'], given)).toEqual([])
  expect(unusedParameters(['SELECT FROM WHERE'], given)).toEqual([])
})
