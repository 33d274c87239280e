import { join } from 'node:path'
import type { Connection, ConnectOptions } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo } from './support/adversarial-org.js'
import { DEMO_NOW, startDemoOrg } from './support/demo-org.js'
import { formatExplanation } from './support/format-explanation.js'
import { type PlanCase, readPlanFiles, writePlanFile } from './support/plan-file.js'
import { objectionsTo } from './support/second-opinion.js'

const folder = join(import.meta.dirname, 'testdata/plans')
const files = readPlanFiles(folder)
/** UPDATE_PLANS=1 writes the plans of today into the files; read every change before you commit it. */
const isUpdating = process.env.UPDATE_PLANS === '1'

let org: Emulator
const connections = new Map<string, Promise<Connection>>()

beforeAll(async () => {
  org = await startDemoOrg({ scale: 0.1 })
})

afterAll(async () => {
  for (const connection of connections.values()) await (await connection).close()
  await org.close()
})

test('there are enough plans', () => {
  expect(files.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(250)
})

for (const { file, cases } of files) {
  describe(file, () => {
    const written: PlanCase[] = []
    for (const one of cases) {
      test(one.title, async () => {
        const plan = await planOf(one)
        written.push({ ...one, plan })
        if (!isUpdating) expect(plan).toBe(one.plan)
      })
    }
    if (isUpdating) afterAll(() => writePlanFile(folder, { file, cases: written }))
  })
}

test('every SOQL of the plans is accepted by two parsers', () => {
  const soql = files.flatMap(({ cases }) =>
    cases.flatMap(({ plan }) =>
      [...plan.matchAll(/^\s*scan [^:]+: (SELECT .*)$/gm)].map((match) => match[1] ?? ''),
    ),
  )
  expect(soql.length).toBeGreaterThanOrEqual(200)
  expect(soql.flatMap((one) => objectionsTo(one).map((objection) => `${objection} — ${one}`))).toEqual([])
})

/** The plan as text, or the error that is told instead. */
async function planOf({ sql, options }: PlanCase): Promise<string> {
  const connection = await connectionWith(options)
  try {
    return formatExplanation(JSON.parse(await connection.explain(sql, [], { format: 'json' })))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `${error.code}: ${error.message}`
    throw error
  }
}

function connectionWith(options: ConnectOptions): Promise<Connection> {
  const key = JSON.stringify(options)
  const connection = connections.get(key) ?? connectTo(org, { Now: DEMO_NOW, Decimals: 'Number', ...options })
  connections.set(key, connection)
  return connection
}
