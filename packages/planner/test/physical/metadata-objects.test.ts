import { parseStatement } from '@certsql/sql'
import { planStatement } from '../../src/plan-statement.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS } from '../support/plan-of.js'

describe('a metadata table is asked about as few objects as the statement names', () => {
  test.each([
    ["WHERE table_name = 'Account'", ['Account']],
    ["WHERE 'account' = table_name AND ordinal_position > 3", ['account']],
    ["WHERE table_name IN ('Account', 'Contact', NULL)", ['Account', 'Contact']],
    ["WHERE table_name = 'Account' OR table_name = 'Contact'", ['Account', 'Contact']],
    ["WHERE table_name LIKE 'Acc%'", undefined],
    ["WHERE table_name <> 'Account'", undefined],
    ["WHERE UPPER(column_name) = 'ID'", undefined],
    ['', undefined],
  ])('%s', (where, objects) => {
    expect(objectsOf(`SELECT column_name FROM information_schema.columns ${where}`)).toEqual(objects)
  })

  test('also inside a derived table', () => {
    const sql =
      "SELECT * FROM (SELECT table_name AS t, column_name FROM information_schema.columns) c WHERE t = 'Task'"
    expect(objectsOf(sql)).toEqual(['Task'])
  })
})

function objectsOf(sql: string): readonly string[] | undefined {
  const planned = planStatement(parseStatement(sql), fixtureCatalog(), DEFAULT_OPTIONS)
  if (planned.kind !== 'Query' || planned.plan.kind !== 'StagedQuery') throw new Error('not staged')
  return planned.plan.metadata[0]?.objects
}
