import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { normalizeRows } from './support/compare-results.js'

let org: Emulator

beforeAll(async () => {
  org = await startAdversarialOrg()
})

afterAll(() => org.close())

const DAYS = [
  '0001-01-01',
  '1899-12-31',
  '1970-01-01',
  '2000-02-29',
  '2024-12-30',
  '2025-03-31',
  '9998-11-30',
]

/** Changes of the clock to both sides, at midnight too, and half hours. */
const MOMENTS = [
  '1969-12-31 23:59:59.999Z',
  '2018-11-04 02:30:00Z',
  '2018-11-04 03:00:00Z',
  '2024-02-29 23:30:00Z',
  '2025-03-09 07:00:00Z',
  '2025-03-30 01:00:00Z',
  '2025-03-31 00:59:59.5Z',
  '2025-10-26 00:30:00Z',
  '2025-12-31 23:30:00Z',
]

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour']
const DAY_PARTS = ['YEAR', 'ISOYEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'DOW', 'ISODOW', 'DOY']
const SHIFTS = ['1 month', '-1 month', '1 year', '30 days', '-1 day', '12 hours', '1 month -1 day 00:30:00']

const OF_ANY = [
  ...UNITS.map((unit) => `DATE_TRUNC('${unit}', x)`),
  ...DAY_PARTS.map((part) => `EXTRACT(${part} FROM x)`),
  ...SHIFTS.map((interval) => `x + INTERVAL '${interval}'`),
  ...SHIFTS.map((interval) => `x - INTERVAL '${interval}'`),
  ...UNITS.map((unit) => `DATE_TRUNC('${unit}', x) + INTERVAL '1 month'`),
  'LAST_DAY(x)',
  'CAST(x AS DATE)',
  'CAST(x AS TIMESTAMP)',
  'CAST(CAST(x AS TIMESTAMP) AS TIMESTAMPTZ)',
]
const OF_CLOCKS = ['EXTRACT(HOUR FROM x)', 'EXTRACT(MINUTE FROM x)']

const ZONES = [
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Asia/Kolkata',
  'America/St_Johns',
]

describe.each(ZONES)('what is computed of constants is what DuckDB computes of columns: %s', (zone) => {
  let connection: Connection

  beforeAll(async () => {
    connection = await connectTo(org, { TimeZone: zone })
  })

  afterAll(() => connection.close())

  test.each([
    ['dates', DAYS.map((day) => `DATE '${day}'`), OF_ANY],
    ['timestamps', MOMENTS.map((moment) => `TIMESTAMP '${moment}'`), [...OF_ANY, ...OF_CLOCKS]],
    ['moments', MOMENTS.map((moment) => `TIMESTAMPTZ '${moment}'`), [...OF_ANY, ...OF_CLOCKS]],
  ])('%s', async (_, constants, expressions) => {
    const columns = expressions.map((expression, index) => `${expression} AS c${index}`).join(', ')
    const rows = constants.map((constant, index) => `(${index}, ${constant})`).join(', ')
    const ofColumns = await rowsOf(`SELECT ${columns} FROM (VALUES ${rows}) v(i, x) ORDER BY i`)
    for (const [index, constant] of constants.entries()) {
      const folded = await rowsOf(`SELECT ${columns.replaceAll(/\bx\b/g, constant)}`)
      expect({ [constant]: folded[0]?.split(' | ') }).toEqual({ [constant]: ofColumns[index]?.split(' | ') })
    }
  })

  async function rowsOf(sql: string): Promise<readonly string[]> {
    const { rows } = await connection.query(sql, [], { rowMode: 'array' })
    return normalizeRows(rows, { fold: false })
  }
})

test('numbers are computed as DuckDB computes them', async () => {
  const connection = await connectTo(org)
  try {
    const numbers = ['0.1', '0.2', '3.0', '7.0', '-1.5', '1234567890.125', '0.000001']
    const operations = numbers.flatMap((a) =>
      numbers.flatMap((b) => ['+', '-', '*', '/'].map((sign) => [a, sign, b] as const)),
    )
    const asDouble = (number: string) => `CAST('${number}' AS DOUBLE)`
    const folded = operations.map(([a, sign, b]) => `${asDouble(a)} ${sign} ${asDouble(b)}`)
    const computed = operations.map(([a, sign, b]) => `a${numbers.indexOf(a)} ${sign} a${numbers.indexOf(b)}`)
    const columns = numbers.map((_, index) => `a${index}`).join(', ')
    const values = `(${numbers.map(asDouble).join(', ')})`
    const one = await connection.query(`SELECT ${folded.join(', ')}`, [], { rowMode: 'array' })
    const other = await connection.query(
      `SELECT ${computed.join(', ')} FROM (VALUES ${values}, ${values}) v(${columns}) LIMIT 1`,
      [],
      { rowMode: 'array' },
    )
    expect(one.rows).toEqual(other.rows)
  } finally {
    await connection.close()
  }
})
