import { join } from 'node:path'
import { Computations, FOLDED_WAYS, type Outcome, STANDING_WAYS } from './support/computations.js'
import { readStatements } from './support/statement-file.js'

/** What needs the object itself: lookups that are followed, functions that the org computes, its own names. */
const NEEDS_OBJECT = /^CERT-(2001|2003|2004|2007|3002|3004|4002):/

/** But for those about metadata, where what is temporary is listed too. */
const statements = readStatements(join(import.meta.dirname, 'testdata/differential')).filter(
  ({ fails, open, anyRows, file }) =>
    fails === undefined && open === undefined && !anyRows && file !== 'metadata.sql',
)
/** All of them take minutes: each time a part, which CERTSQL_TEMPORARY_EVERY=1 makes the whole. */
const EVERY = Number(process.env.CERTSQL_TEMPORARY_EVERY ?? 5)
const chosen = statements.filter((_, index) => index % EVERY === 0)
const [PLANNED] = FOLDED_WAYS

let computations: Computations

beforeAll(async () => {
  computations = await Computations.start()
})

afterAll(() => computations.close())

describe.each(STANDING_WAYS)('$name in the place of objects', (way) => {
  test('give the same answers', async () => {
    let compared = 0
    for (const statement of chosen) {
      if (PLANNED === undefined) throw new Error('There is no way.')
      const outcome = await computations.run(way, statement, 'UTC')
      if (typeof outcome === 'string' && NEEDS_OBJECT.test(outcome)) continue
      const expected = await computations.run(PLANNED, statement, 'UTC')
      compared++
      const comparable = (one: Outcome) =>
        statement.ordered || typeof one === 'string' ? one : [...one].sort()
      expect({ [statement.title]: comparable(outcome) }).toEqual({ [statement.title]: comparable(expected) })
    }
    expect(compared).toBeGreaterThan(chosen.length / 2)
  }, 300_000)
})
