import type { Knex } from 'knex'
import { inAnyOrder, lowerTexts, normalize, rowsOf } from './support/normalize.js'
import { openSqlite } from './support/sqlite.js'
import { startTestOrg, type TestOrg } from './support/test-org.js'
import { READS } from './surface/surface.js'
import { titled } from './surface/titled.js'

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

const runs = READS.filter(({ refused }) => refused === undefined)
const refusals = READS.filter(({ refused }) => refused !== undefined)

/** What of a result must be the same in both. */
function comparisonFor(sql: string): (result: unknown) => unknown {
  const outside = sql.replace(/\bover \([^)]*\)/g, '')
  const isOrdered = /\border by\b/.test(outside)
  // Of texts that differ in case alone, either may stand for both.
  const merges = /\b(?:union|intersect|except|group by|distinct|min|max)\b/.test(outside)
  return (result) => {
    const rows = normalize(merges ? lowerTexts(rowsOf(result)) : rowsOf(result))
    return isOrdered ? rows : inAnyOrder(rows)
  }
}

describe('the builder over an org and over SQLite, the same records in both', () => {
  test.each(titled(runs))('%s', async (_, { build, sqlite: inOtherWords = build }) => {
    const chain = build(org.db)
    const comparable = comparisonFor(String(chain))
    const expected = comparable(await inOtherWords(sqlite))
    expect(comparable(await chain)).toEqual(expected)
  })
})

describe('what is refused', () => {
  test.each(titled(refusals))('%s', async (_, { build, refused = '' }) => {
    await expect(Promise.resolve().then(() => build(org.db))).rejects.toThrow(refused)
  })
})
