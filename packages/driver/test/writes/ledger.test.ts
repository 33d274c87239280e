import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteError } from '../../src/index.js'
import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-ledger-'))
})

afterEach(async () => {
  await closeWriteOrgs()
  await rm(folder, { recursive: true })
})

const NEW = "SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'new %'"

function insertOf(count: number, keyOf: (index: number) => string | null = () => null): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const key = keyOf(index)
    return `('new ${index % (count - 1)}', ${key === null ? 'NULL' : `'${key}'`})`
  })
  return `INSERT INTO Account (Name, Key__c) VALUES ${rows.join(', ')}`
}

test('lets a load that failed in the middle go on without doubling anything', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { connection, soql, requests } = await openWriteOrg({ WriteLedger })
  const bad = await refused(connection.query(insertOf(2300, (index) => (index === 1500 ? 'A1' : null))))
  expect((bad as WriteError).report.written).toBe(1000)
  requests()
  const { rowCount, notices } = await connection.query(insertOf(2300))
  expect(rowCount).toBe(2300)
  expect(notices).toMatchObject([
    { kind: 'rowsRecalled', message: expect.stringContaining('1000 of 2300 rows') },
  ])
  expect(requests().filter((one) => one.startsWith('POST'))).toHaveLength(2)
  expect(await soql(NEW)).toEqual([{ n: 2300 }])
  const again = await connection.query(insertOf(2300))
  expect(again.rowCount).toBe(2300)
  expect(requests().filter((one) => one.startsWith('POST'))).toEqual([])
  expect(await soql(NEW)).toEqual([{ n: 2300 }])
})

test('keeps inserts in doubt, and says how to settle them', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const faults = [
    { match: { method: 'POST', path: '/composite' }, action: { applyThenReset: true }, times: 1 },
  ]
  const { connection, soql } = await openWriteOrg({ WriteLedger }, { faults })
  for (const _ of ['at first', 'and again']) {
    const error = await refused(connection.query(insertOf(3)))
    expect(error).toMatchObject({ code: 'CERT-8008' })
    expect([...(error as WriteError).report.rows()].map(({ status }) => status)).toEqual([
      'in doubt',
      'in doubt',
      'in doubt',
    ])
  }
  expect(await soql(NEW)).toEqual([{ n: 3 }])
  const ids = (await soql("SELECT Id FROM Account WHERE Name LIKE 'new %'")).map(({ Id }) => Id)
  await appendFile(WriteLedger, `{"done":1,"ids":${JSON.stringify(ids)}}\n`)
  expect((await connection.query(insertOf(3))).rowCount).toBe(3)
  expect(await soql(NEW)).toEqual([{ n: 3 }])
})

test('asks the Bulk job of a run that was killed', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { connection, org, soql, requests } = await openWriteOrg({ WriteLedger, BulkIngestThreshold: 2 })
  org.setFaults([{ match: { path: 'Results' }, action: { status: 403, errorCode: 'FORBIDDEN' } }])
  const lost = await refused(connection.query(insertOf(40)))
  expect(lost).toMatchObject({ code: 'CERT-8008' })
  org.setFaults([])
  requests()
  const { rowCount, report } = await connection.query(insertOf(40))
  expect(rowCount).toBe(40)
  expect([...(report?.rows('written') ?? [])].every(({ id }) => id?.startsWith('001'))).toBe(true)
  expect(requests().filter((one) => one.startsWith('POST'))).toEqual([])
  expect(await soql(NEW)).toEqual([{ n: 40 }])
})

test('goes on after a line that was half written', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { connection, soql } = await openWriteOrg({ WriteLedger })
  await connection.query(insertOf(3))
  for (const _ of ['at first', 'and again']) {
    await appendFile(WriteLedger, '{"sending":9,"at":"2025-06')
    expect((await connection.query(insertOf(5))).rowCount).toBe(5)
  }
  expect(await soql(NEW)).toEqual([{ n: 5 }])
})

test('belongs to one write', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { connection } = await openWriteOrg({ WriteLedger })
  await connection.query(insertOf(3))
  const error = await refused(connection.query('DELETE FROM Contact WHERE TRUE'))
  expect(error).toMatchObject({
    code: 'CERT-8009',
    message: expect.stringContaining('is of another write: insert Account'),
  })
})

test('lets one at a time go on with a load', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { connection, soql } = await openWriteOrg({ WriteLedger })
  const ends = await Promise.allSettled([connection.query(insertOf(9)), connection.query(insertOf(9))])
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject({
    code: 'CERT-8009',
    message: `The ledger ${WriteLedger} is in use by another statement or process.`,
  })
  expect(await soql(NEW)).toEqual([{ n: 9 }])
  expect(await readdir(folder)).toEqual(['load.jsonl'])
})

test('is taken over from a process that was killed', async () => {
  const WriteLedger = join(folder, 'load.jsonl')
  const { stdout } = spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' })
  const holder = { id: 'x', process: Number(stdout), host: hostname() }
  await writeFile(`${WriteLedger}.lock`, JSON.stringify(holder))
  const { connection } = await openWriteOrg({ WriteLedger })
  expect((await connection.query(insertOf(3))).rowCount).toBe(3)
  expect(await readdir(folder)).toEqual(['load.jsonl'])
})
