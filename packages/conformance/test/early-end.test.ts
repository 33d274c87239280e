import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, startAdversarialOrg } from './support/adversarial-org.js'

let org: Emulator
let planned: Connection
let off: Connection

beforeAll(async () => {
  org = await startAdversarialOrg({ variants: FLIPPED_VARIANTS })
  planned = await connectTo(org, { PageSize: 200, UseBulk: 'never' })
  off = await connectTo(org, { Pushdown: 'off', UseBulk: 'never' })
})

afterAll(async () => {
  await planned.close()
  await off.close()
  await org.close()
})

/** 2,001 records, which are 11 pages; Single__c is one page. */
const PAGES = 11

test.each<[number, string]>([
  [1, 'SELECT EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 4) AS e FROM Single__c'],
  [PAGES, 'SELECT EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 40) AS e FROM Single__c'],
  [
    1,
    `SELECT COUNT(*) AS n, SUM(s.Rank__c) AS r FROM (SELECT Rank__c FROM PagePlus__c
      WHERE LENGTH(Name) > 4 AND Rank__c IS NOT NULL ORDER BY Rank__c DESC LIMIT 20) s CROSS JOIN Single__c`,
  ],
  // Their ranks are the smallest of all, and stand right before the nulls of the last page.
  [
    PAGES - 1,
    `SELECT COUNT(*) AS n, SUM(s.Rank__c) AS r FROM (SELECT Rank__c FROM PagePlus__c
      WHERE LENGTH(Name) = 5 ORDER BY Rank__c DESC NULLS LAST LIMIT 10) s CROSS JOIN Single__c`,
  ],
  [
    2,
    `SELECT COUNT(*) AS n FROM (SELECT Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 4 LIMIT 300) s CROSS JOIN Single__c`,
  ],
])('%i pages: %s', async (pages, sql) => {
  const { rows, stats } = await planned.query(sql)
  expect(rows).toEqual((await off.query(sql)).rows)
  // No page is asked for ahead that may not be needed.
  expect(stats.apiCalls).toBe(pages + 1)
  expect(stats.rowsFetched).toBeLessThanOrEqual(pages * 200 + 1)
})
