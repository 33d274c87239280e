import { CertSqlError } from '@certsql/core'
import fc from 'fast-check'
import {
  closeDatabase,
  MISHAPS,
  type Mishap,
  outcomeOf,
  ROWS,
  type Script,
  STATEMENTS,
  type StatementName,
  undisturbedAnswers,
} from './support/interrupted-scans.js'

/** So many requests of a script meet with trouble at most; some of them one after the other, until patience ends. */
const script: fc.Arbitrary<Script> = fc.record({
  statement: fc.constantFrom(...(Object.keys(STATEMENTS) as StatementName[])),
  faults: fc.array(
    fc.record({
      mishap: fc.constantFrom(...(Object.keys(MISHAPS) as Mishap[])),
      nth: fc.integer({ min: 1, max: 10 }),
      times: fc.constantFrom(1, 1, 1, 1, 2, 7),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

const SCRIPTS = 500

let undisturbed: ReadonlyMap<StatementName, readonly string[]>
beforeAll(async () => {
  undisturbed = await undisturbedAnswers()
})
afterAll(closeDatabase)

test('the undisturbed answers are whole', () => {
  expect([...undisturbed].map(([name, rows]) => [name, rows.length])).toEqual([
    ['streamed', ROWS - 12],
    ['pagewise', ROWS],
    ['staged', ROWS],
    ['ordered', ROWS],
    ['bulk', ROWS],
    ['bulkStaged', ROWS],
  ])
})

test('whatever happens to requests, every row comes exactly once, or the statement says what happened', async () => {
  const seen = { whole: 0, resumed: 0, failed: 0 }
  await fc.assert(
    fc.asyncProperty(script, async (one) => {
      const outcome = await outcomeOf(one)
      if (outcome instanceof CertSqlError) {
        expect(outcome.hint).toBeDefined()
        expect(outcome.code).toMatch(/^CERT-(5002|6001|6002|6004|6005|7001|7004|8502|8503)$/)
        seen.failed++
        return
      }
      expect(outcome.rows).toEqual(undisturbed.get(one.statement))
      seen.whole++
      if (outcome.notices.includes('scanResumed')) seen.resumed++
    }),
    { numRuns: SCRIPTS },
  )
  // The scripts are as bad as they should be, and not too bad.
  expect(seen.whole).toBeGreaterThan(SCRIPTS / 2)
  expect(seen.resumed).toBeGreaterThan(SCRIPTS / 100)
  expect(seen.failed).toBeGreaterThan(SCRIPTS / 50)
}, 240_000)

test.each([
  ['streamed', { mishap: 'queryTimeout', nth: 1, times: 2 }, 'movedToBulk'],
  ['staged', { mishap: 'queryTimeout', nth: 1, times: 2 }, 'movedToBulk'],
  ['streamed', { mishap: 'queryTimeout', nth: 3, times: 2 }, 'scanResumed'],
  ['streamed', { mishap: 'lostLocator', nth: 4, times: 1 }, 'scanResumed'],
  ['pagewise', { mishap: 'lostLocator', nth: 2, times: 2 }, 'scanResumed'],
] as const)('%s under %j: %s', async (statement, fault, notice) => {
  const outcome = await outcomeOf({ statement, faults: [fault] })
  expect(outcome).toMatchObject({ rows: undisturbed.get(statement), notices: [notice] })
})

test('rows in an order end with the cursor', async () => {
  const faults = [{ mishap: 'lostLocator', nth: 3, times: 1 }] as const
  const outcome = await outcomeOf({ statement: 'ordered', faults })
  expect(outcome).toMatchObject({
    code: 'CERT-6004',
    message: expect.stringContaining('after 400 of 1,100 rows'),
  })
})
