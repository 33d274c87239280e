import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS } from './support/adversarial-org.js'
import { normalizeRows } from './support/compare-results.js'
import { businessQueries, DEMO_NOW, demoOracle, naiveCost, startDemoOrg } from './support/demo-org.js'
import type { Oracle } from './support/oracle.js'
import { faultsOf } from './support/second-opinion.js'

const queries = businessQueries()
const fifteen = queries.filter(({ name }) => name.startsWith('q'))
/** 1 is what the demo shows; more rows make more pages. */
const scale = Number(process.env.SCALE ?? 1)

let org: Emulator
let flippedOrg: Emulator
let oracle: Oracle
let planned: Connection
let off: Connection
let flipped: Connection
const figures: Record<string, string | number>[] = []

beforeAll(async () => {
  org = await startDemoOrg({ scale })
  flippedOrg = await startDemoOrg({ scale, variants: FLIPPED_VARIANTS })
  oracle = await demoOracle(
    org,
    queries.map(({ sql }) => sql),
  )
  planned = await connectTo(org, { Now: DEMO_NOW })
  off = await connectTo(org, { Now: DEMO_NOW, Pushdown: 'off' })
  flipped = await connectTo(flippedOrg, { Now: DEMO_NOW })
}, 300_000)

afterAll(async () => {
  if (process.env.FIGURES !== undefined) console.table(figures)
  for (const one of [planned, off, flipped, org, flippedOrg]) await one.close()
  oracle.close()
})

describe('the business queries over the demo org', () => {
  test('are fifteen, and those of the tour', () => {
    expect(fifteen).toHaveLength(15)
    expect(queries.length).toBeGreaterThan(15)
  })

  test.each(queries)(
    '$name has rows, and one answer',
    async ({ name, sql }) => {
      const expected = normalizeRows(await oracle.query(sql)).toSorted()
      const { rows, stats } = await planned.query(sql, [], { rowMode: 'array' })
      expect(rows.length).toBeGreaterThan(0)
      expect(normalizeRows(rows).toSorted()).toEqual(expected)
      const local = await off.query(sql, [], { rowMode: 'array' })
      expect(normalizeRows(local.rows).toSorted()).toEqual(expected)
      const other = await flipped.query(sql, [], { rowMode: 'array' })
      expect(normalizeRows(other.rows).toSorted()).toEqual(expected)
      const naive = naiveCost(sql, org)
      figures.push({
        query: name.slice(0, 30),
        rows: rows.length,
        calls: stats.apiCalls,
        'naive calls': naive.calls,
        moved: stats.rowsFetched,
        'naive moved': naive.rows,
        ratio: (naive.rows / Math.max(1, stats.rowsFetched)).toFixed(1),
        ms: Math.round(stats.milliseconds),
      })
    },
    120_000,
  )

  test.each(queries)(
    '$name costs no more than fetching whole tables',
    async ({ sql }) => {
      const { stats } = await planned.query(sql)
      const naive = naiveCost(sql, org)
      expect(stats.rowsFetched).toBeLessThanOrEqual(naive.rows)
      expect(stats.apiCalls).toBeLessThanOrEqual(naive.calls)
    },
    120_000,
  )
})

describe('the queries that were sent', () => {
  test('are accepted by the org and by two parsers', () => {
    const groupsMayBeMany = (soql: string) => / GROUP BY /.test(soql)
    expect(faultsOf(org.requests, groupsMayBeMany)).toEqual([])
    expect(faultsOf(flippedOrg.requests, groupsMayBeMany)).toEqual([])
  })
})
