import { BIGINT, ID, type JsonRecord, TEXT } from '@certsql/core'
import type { KeyedScans, ScanKeys, ScanPlan } from '@certsql/planner'
import { execute } from '../../src/index.js'
import { FakeSource, type FakeSourceOptions, type Script } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  rowsOf,
  scanColumn,
  scanPlan,
  stagedQuery,
} from '../support/plans.js'

afterAll(closeDatabases)

const ACCOUNTS = scanPlan('accounts', [scanColumn('Id', ID), scanColumn('Name', TEXT)])
const INVOICES: ScanPlan = {
  ...scanPlan('invoices', [scanColumn('Account', ID, ['Account__c'])]),
  id: 2,
  object: 'Invoice__c',
}
const JOIN = 'SELECT count(*) FROM accounts a JOIN invoices i ON i."Account" = a."Id"'
const COUNT = [{ name: 'n', type: BIGINT }]

const accounts = [{ Id: 'a' }, { Id: 'b' }, { Id: 'c' }, { Id: null }, { Id: 'a' }]

/** A record whose address tells its Id. */
function invoice(id: number, account: string | null): JsonRecord {
  const record = String(id).padStart(18, '0')
  return { attributes: { type: 'Invoice__c', url: `/sobjects/Invoice__c/${record}` }, Account__c: account }
}

const ALL_INVOICES = [invoice(1, 'a'), invoice(2, 'a'), invoice(3, 'x'), invoice(4, null), invoice(5, 'b')]

/** Requests with so many keys each; each is named by its keys. */
function requestsOf(size: number, overlap = false): ScanKeys['scansFor'] {
  return (keys) => {
    const sorted = keys.toSorted()
    const scans: ScanPlan[] = []
    for (let start = 0; start < sorted.length; start += size)
      scans.push({ ...INVOICES, soql: sorted.slice(start, start + size).join('') })
    return { kind: 'keyed', scans, overlap } satisfies KeyedScans
  }
}

function keyed(changes: Partial<ScanKeys>): ScanPlan {
  return {
    ...INVOICES,
    keyed: {
      after: ['accounts'],
      sql: 'SELECT DISTINCT "Id" FROM accounts WHERE "Id" IS NOT NULL',
      mostKeys: 100,
      isCheaper: (_keys, requests, wholeCalls) => requests < wholeCalls,
      scansFor: requestsOf(100),
      ...changes,
    },
  }
}

async function run(
  scan: ScanPlan,
  scripts: Readonly<Record<string, Script>>,
  options: FakeSourceOptions = {},
) {
  const source = new FakeSource({ accounts: [accounts], invoices: [ALL_INVOICES], ...scripts }, options)
  // The scan that waits stands first: the order of the list is not that of the work.
  const result = execute(stagedQuery([scan, ACCOUNTS], JOIN, COUNT), contextOver(source))
  const [[count] = []] = await flatten(result)
  const asked = source.queries.map(({ soql }) => soql)
  return { count, asked, source, figures: result.stats.scans.find(({ id }) => id === INVOICES.id) }
}

describe('a scan that waits for keys', () => {
  test('asks for them when the other table is full, without nulls and repetitions', async () => {
    const { count, asked, figures } = await run(keyed({}), { abc: [[invoice(1, 'a'), invoice(2, 'a')]] })
    expect(asked).toEqual(['accounts', 'abc'])
    expect(count).toBe(4)
    expect(figures).toMatchObject({ rows: 2, apiCalls: 1, keyed: { keys: 3, queries: 1 } })
  })

  test('asks nothing when there are none', async () => {
    const { count, asked, figures } = await run(keyed({}), { accounts: [[{ Id: null }]] })
    expect(asked).toEqual(['accounts'])
    expect(count).toBe(0)
    expect(figures).toMatchObject({ rows: 0, apiCalls: 0, keyed: { keys: 0, queries: 0 } })
  })

  test('asks with several queries, and puts their rows together', async () => {
    const scan = keyed({ wholeCalls: 10, scansFor: requestsOf(1) })
    const parts = { a: [[invoice(1, 'a')], [invoice(2, 'a')]], b: [[invoice(5, 'b')]], c: [[]] }
    const { count, asked, figures } = await run(scan, parts)
    expect(asked.toSorted()).toEqual(['a', 'accounts', 'b', 'c'])
    expect(count).toBe(5)
    expect(figures).toMatchObject({ rows: 3, apiCalls: 4, keyed: { keys: 3, queries: 3 } })
  })

  test('takes a record that two queries bring once', async () => {
    const scan = keyed({ wholeCalls: 10, scansFor: requestsOf(1, true) })
    const both = [invoice(1, 'a'), invoice(2, 'a'), invoice(5, 'b')]
    const { count } = await run(scan, { a: [both], b: [both], c: [[]] })
    expect(count).toBe(5)
  })

  test('comes whole when its keys are too many', async () => {
    const { count, asked } = await run(keyed({ mostKeys: 2 }), {})
    expect(asked).toEqual(['accounts', 'invoices'])
    expect(count).toBe(5)
  })

  test('comes whole when a key cannot be written', async () => {
    const scan = keyed({ scansFor: () => ({ kind: 'whole', reason: 'the text cannot be sent' }) })
    const { count, asked, figures } = await run(scan, {})
    expect(asked).toEqual(['accounts', 'invoices'])
    expect(count).toBe(5)
    expect(figures).not.toHaveProperty('keyed')
  })

  test('comes whole when that takes no more calls; the records are counted where it is not known', async () => {
    const scan = keyed({ scansFor: requestsOf(1) })
    const few = await run(scan, {}, { records: { Invoice__c: 5000 } })
    expect(few.asked).toEqual(['accounts', 'invoices'])
    expect(few.source.reckoned).toEqual(['invoices'])
    expect(few.source.counted).toEqual(['Invoice__c'])
    expect(few.figures?.apiCalls).toBe(3)
    const many = await run(scan, { a: [[]], b: [[]], c: [[]] }, { records: { Invoice__c: 8000 } })
    expect(many.asked.toSorted()).toEqual(['a', 'accounts', 'b', 'c'])
    expect(many.count).toBe(0)
  })

  test('the org is asked to reckon first', async () => {
    const scan = keyed({ scansFor: requestsOf(1) })
    const { asked, source } = await run(scan, {}, { cardinalities: { invoices: 4000 } })
    expect(asked).toEqual(['accounts', 'invoices'])
    expect(source.counted).toEqual([])
  })

  test('one query is never counted against the whole', async () => {
    const { source } = await run(keyed({}), { abc: [[]] })
    expect(source.counted).toEqual([])
  })

  test('runs no more queries at a time than MaxConcurrency', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index))
    const parts = Object.fromEntries(ids.map((id) => [id, [[]]]))
    const source = new FakeSource(
      { accounts: [ids.map((Id) => ({ Id }))], ...parts },
      { delayMilliseconds: 3 },
    )
    const scan = keyed({ wholeCalls: 100, scansFor: requestsOf(1) })
    await rowsOf(stagedQuery([ACCOUNTS, scan], JOIN, COUNT), source, { maxConcurrency: 3 })
    expect(source.mostActive).toBe(3)
  })

  test('fails when one of its queries fails, and stops the others', async () => {
    const scan = keyed({ wholeCalls: 10, scansFor: requestsOf(1) })
    const parts = { a: [[], new Error('broken')], b: [[], [], []], c: [[]] }
    await expect(run(scan, parts, { delayMilliseconds: 2 })).rejects.toThrow('broken')
  })

  test('is not begun when what it waits for fails', async () => {
    const source = new FakeSource({ accounts: [new Error('no accounts')], abc: [[]] })
    await expect(rowsOf(stagedQuery([keyed({}), ACCOUNTS], JOIN, COUNT), source)).rejects.toThrow(
      'no accounts',
    )
    expect(source.queries.map(({ soql }) => soql)).toEqual(['accounts'])
  })

  test('a chain: each waits for the one before', async () => {
    const lines: ScanPlan = {
      ...scanPlan('lines', [scanColumn('Line account', ID, ['Account__c'])]),
      id: 3,
      keyed: {
        after: ['invoices'],
        sql: 'SELECT DISTINCT "Account" FROM invoices',
        mostKeys: 100,
        isCheaper: () => true,
        scansFor: (keys) => ({
          kind: 'keyed',
          scans: [{ ...scanPlan('lines'), soql: `lines ${keys.join('')}` }],
          overlap: false,
        }),
      },
    }
    const source = new FakeSource({ accounts: [accounts], abc: [[invoice(5, 'b')]], 'lines b': [[]] })
    await rowsOf(stagedQuery([lines, keyed({}), ACCOUNTS], 'SELECT count(*) FROM lines', COUNT), source)
    expect(source.queries.map(({ soql }) => soql)).toEqual(['accounts', 'abc', 'lines b'])
  })
})
