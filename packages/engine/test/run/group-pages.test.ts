import { BIGINT, CertSqlError, DATE, ID, type JsonRecord, TEXT } from '@certsql/core'
import {
  type FallbackPlan,
  type GroupPages,
  type KeyPlace,
  queryBehind,
  type ScanPlan,
} from '@certsql/planner'
import { execute } from '../../src/index.js'
import { contactField } from '../support/contact-table.js'
import { FakeSource, type Script } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  remoteQuery,
  rowsOf,
  scanColumn,
  scanPlan,
} from '../support/plans.js'

afterAll(closeDatabases)

/** Contacts by some of their fields; the pages go by the first `ordered` of them. */
function grouped(names: readonly string[], ordered: number, size: number, most?: number) {
  const expressions = names.map(contactField)
  const orderBy = expressions
    .slice(0, ordered)
    .map((expression) => ({ expression, direction: 'ASC', nulls: 'FIRST' }) as const)
  const pages: GroupPages = {
    query: {
      select: expressions.map((expression) => ({ expression })),
      from: 'Contact',
      groupBy: expressions,
      orderBy,
      limit: size,
    },
    keys: orderBy.map((item) => ({
      ...item,
      path: [item.expression.path.column.name],
      value: item.expression.path.column.fieldType === 'date' ? 'date' : 'id',
    })),
    isComplete: ordered === names.length,
    size,
    ...(most === undefined ? {} : { most }),
  }
  const columns = [...names.map((name) => scanColumn(name, TYPES[name] ?? TEXT)), scanColumn('n', BIGINT)]
  const scan: ScanPlan = { ...scanPlan('first page', columns), aggregate: true, groupPages: pages }
  return { scan, behind: (last: KeyPlace) => queryBehind(pages.query, pages.keys, last) }
}

const TYPES: Readonly<Record<string, typeof ID | typeof DATE>> = { AccountId: ID, Birthdate: DATE }

const [A, B, C] = ['001000000000001AAA', '00100000000000ZAAA', '00100000000000aAAA'] as const

function account(AccountId: string | null, n: number, rest: JsonRecord = {}): JsonRecord {
  return { AccountId, n, ...rest }
}

const ROWS = scanPlan('rows', [scanColumn('AccountId', ID), scanColumn('n', BIGINT)])

/** Falls back to rows, of which there is one. */
function withFallback(scan: ScanPlan): FallbackPlan {
  const primary = remoteQuery(scan)
  const rows = remoteQuery(ROWS)
  return {
    kind: 'FallbackPlan',
    primary,
    alternative: () => rows,
    causes: ['tooManyGroups'],
    columns: primary.columns,
  }
}

async function fallsBack(scan: ScanPlan, scripts: Readonly<Record<string, Script>>): Promise<void> {
  const source = new FakeSource({ ...scripts, rows: [[account('from rows', 1)]] })
  const result = execute(withFallback(scan), contextOver(source))
  expect(await flatten(result)).toEqual([['from rows', 1]])
  expect(result.notices.map(({ kind }) => kind)).toEqual(['tooManyGroups'])
}

describe('groups that are told by the keys of the pages', () => {
  const { scan, behind } = grouped(['AccountId'], 1, 2)

  test('come page after page until one is not full', async () => {
    const source = new FakeSource({
      'first page': [[account(null, 3), account(A, 2)]],
      [behind([A])]: [[account(B, 5), account(C, 1)]],
      [behind([C])]: [[]],
    })
    const result = execute(withFallback(scan), contextOver(source))
    expect(await flatten(result)).toEqual([
      [null, 3],
      [A, 2],
      [B, 5],
      [C, 1],
    ])
    expect(result.stats).toMatchObject({ apiCalls: 3, rowsFetched: 4 })
    expect(result.notices).toEqual([])
  })

  test('one page that is not full is all', async () => {
    const source = new FakeSource({ 'first page': [[account(A, 2)]] })
    expect(await rowsOf(remoteQuery(scan), source)).toEqual([[A, 2]])
    expect(source.queries).toHaveLength(1)
  })

  test('a page may end with the group of null', async () => {
    const { scan: small, behind: next } = grouped(['AccountId'], 1, 1)
    const source = new FakeSource({
      'first page': [[account(null, 3)]],
      [next([null])]: [[account(B, 1)]],
      [next([B])]: [[]],
    })
    expect(await rowsOf(remoteQuery(small), source)).toHaveLength(2)
  })

  test.each([
    ['down', [account(B, 1), account(A, 1)]],
    ['twice the same', [account(A, 1), account(A, 1)]],
    ['null last', [account(A, 1), account(null, 1)]],
    ['without case', [account(C, 1), account(B, 1)]],
  ])('a page in another order is not trusted: %s', async (_, page) => {
    await fallsBack(scan, { 'first page': [page] })
  })

  test('nor is a page that does not begin behind the last one', async () => {
    const first = [account(A, 1), account(B, 1)]
    await fallsBack(scan, { 'first page': [first], [behind([B])]: [[account(B, 1)]] })
  })

  test('an error of a later page is an error', async () => {
    const failure = new CertSqlError({ code: 'CERT-6003', message: 'No access.' })
    const source = new FakeSource({
      'first page': [[account(A, 1), account(B, 1)]],
      [behind([B])]: [failure],
    })
    await expect(rowsOf(withFallback(scan), source)).rejects.toBe(failure)
  })

  test('no page is asked for beyond the calls that are allowed', async () => {
    const source = new FakeSource({
      'first page': [[account(A, 1), account(B, 1)]],
      [behind([B])]: [[account(C, 1)]],
    })
    await expect(rowsOf(remoteQuery(scan), source, { maxApiCalls: 1 })).rejects.toMatchObject({
      code: 'CERT-7001',
    })
  })

  test('a limit ends the walk', async () => {
    const { scan: limited, behind: next } = grouped(['AccountId'], 1, 2, 3)
    const source = new FakeSource({
      'first page': [[account(null, 3), account(A, 2)]],
      [next([A])]: [[account(B, 5), account(C, 1)]],
    })
    expect(await rowsOf(remoteQuery(limited), source)).toHaveLength(3)
    expect(source.queries).toHaveLength(2)
  })
})

describe('groups that differ in other keys too', () => {
  const { scan, behind } = grouped(['AccountId', 'Name'], 1, 3)

  test('the last place of a full page is asked for again, whole', async () => {
    const source = new FakeSource({
      'first page': [
        [account(A, 1, { Name: 'x' }), account(A, 2, { Name: 'y' }), account(B, 3, { Name: 'x' })],
      ],
      [behind([A])]: [[account(B, 3, { Name: 'x' }), account(B, 4, { Name: 'y' })]],
    })
    expect(await rowsOf(remoteQuery(scan), source)).toEqual([
      [A, 'x', 1],
      [A, 'y', 2],
      [B, 'x', 3],
      [B, 'y', 4],
    ])
  })

  test('a place with more groups than a page holds', async () => {
    const page = ['x', 'y', 'z'].map((Name) => account(A, 1, { Name }))
    await fallsBack(scan, { 'first page': [page] })
  })

  test('two keys of the pages, and the nulls of both', async () => {
    const { scan: byTwo, behind: next } = grouped(['Birthdate', 'AccountId'], 2, 2)
    const at = (Birthdate: string | null, id: string | null) => account(id, 1, { Birthdate })
    const source = new FakeSource({
      'first page': [[at(null, null), at(null, A)]],
      [next([null, A])]: [[at('1980-02-29', null), at('1980-02-29', A)]],
      [next(['1980-02-29', A])]: [[at('1980-02-29', B), at('1980-03-01', null)]],
      [next(['1980-03-01', null])]: [[]],
    })
    expect(await rowsOf(remoteQuery(byTwo), source)).toHaveLength(6)
  })
})
