import type { Knex } from 'knex'
import { LOOKUPS } from './programs/lookups.js'
import type { Program } from './programs/program.js'
import { REPORTS } from './programs/reports.js'
import { SHAPES } from './programs/shapes.js'
import { STREAMS } from './programs/streams.js'
import { WRITING } from './programs/writing.js'
import { normalize } from './support/normalize.js'
import { openSqlite } from './support/sqlite.js'
import { startTestOrg, type TestOrg } from './support/test-org.js'

const READING: readonly [string, Program][] = [REPORTS, LOOKUPS, SHAPES, STREAMS].flatMap((programs) =>
  Object.entries(programs),
)

describe('programs that read, on an org and on SQLite', () => {
  let org: TestOrg
  let sqlite: Knex

  beforeAll(async () => {
    org = await startTestOrg()
    sqlite = await openSqlite()
  })

  afterAll(async () => {
    await org.close()
    await sqlite.destroy()
  })

  test.each(READING)('%s', async (_, program) => {
    const expected = normalize(await program(sqlite))
    expect(normalize(await program(org.db))).toEqual(expected)
  })
})

describe('programs that write, each on records of its own', () => {
  test.each(Object.entries(WRITING))('%s', async (_, program) => {
    const [org, sqlite] = await Promise.all([startTestOrg(), openSqlite()])
    try {
      const expected = normalize(await program(sqlite))
      expect(normalize(await program(org.db))).toEqual(expected)
    } finally {
      await org.close()
      await sqlite.destroy()
    }
  })
})
