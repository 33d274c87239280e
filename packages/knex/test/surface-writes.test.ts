import { inAnyOrder, normalize } from './support/normalize.js'
import { openSqlite } from './support/sqlite.js'
import { orgState, sqliteState } from './support/state.js'
import { startTestOrg, type TestOrg } from './support/test-org.js'
import { titled } from './surface/titled.js'
import { WRITES } from './surface/write.js'

const runs = WRITES.filter(({ refused }) => refused === undefined)
const refusals = WRITES.filter(({ refused }) => refused !== undefined)

describe('writes to an org and to SQLite give the same, and leave the same records', () => {
  test.each(titled(runs))('%s', async (_, { build, sqlite: inOtherWords = build }) => {
    const [org, sqlite] = await Promise.all([startTestOrg(), openSqlite()])
    try {
      const expected = inAnyOrder(normalize(await inOtherWords(sqlite)))
      expect(inAnyOrder(normalize(await build(org.db)))).toEqual(expected)
      expect(orgState(org.emulator)).toEqual(await sqliteState(sqlite))
    } finally {
      await org.close()
      await sqlite.destroy()
    }
  })
})

describe('what is refused', () => {
  let org: TestOrg

  beforeAll(async () => {
    org = await startTestOrg()
  })

  afterAll(() => org.close())

  test.each(titled(refusals))('%s', async (_, { build, refused = '' }) => {
    const before = orgState(org.emulator)
    await expect(Promise.resolve().then(() => build(org.db))).rejects.toThrow(refused)
    expect(orgState(org.emulator)).toEqual(before)
  })
})
