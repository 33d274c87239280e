import type { Fault } from '@certsql/emulator'
import { WriteError } from '../../src/index.js'
import { closeWriteOrgs, onArrival, openWriteOrg, refused } from './write-org.js'

afterEach(closeWriteOrgs)

/** `INSERT` of accounts by these names. */
function insertOf(names: readonly string[]): string {
  return `INSERT INTO Account (Name) VALUES ${names.map((name) => `('${name}')`).join(', ')}`
}

const named = (count: number) => Array.from({ length: count }, (_, index) => `new ${index}`)
const NEW = "SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'new %'"

const COLLECTIONS = { method: 'POST', path: '/composite' }

function locked(times: number, every = 1): Fault {
  return { match: COLLECTIONS, action: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every } }, times }
}

async function reportOf(work: Promise<unknown>): Promise<WriteError> {
  const error = await refused(work)
  if (error instanceof WriteError) return error
  throw error
}

test('one row that the org refuses undoes all, and the error names each', async () => {
  const { connection, soql } = await openWriteOrg()
  const error = await reportOf(
    connection.query(
      `INSERT INTO Contact (LastName, Email) VALUES ('new 1', 'a@b.example'), ('new 2', 'no email')`,
    ),
  )
  expect(error).toMatchObject({
    code: 'CERT-8002',
    message: 'Not everything was written: of 2 rows 1 failed, 1 rolled back.',
    details: [
      expect.stringMatching(/^row 2 failed: INVALID_EMAIL_ADDRESS \(Email\): .* \[Email="no email"\]$/),
    ],
  })
  expect([...error.report.rows()]).toMatchObject([
    { row: 1, status: 'rolled back', id: null },
    {
      row: 2,
      status: 'failed',
      errors: [{ code: 'INVALID_EMAIL_ADDRESS', fields: ['Email'] }],
      record: { LastName: 'new 2', Email: 'no email' },
    },
  ])
  expect(await soql("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'new %'")).toEqual([{ n: 0 }])
})

test('up to five collections are one call that is all or none', async () => {
  const { connection, soql, requests } = await openWriteOrg()
  requests()
  expect((await connection.query(insertOf(named(1000)))).rowCount).toBe(1000)
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual(['POST /composite'])
  expect(await soql(NEW)).toEqual([{ n: 1000 }])
  const bad = [...named(700), 'x'.repeat(80)].map((name) => `('${name}', NULL)`)
  bad[650] = "('new bad', 'A1')"
  const error = await reportOf(
    connection.query(`INSERT INTO Account (Name, Key__c) VALUES ${bad.join(', ')}`),
  )
  expect(error.report.written).toBe(0)
  expect([...error.report.rows('failed')]).toMatchObject([
    { row: 651, errors: [{ code: 'DUPLICATE_VALUE' }] },
  ])
  expect(await soql(NEW)).toEqual([{ n: 1000 }])
})

test('a later call that fails leaves the earlier ones, and names what became of every row', async () => {
  const { connection, soql } = await openWriteOrg()
  const rows = named(2300).map((name, index) => `('${name}', ${index === 1500 ? "'A1'" : 'NULL'})`)
  const error = await reportOf(
    connection.query(`INSERT INTO Account (Name, Key__c) VALUES ${rows.join(', ')}`),
  )
  expect(
    ['written', 'failed', 'rolledBack', 'notAttempted'].map((kind) => error.report.count(kind as 'written')),
  ).toEqual([1000, 1, 999, 300])
  const [first] = error.report.rows('written')
  expect(await soql(`SELECT Name FROM Account WHERE Id = '${first?.id}'`)).toEqual([{ Name: 'new 0' }])
  expect(await soql(NEW)).toEqual([{ n: 1000 }])
  expect(error.hint).toContain('the rows that were written stay')
})

test('AllOrNone=false goes on, and gives the failed rows', async () => {
  const { connection, soql } = await openWriteOrg({ AllOrNone: false })
  const { rows, rowCount, columns } = await connection.query(
    `INSERT INTO Account (Name, Key__c) VALUES ('new 1', NULL), ('new 2', 'A1'), ('new 3', 'fresh')`,
  )
  expect(columns.map(({ name }) => name)).toEqual([
    'row',
    'status',
    'id',
    'code',
    'message',
    'fields',
    'record',
  ])
  expect(rowCount).toBe(2)
  expect(rows).toMatchObject([
    { row: 2, status: 'failed', code: 'DUPLICATE_VALUE', record: { Name: 'new 2', Key__c: 'A1' } },
  ])
  expect(await soql(NEW)).toEqual([{ n: 2 }])
  const returned = await connection.query(
    "INSERT INTO Account (Name, Key__c) VALUES ('new 4', 'A1'), ('new 5', NULL) RETURNING Name",
  )
  expect(returned.rows).toEqual([{ Name: 'new 5' }])
  expect([...(returned.report?.rows('failed') ?? [])]).toMatchObject([{ row: 1 }])
  expect(returned.notices).toMatchObject([{ kind: 'rowsNotWritten' }])
})

describe('a lock', () => {
  test('is waited for', async () => {
    const { connection, soql, requests } = await openWriteOrg({}, { faults: [locked(2)] })
    requests()
    expect((await connection.query(insertOf(named(3)))).rowCount).toBe(3)
    expect(requests().filter((one) => one.startsWith('POST'))).toHaveLength(3)
    expect(await soql(NEW)).toEqual([{ n: 3 }])
  })

  test('that stays fails the statement as a whole', async () => {
    const { connection, soql } = await openWriteOrg({}, { faults: [locked(100)] })
    const error = await reportOf(connection.query(insertOf(named(3))))
    expect([...error.report.rows('failed')][0]).toMatchObject({ errors: [{ code: 'UNABLE_TO_LOCK_ROW' }] })
    expect(await soql(NEW)).toEqual([{ n: 0 }])
  })

  test('of some rows has them sent again in smaller parts, each once', async () => {
    const { connection, soql } = await openWriteOrg({ AllOrNone: false }, { faults: [locked(3, 7)] })
    const { rows, rowCount } = await connection.query(insertOf(named(420)))
    expect([rows, rowCount]).toEqual([[], 420])
    expect(await soql(NEW)).toEqual([{ n: 420 }])
  })

  test('of part of a large statement divides that part', async () => {
    const { connection, soql, requests } = await openWriteOrg(
      {},
      { faults: [{ ...locked(1, 50), match: { ...COLLECTIONS, nth: 2 } }] },
    )
    requests()
    expect((await connection.query(insertOf(named(1400)))).rowCount).toBe(1400)
    expect(requests().filter((one) => one.startsWith('POST')).length).toBeGreaterThan(3)
    expect(await soql(NEW)).toEqual([{ n: 1400 }])
  })
})

test('an insert whose answer is lost is in doubt, and is not sent again', async () => {
  const { connection, soql } = await openWriteOrg(
    {},
    { faults: [{ match: COLLECTIONS, action: { applyThenReset: true }, times: 1 }] },
  )
  const error = await reportOf(connection.query(insertOf(named(2))))
  expect(error).toMatchObject({
    code: 'CERT-8008',
    hint: expect.stringContaining('look whether they are there'),
  })
  expect([...error.report.rows()].map(({ status }) => status)).toEqual(['in doubt', 'in doubt'])
  expect(error.details[0]).toContain('Name="new 0"')
  expect(await soql(NEW)).toEqual([{ n: 2 }])
})

test('an upsert whose answer is lost is sent again', async () => {
  const faults: Fault[] = [{ match: { method: 'PATCH' }, action: { applyThenReset: true }, times: 1 }]
  const { connection, soql } = await openWriteOrg({}, { faults })
  const { rowCount } = await connection.query(
    "UPSERT INTO Account (Key__c, Name) VALUES ('N1', 'new 1'), ('N2', 'new 2') ON (Key__c)",
  )
  expect(rowCount).toBe(2)
  expect(await soql(NEW)).toEqual([{ n: 2 }])
})

describe('Bulk', () => {
  test('writes from the threshold on, and tells each row', async () => {
    const { connection, soql, requests } = await openWriteOrg({ BulkIngestThreshold: 300, AllOrNone: false })
    const rows = named(500).map(
      (name, index) => `('${name}', ${index % 100 === 7 ? `'A${(index - 7) / 100}'` : 'NULL'}, ${index}.25)`,
    )
    rows[3] = "('new #N/A', '#N/A', 3.25)"
    const { rowCount, rows: failed } = await connection.query(
      `INSERT INTO Account (Name, Key__c, Credit__c) VALUES ${rows.join(', ')}`,
    )
    expect(rowCount).toBe(495)
    expect(failed.map(({ row }) => row)).toEqual([8, 108, 208, 308, 408])
    expect(requests().some((one) => one.includes('/jobs/ingest'))).toBe(true)
    expect(await soql(NEW)).toEqual([{ n: 495 }])
    expect(await soql("SELECT Key__c FROM Account WHERE Name = 'new #N/A'")).toEqual([{ Key__c: '#N/A' }])
    expect(await soql("SELECT SUM(Credit__c) s FROM Account WHERE Name IN ('new 100', 'new 499')")).toEqual([
      { s: 599.5 },
    ])
  })

  test('updates and clears fields, and deletes', async () => {
    const { connection, soql } = await openWriteOrg({ BulkIngestThreshold: 2 })
    const update = await connection.query(
      "UPDATE Account SET Credit__c = NULL, Name = Name || '\n\"x\", y', Since__c = '2025-01-31' WHERE Industry = 'Energy'",
    )
    expect(update.rowCount).toBe(3)
    expect(await soql("SELECT Name, Credit__c, Since__c FROM Account WHERE Key__c = 'A2'")).toEqual([
      { Name: 'Account 2\n"x", y', Credit__c: null, Since__c: '2025-01-31' },
    ])
    expect((await connection.query('DELETE FROM Contact WHERE TRUE')).rowCount).toBe(3)
    expect(await soql('SELECT COUNT(Id) n FROM Contact WHERE IsDeleted = false')).toEqual([{ n: 0 }])
  })
})

test('budgets end a write before it begins', async () => {
  const { connection, requests } = await openWriteOrg({ MaxApiCalls: 1 })
  requests()
  const error = await refused(connection.query(insertOf(named(1500))))
  expect(error).toMatchObject({ code: 'CERT-7001' })
  expect(requests().filter((one) => one.startsWith('POST'))).toEqual([])
})

test('owners are named by their user names, with one query', async () => {
  const { connection, soql, requests } = await openWriteOrg()
  requests()
  await connection.query(
    `INSERT INTO Account (Name, Owner.Username) VALUES ('new 1', 'AMY@acme.example'), ('new 2', 'amy@acme.example'), ('new 3', NULL)`,
  )
  expect(requests().filter((one) => one.includes('/query'))).toHaveLength(1)
  expect(await soql("SELECT OwnerId FROM Account WHERE Name IN ('new 1', 'new 2')")).toEqual([
    { OwnerId: '005000000000001AAA' },
    { OwnerId: '005000000000001AAA' },
  ])
  const error = await refused(
    connection.query("INSERT INTO Account (Name, Owner.Username) VALUES ('new 4', 'bob')"),
  )
  expect(error.details).toEqual(["row 1, Owner.Username: 'bob' is the Username of no User"])
})

test('a write that is cancelled on its way tells what it has done', async () => {
  const cancel = new AbortController()
  const { connection, org, soql } = await openWriteOrg()
  // The second of three calls is held up, and is then lost.
  org.setFaults([{ match: { ...COLLECTIONS, nth: 2 }, action: { delayMs: 2500, reset: true } }])
  const stopWatching = onArrival(org, (calls) => {
    if (calls.filter((call) => call.startsWith('POST') && call.endsWith('/composite')).length === 2)
      cancel.abort()
  })
  const work = connection.query(insertOf(named(3000)), [], { signal: cancel.signal })
  const error = await reportOf(work).finally(stopWatching)
  expect(error.report.written).toBe(1000)
  expect(error.report.count('notAttempted')).toBe(1000)
  expect(error.report.count('inDoubt')).toBe(1000)
  expect(await soql(NEW)).toEqual([{ n: 1000 }])
})

test('statements with a signal that is aborted already do nothing', async () => {
  const { connection, requests } = await openWriteOrg()
  requests()
  const error = await refused(connection.query(insertOf(named(2)), [], { signal: AbortSignal.abort() }))
  expect(error).toMatchObject({ code: 'CERT-7006' })
  expect(requests().filter((one) => one.startsWith('POST'))).toEqual([])
})

test('what was written is told even if RETURNING then fails', async () => {
  const { connection, org, soql } = await openWriteOrg()
  const sql =
    "INSERT INTO Account (Name, Employees__c) VALUES ('new 1', 0) RETURNING Id, 1 / Employees__c AS share"
  const divided = await reportOf(connection.query(sql))
  expect(divided).toMatchObject({
    code: 'CERT-8011',
    hint: expect.stringContaining('do not run the statement again'),
  })
  expect([...divided.report.rows('written')][0]?.id).toMatch(/^001/)
  org.setFaults([
    { match: { method: 'GET', path: '/query' }, action: { status: 400, errorCode: 'QUERY_TOO_COMPLICATED' } },
  ])
  const lost = await reportOf(
    connection.query("INSERT INTO Account (Name) VALUES ('new 2') RETURNING Number__c"),
  )
  expect(lost).toMatchObject({ code: 'CERT-8011', message: expect.stringContaining('The row was written') })
  org.setFaults([])
  expect(await soql(NEW)).toEqual([{ n: 2 }])
})

test('calls for RETURNING are part of the budget, and are there when it comes to it', async () => {
  const { connection, soql } = await openWriteOrg({ MaxApiCalls: 2 })
  const { rowCount } = await connection.query(`${insertOf(named(300))} RETURNING Number__c`)
  expect(rowCount).toBe(300)
  connection.set('MaxApiCalls', 1)
  expect(await refused(connection.query(`${insertOf(named(2))} RETURNING Number__c`))).toMatchObject({
    code: 'CERT-7001',
  })
  expect(await soql(NEW)).toEqual([{ n: 300 }])
})

test('a lookup that was set by name is read back, and not shown as it was', async () => {
  const { connection } = await openWriteOrg()
  await connection.query("UPDATE Account SET OwnerId = NULL WHERE Key__c = 'A1'")
  const { rows } = await connection.query(
    "UPDATE Account SET Owner.Username = 'amy@acme.example' WHERE Key__c = 'A1' RETURNING OwnerId, Owner.LastName",
  )
  expect(rows).toEqual([{ OwnerId: '005000000000001AAA', LastName: 'Amy' }])
})
