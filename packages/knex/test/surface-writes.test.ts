import type { Knex } from 'knex'
import { inAnyOrder, normalize } from './support/normalize.js'
import { RECORDS } from './support/schema.js'
import { openSqlite } from './support/sqlite.js'
import { startTestOrg } from './support/test-org.js'
import type { SurfaceCase } from './surface/surface-case.js'
import { titled } from './surface/titled.js'
import { WRITES } from './surface/write.js'

const runs = WRITES.filter(({ refused }) => refused === undefined)
const refusals = WRITES.filter(({ refused }) => refused !== undefined)

/** What a chain resolves to, and all records after it. */
async function outcomeOf(db: Knex, build: SurfaceCase['build']): Promise<unknown> {
  const result = inAnyOrder(normalize(await build(db)))
  const records: Record<string, unknown> = {}
  for (const name of Object.keys(RECORDS)) records[name] = inAnyOrder(normalize(await db(name)))
  return { result, records }
}

describe('writes to an org and to SQLite leave the same records', () => {
  test.each(titled(runs))('%s', async (_, { build, sqlite: inOtherWords = build }) => {
    const [org, sqlite] = await Promise.all([startTestOrg(), openSqlite()])
    try {
      const expected = await outcomeOf(sqlite, inOtherWords)
      expect(await outcomeOf(org.db, build)).toEqual(expected)
    } finally {
      await org.close()
      await sqlite.destroy()
    }
  })
})

describe('what is refused', () => {
  test.each(titled(refusals))('%s', async (_, { build, refused = '' }) => {
    const org = await startTestOrg()
    try {
      const before = org.emulator.requests.length
      await expect(Promise.resolve().then(() => build(org.db))).rejects.toThrow(refused)
      const writes = org.emulator.requests.slice(before).filter(({ method }) => method !== 'GET')
      expect(writes.filter(({ path }) => !path.includes('/Soap/'))).toEqual([])
    } finally {
      await org.close()
    }
  })
})
