import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectTo } from './support/adversarial-org.js'
import {
  businessPage,
  type MeasuredQuery,
  type Measurement,
  numberOf,
  REMARKS,
  ratioOf,
  WANTED_RATIO,
} from './support/business-page.js'
import { businessQueries, DEMO_NOW, naiveCost, startDemoOrg } from './support/demo-org.js'

const FILE = join(import.meta.dirname, '../../../docs/business-queries.md')
/** The one that the plans are shown of, and one where queries take several pages. */
const SCALES = [1, 5] as const
const measurements: Measurement[] = []

async function measured(scale: number): Promise<Measurement> {
  const org = await startDemoOrg({ scale })
  const connection = await connectTo(org, { Now: DEMO_NOW })
  try {
    const queries: MeasuredQuery[] = []
    for (const query of businessQueries().filter(({ folder }) => folder === 'examples/queries')) {
      const json = await connection.explain(`EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}`)
      const plan = JSON.parse(json)
      const wholeTables = naiveCost(query.sql, org, 'each table')
      queries.push({ ...query, plan, wholeTables, answer: plan.actual.rows })
    }
    return { scale, queries }
  } finally {
    await connection.close()
    await org.close()
  }
}

beforeAll(async () => {
  for (const scale of SCALES) measurements.push(await measured(scale))
}, 300_000)

/** UPDATE_DOCS=1 writes it. */
test('docs/business-queries.md shows what they cost', () => {
  const [shown, larger] = measurements as [Measurement, Measurement]
  const page = businessPage(shown, larger)
  if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, page)
  expect(readFileSync(FILE, 'utf8')).toBe(page)
})

test.each(SCALES)('none costs more than whole tables at scale %i', (scale) => {
  const queries = measurements.find((one) => one.scale === scale)?.queries ?? []
  expect(queries).toHaveLength(15)
  const dearer = queries.filter(
    ({ plan: { actual }, wholeTables }) =>
      actual.apiCalls > wholeTables.calls || actual.rowsFetched > wholeTables.rows,
  )
  expect(dearer.map(numberOf)).toEqual([])
})

test('each that needs more than a tenth of the rows has its reason, and no other', () => {
  const missed = (measurements[0]?.queries ?? []).filter((query) => ratioOf(query) < WANTED_RATIO)
  expect(missed.map(numberOf)).toEqual(Object.keys(REMARKS))
})
