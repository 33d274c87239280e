import { quoteText } from '@certsql/core'
import { closeAll, connectTo, startOrg } from '../support/test-org.js'

/**
 * The text of a value compares with a constant as with that text in a column. DuckDB takes the comparison for one of values, where
 * it thinks it may, and for a TIMESTAMPTZ it may not.
 */
const VALUES: Readonly<Record<string, string>> = {
  DATE: "DATE '2025-03-04'",
  TIMESTAMP: "TIMESTAMP '2025-03-04 10:00:00'",
  TIMESTAMPTZ: "TIMESTAMPTZ '2025-03-04 10:00:00+00'",
  TIME: "TIME '10:00:00'",
  INTEGER: '12',
  BIGINT: 'CAST(12 AS BIGINT)',
  DOUBLE: 'CAST(1.5 AS DOUBLE)',
  DECIMAL: 'CAST(1.5 AS DECIMAL(10, 2))',
  BOOLEAN: 'TRUE',
  INTERVAL: "INTERVAL '1 day'",
}
const TEXTS = ['', '2025', '2025-03', '2025-03-04', '2025-3-4', '2025-03-04 10:00', '10:00', '12', '012']
TEXTS.push('1.5', '1.50', 'x', 'true', 'T', '1 day', '24:00:00')
const OPERATORS = ['=', '<>', '<', '>=', 'IS DISTINCT FROM']

afterAll(closeAll)

describe.each(['Org', 'Binary'])('Collation=%s', (collation) => {
  test.each(Object.entries(VALUES))('of %s', async (_type, value) => {
    const connection = await connectTo(await startOrg(), { Collation: collation })
    try {
      await connection.query(`CREATE TEMP TABLE v AS SELECT ${value} AS x UNION ALL SELECT NULL`)
      const rows = TEXTS.map((text) => `(${quoteText(text)})`).join(', ')
      await connection.query(`CREATE TEMP TABLE c AS SELECT * FROM (VALUES ${rows}) AS c (text)`)
      const conditions = (text: string) =>
        [
          ...OPERATORS.map((one) => `CAST(x AS VARCHAR) ${one} ${text}`),
          `CAST(x AS VARCHAR) IN (${text}, 'y')`,
        ]
          .map((one, index) => `(${one}) AS c${index}`)
          .join(', ')
      const literals = TEXTS.map(
        (text) => `SELECT ${quoteText(text)} AS t, x, ${conditions(quoteText(text))} FROM v`,
      )
      const inOrder = 'ORDER BY t, x IS NULL'
      const asLiterals = await connection.query(
        `SELECT * FROM (${literals.join(' UNION ALL ')}) l ${inOrder}`,
      )
      const asColumns = await connection.query(
        `SELECT c.text AS t, x, ${conditions('c.text')} FROM v, c ${inOrder}`,
      )
      expect(asLiterals.rows).toEqual(asColumns.rows)
      expect(asLiterals.rows).toHaveLength(2 * TEXTS.length)
    } finally {
      await connection.close()
    }
  })
})
