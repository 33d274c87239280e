import { readdirSync, readFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { DEMO_AS_OF } from '../../src/demo/demo-options.js'
import { openDemoDatabase } from './demo-database.js'
import { RecordedOrg } from './recorded-org.js'

type Row = Readonly<Record<string, unknown>>

const queriesFolder = new URL('../../../../examples/queries/', import.meta.url)
const queries = new Map(
  readdirSync(queriesFolder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [file.slice(0, 3), readFileSync(new URL(file, queriesFolder), 'utf8')]),
)

let database: DuckDBConnection

beforeAll(async () => {
  database = await openDemoDatabase(new RecordedOrg())
})

/** Runs one of the example queries with the demo's today. */
async function run(name: string): Promise<readonly Row[]> {
  const sql = (queries.get(name) ?? '')
    .replace(/;\s*$/, '')
    .replace(/CURRENT_DATE/g, `DATE '${DEMO_AS_OF}'`)
    .replace(/FETCH FIRST (\d+) ROWS ONLY/, 'LIMIT $1')
  const result = await database.runAndReadAll(sql)
  return result.getRowObjectsJson()
}

function total(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Math.round(Number(row[column] ?? 0) * 100), 0) / 100
}

describe('the example queries over the demo org', () => {
  test('are fifteen', () => {
    expect([...queries.keys()]).toEqual([
      'q01',
      'q02',
      'q04',
      'q05',
      'q08',
      'q10',
      'q11',
      'q14',
      'q16',
      'q18',
      'q20',
      'q23',
      'q25',
      'q27',
      'q30',
    ])
  })

  test.each([...queries.keys()])('%s has rows, and not too many to read', async (name) => {
    const rows = await run(name)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(400)
  })

  test('q01: every age has overdue money, and no customer dwarfs the others', async () => {
    const rows = await run('q01')
    const outstanding = total(rows, 'total_outstanding')
    for (const bucket of ['not_due', 'd1_30', 'd31_60', 'd61_90', 'd90_plus']) {
      expect(total(rows, bucket) / outstanding).toBeGreaterThan(0.02)
    }
    expect(Number(rows[0]?.total_outstanding) / outstanding).toBeLessThan(0.4)
  })

  test('q02: what was open then is not what is open now', async () => {
    const rows = await run('q02')
    expect(new Set(rows.map(({ age_band: band }) => band))).toEqual(
      new Set(['current', '1-30', '31-60', '60+']),
    )
    expect(
      rows.every(
        ({ original_value: value, open_as_of: open }) => Math.abs(Number(open)) <= Math.abs(Number(value)),
      ),
    ).toBe(true)
  })

  test('q08: finds the invoices that were keyed twice', async () => {
    const rows = await run('q08')
    expect(rows.length).toBeGreaterThanOrEqual(6)
    expect(rows.length).toBeLessThan(20)
    expect(
      rows.some(
        ({ ref_1: first, ref_2: second }) =>
          first !== second && String(first).toLowerCase() === String(second).toLowerCase(),
      ),
    ).toBe(true)
  })

  test('q10: the trial balance balances, and so does the period', async () => {
    const rows = await run('q10')
    expect(total(rows, 'closing')).toBe(0)
    expect(total(rows, 'debits')).toBe(total(rows, 'credits'))
    expect(total(rows, 'debits')).toBeGreaterThan(0)
    const money = rows.filter(({ code }) => code === '1010' || code === '1300')
    expect(money.every(({ closing }) => Number(closing) > 0)).toBe(true)
  })

  test('q11: the grand total is the sum of the sections', async () => {
    const rows = await run('q11')
    const grand = rows.filter(
      ({ section, department, mon }) => section === null && department === null && mon === null,
    )
    expect(grand).toHaveLength(1)
    expect(new Set(rows.map(({ section }) => section)).size).toBeGreaterThanOrEqual(5)
  })

  test('q14: finds the three flaws', async () => {
    const rows = await run('q14')
    expect(rows.map(({ difference }) => Math.abs(Number(difference))).includes(1250)).toBe(true)
    expect(rows).toHaveLength(3)
  })

  test('q16: values several currencies of several companies, near what was booked', async () => {
    const rows = await run('q16')
    expect(new Set(rows.map(({ company }) => company)).size).toBeGreaterThanOrEqual(4)
    expect(new Set(rows.map(({ currency }) => currency)).size).toBeGreaterThanOrEqual(3)
  })

  test('q18: people are as busy as people are', async () => {
    const rows = await run('q18')
    const known = rows
      .map(({ utilisation_pct: percent }) => percent)
      .filter((percent) => percent !== null)
      .map(Number)
    const mean = known.reduce((sum, percent) => sum + percent, 0) / known.length
    expect(mean).toBeGreaterThan(50)
    expect(mean).toBeLessThan(95)
  })

  test('q20: has time, expenses and milestones of every age', async () => {
    const rows = await run('q20')
    expect(new Set(rows.map(({ item_type: type }) => type))).toEqual(
      new Set(['Timecard', 'Expense', 'Milestone']),
    )
    for (const age of ['d0_30', 'd31_60', 'd60_plus']) expect(total(rows, age)).toBeGreaterThan(0)
  })

  test('q23: has demand with and without an opportunity', async () => {
    const rows = await run('q23')
    expect(total(rows, 'weighted_hours')).toBeLessThan(total(rows, 'hours'))
    expect(rows.some(({ hours, weighted_hours: weighted }) => Number(hours) === Number(weighted))).toBe(true)
    expect(rows.some(({ region }) => region === null)).toBe(true)
  })

  test('q25: finds every outcome', async () => {
    const rows = await run('q25')
    const outcomes = new Set(rows.map(({ check_result: result }) => result))
    expect(outcomes).toEqual(new Set(['ok', 'amount differs', 'not found in accounting']))
  })

  test('q27: a region earns at least what those below it do', async () => {
    const rows = await run('q27')
    expect(rows[0]?.region).toBe('Worldwide')
    expect(rows.length).toBeGreaterThan(10)
  })

  test('q30: some were called long ago, some never', async () => {
    const rows = await run('q30')
    expect(rows.some(({ last_contact: last }) => last === null)).toBe(true)
    expect(rows.some(({ last_contact: last }) => last !== null)).toBe(true)
    expect(rows.every(({ overdue }) => Number(overdue) > 5000)).toBe(true)
  })
})
