import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo } from './support/adversarial-org.js'
import {
  businessPage,
  type MeasuredQuery,
  numberOf,
  REMARKS,
  ratioOf,
  WANTED_RATIO,
} from './support/business-page.js'
import { businessQueries, DEMO_NOW, naiveCost, startDemoOrg } from './support/demo-org.js'

const FILE = join(import.meta.dirname, '../../../docs/business-queries.md')
const SCALE = 1

let org: Emulator
let connection: Connection
const measured: MeasuredQuery[] = []

beforeAll(async () => {
  org = await startDemoOrg({ scale: SCALE })
  connection = await connectTo(org, { Now: DEMO_NOW })
  for (const query of businessQueries().filter(({ folder }) => folder === 'examples/queries')) {
    const json = await connection.explain(`EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}`)
    const plan = JSON.parse(json)
    const wholeTables = naiveCost(query.sql, org, 'each table')
    measured.push({ ...query, plan, wholeTables, answer: plan.actual.rows })
  }
}, 120_000)

afterAll(async () => {
  await connection.close()
  await org.close()
})

/** UPDATE_DOCS=1 writes it. */
test('docs/business-queries.md shows what they cost', () => {
  const page = businessPage(measured, SCALE)
  if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, page)
  expect(readFileSync(FILE, 'utf8')).toBe(page)
})

test('none costs more than whole tables', () => {
  expect(measured).toHaveLength(15)
  const dearer = measured.filter(
    ({ plan: { actual }, wholeTables }) =>
      actual.apiCalls > wholeTables.calls || actual.rowsFetched > wholeTables.rows,
  )
  expect(dearer.map(numberOf)).toEqual([])
})

test('each that needs more than a tenth of the rows has its reason, and no other', () => {
  const missed = measured.filter((query) => ratioOf(query) < WANTED_RATIO)
  expect(missed.map(numberOf)).toEqual(Object.keys(REMARKS))
})
