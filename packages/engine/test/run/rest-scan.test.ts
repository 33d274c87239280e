import { CertSqlError, type JsonRecord, type SqlValue, TEXT } from '@certsql/core'
import type { KeysetQuery, ScanPlan } from '@certsql/planner'
import { execute } from '../../src/index.js'
import { FakeSource, type Script } from '../support/fake-source.js'
import { closeDatabases, contextOver, flatten, remoteQuery, scanColumn, scanPlan } from '../support/plans.js'

afterAll(closeDatabases)

const SOQL = 'SELECT Name FROM Account'
const FIRST = `${SOQL} ORDER BY Id ASC NULLS LAST`

const KEYSET: KeysetQuery = {
  first: FIRST,
  before: `${SOQL} WHERE Id > `,
  after: ' ORDER BY Id ASC NULLS LAST',
  pageSize: 4,
}

const behind = (index: number, limit = 4) =>
  `${SOQL} WHERE Id > '${idOf(index)}'${KEYSET.after} LIMIT ${limit}`

const COLUMNS = [scanColumn('Name', TEXT)]

function scan(keyset?: KeysetQuery): ScanPlan {
  return { ...scanPlan(SOQL, COLUMNS), ...(keyset === undefined ? {} : { keyset }) }
}

function idOf(index: number): string {
  return `001${String(index).padStart(15, '0')}`
}

/** As REST sends records: the Id is not selected, and is there all the same. */
function record(index: number, name = `name ${index}`): JsonRecord {
  return {
    attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${idOf(index)}` },
    Name: name,
  }
}

const records = (...indexes: readonly number[]) => indexes.map((index) => record(index))

function orgError(code: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: 'The org refuses.',
    hint: 'try again',
    org: { code, message: code, httpStatus: 400 },
  })
}

const LOST = orgError('INVALID_QUERY_LOCATOR')
const TOO_LONG = orgError('QUERY_TIMEOUT')

async function namesOf(plan: ScanPlan, source: FakeSource): Promise<SqlValue[]> {
  return (await flatten(execute(remoteQuery(plan), contextOver(source)))).flat()
}

function names(...indexes: readonly number[]): string[] {
  return indexes.map((index) => `name ${index}`)
}

/** Every script ends in the promise of as many records as it has. */
function source(scripts: Readonly<Record<string, Script>>): FakeSource {
  return new FakeSource(scripts)
}

describe('a cursor that is lost', () => {
  test('goes on by Ids, without what was handed out', async () => {
    const org = source({
      [SOQL]: [records(5, 2, 9), LOST],
      [`${FIRST} LIMIT 4`]: [records(1, 2, 3, 4)],
      [behind(4)]: [records(5, 6, 7, 8)],
      [behind(8)]: [records(9)],
    })
    const result = execute(remoteQuery(scan(KEYSET)), contextOver(org))
    expect((await flatten(result)).flat()).toEqual(names(5, 2, 9, 1, 3, 4, 6, 7, 8))
    expect(result.notices.map(({ kind }) => kind)).toEqual(['scanResumed'])
    expect(org.queries.map(({ soql }) => soql)).toEqual([SOQL, `${FIRST} LIMIT 4`, behind(4), behind(8)])
  })

  test('does not mind records that were changed, deleted or made meanwhile', async () => {
    const org = source({
      [SOQL]: [records(5, 2, 9), LOST],
      // 2 has another name now, 5 is gone, 10 is new.
      [`${FIRST} LIMIT 4`]: [[record(1), record(2, 'another name'), record(3), record(4)]],
      [behind(4)]: [records(9, 10)],
    })
    expect(await namesOf(scan(KEYSET), org)).toEqual(names(5, 2, 9, 1, 3, 4, 10))
  })

  test('may be lost again and again, as long as there is something new in between', async () => {
    const org = source({
      [SOQL]: [records(3), LOST],
      [`${FIRST} LIMIT 4`]: [records(1), LOST],
      [behind(1)]: [records(2), LOST],
      [behind(2)]: [records(3), LOST],
      [behind(3)]: [records(4), LOST],
      [behind(4)]: [records(5)],
    })
    expect(await namesOf(scan(KEYSET), org)).toEqual(names(3, 1, 2, 4, 5))
  })

  test('ends the scan where nothing new comes', async () => {
    const org = source({ [SOQL]: [records(3), LOST], [`${FIRST} LIMIT 4`]: [LOST] })
    await expect(namesOf(scan(KEYSET), org)).rejects.toMatchObject({
      code: 'CERT-6004',
      message: 'The org refuses, after 1 records and an attempt to go on in the order of Ids.',
      org: LOST.org,
    })
    expect(org.queries).toHaveLength(1 + 4)
  })

  test('is an error where rows have an order', async () => {
    await expect(namesOf(scan(), source({ [SOQL]: [records(3), LOST] }))).rejects.toBe(LOST)
  })

  test('is an error where a record came twice, since nobody knows what else did', async () => {
    await expect(namesOf(scan(KEYSET), source({ [SOQL]: [records(3), records(3), LOST] }))).rejects.toBe(LOST)
  })

  test('is an error where records do not tell their Ids', async () => {
    await expect(namesOf(scan(KEYSET), source({ [SOQL]: [[{ Name: 'x' }], LOST] }))).rejects.toBe(LOST)
  })

  test('stops at the LIMIT', async () => {
    const org = source({
      [SOQL]: [records(5, 2), LOST],
      [`${FIRST} LIMIT 4`]: [records(1, 2, 3, 4)],
    })
    expect(await namesOf(scan({ ...KEYSET, most: 4 }), org)).toEqual(names(5, 2, 1, 3))
  })
})

describe('rows that are missing', () => {
  test('at the end of one page are fetched by Ids', async () => {
    const org = new FakeSource(
      { [SOQL]: [records(5, 2)], [`${FIRST} LIMIT 4`]: [records(2, 5, 6)] },
      { totalSize: 3 },
    )
    expect(await namesOf(scan(KEYSET), org)).toEqual(names(5, 2, 6))
  })
})

describe('a query that runs for too long', () => {
  test('is asked for fewer records at a time', async () => {
    const big = { ...KEYSET, pageSize: 1000 }
    const org = source({
      [SOQL]: [TOO_LONG],
      [`${FIRST} LIMIT 1000`]: [TOO_LONG],
      [`${FIRST} LIMIT 250`]: [TOO_LONG],
      [`${FIRST} LIMIT 100`]: [records(1, 2)],
    })
    expect(await namesOf(scan(big), org)).toEqual(names(1, 2))
  })

  test('becomes a Bulk job where there may be one', async () => {
    const org = new FakeSource(
      { [SOQL]: [TOO_LONG] },
      { bulk: { [SOQL]: ['"Name"\n"a"\n', '"Name"\n"b"\n'] } },
    )
    const result = execute(remoteQuery({ ...scan(KEYSET), bulk: {} }), contextOver(org))
    expect((await flatten(result)).flat()).toEqual(['a', 'b'])
    expect(result.notices.map(({ kind }) => kind)).toEqual(['movedToBulk'])
    expect(result.stats.scans[0]).toMatchObject({ transport: 'bulk', rows: 2 })
  })
})

test('every other error is thrown as it is', async () => {
  const failure = orgError('INVALID_FIELD')
  await expect(namesOf(scan(KEYSET), source({ [SOQL]: [records(3), failure] }))).rejects.toBe(failure)
})
