import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, NOW } from './support/adversarial-org.js'
import { normalizeRows } from './support/compare-results.js'
import { Oracle } from './support/oracle.js'
import { faultsOf } from './support/second-opinion.js'
import { tpchRecords } from './tpch/tpch-records.js'
import { TPCH_SCHEMA } from './tpch/tpch-schema.js'

const folder = join(import.meta.dirname, 'testdata/tpch')
const queries = readdirSync(folder)
  .sort()
  .map((file) => ({
    name: file.replace('.sql', ''),
    sql: readFileSync(join(folder, file), 'utf8').replace(/;\s*$/, ''),
  }))

let org: Emulator
let oracle: Oracle
let connections: Readonly<Record<'planned' | 'off' | 'binary', Connection>>

beforeAll(async () => {
  org = await startEmulator({
    schema: { objects: TPCH_SCHEMA },
    records: tpchRecords(),
    asOf: NOW.slice(0, 10),
    variants: FLIPPED_VARIANTS,
  })
  oracle = await Oracle.create({ now: NOW, fold: false, optimize: true })
  for (const object of TPCH_SCHEMA) await oracle.load(object, org.org.records(object.name))
  connections = {
    planned: await connectTo(org),
    off: await connectTo(org, { Pushdown: 'off' }),
    binary: await connectTo(org, { Collation: 'Binary', PageSize: 200 }),
  }
})

afterAll(async () => {
  for (const connection of Object.values(connections)) await connection.close()
  oracle.close()
  await org.close()
})

describe('the queries of TPC-H', () => {
  test('are all there', () => {
    expect(queries.map(({ name }) => name)).toEqual(
      Array.from({ length: 22 }, (_, index) => `q${String(index + 1).padStart(2, '0')}`),
    )
  })

  // No text differs from another in case alone here, so the collations agree with plain DuckDB.
  for (const { name, sql } of queries) {
    test(`${name} gives DuckDB's answer`, async () => {
      const expected = normalizeRows(await oracle.query(sql))
      expect(expected.length).toBeGreaterThan(0)
      for (const [way, connection] of Object.entries(connections)) {
        const { rows } = await connection.query(sql, [], { rowMode: 'array' })
        expect({ [way]: normalizeRows(rows) }).toEqual({ [way]: expected })
      }
    })
  }

  test('ask the org for nothing that it or another parser refuses', () => {
    expect(faultsOf(org.requests)).toEqual([])
  })
})
