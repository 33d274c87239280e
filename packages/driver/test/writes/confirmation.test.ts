import type { WriteSummary } from '../../src/index.js'
import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

afterEach(closeWriteOrgs)

const counts = ({ tables }: WriteSummary) =>
  Object.fromEntries([...tables].map(([table, operations]) => [table, Object.fromEntries(operations)]))

test('a write is asked about with what it will do, and sends nothing that is not confirmed', async () => {
  const { connection, requests, soql } = await openWriteOrg()
  const asked: unknown[] = []
  const sql = "UPDATE Account SET Name = 'changed' WHERE Key__c IN ('A0', 'A1')"
  const before = await soql('SELECT Name FROM Account ORDER BY Name')
  requests()
  const error = await refused(
    connection.query(sql, [], {
      confirmWrite: async (summary) => {
        asked.push(counts(summary))
        return false
      },
    }),
  )
  expect(error.code).toBe('CERT-8010')
  expect(asked).toEqual([{ Account: { update: 2 } }])
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual([])
  expect(await soql('SELECT Name FROM Account ORDER BY Name')).toEqual(before)
  const { rowCount } = await connection.query(sql, [], { confirmWrite: async () => true })
  expect(rowCount).toBe(2)
})

test('a write of nothing is not asked about', async () => {
  const { connection } = await openWriteOrg()
  const never = () => Promise.reject(new Error('It was asked.'))
  const sql = "DELETE FROM Account WHERE Key__c = 'nobody'"
  expect((await connection.query(sql, [], { confirmWrite: never })).rowCount).toBe(0)
})

test('a transaction is asked about at COMMIT, and stays open when it is not confirmed', async () => {
  const { connection } = await openWriteOrg()
  const never = () => Promise.reject(new Error('It was asked.'))
  await connection.query('BEGIN')
  await connection.query("INSERT INTO Account (Name) VALUES ('a'), ('b')", [], { confirmWrite: never })
  await connection.query("DELETE FROM Contact WHERE LastName = 'Lane'", [], { confirmWrite: never })
  const asked: unknown[] = []
  const confirmWrite = async (summary: WriteSummary) => {
    asked.push(counts(summary))
    return asked.length > 1
  }
  expect((await refused(connection.query('COMMIT', [], { confirmWrite }))).code).toBe('CERT-8010')
  expect(connection.inTransaction).toBe(true)
  await connection.query('COMMIT', [], { confirmWrite })
  expect(connection.inTransaction).toBe(false)
  expect(asked[1]).toEqual({ Account: { insert: 2 }, Contact: { delete: 1 } })
})
