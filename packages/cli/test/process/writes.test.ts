import { startEmulator } from '@certsql/emulator'
import { certsql, urlOf } from '../support/certsql-process.js'

const org = await startEmulator({ asOf: '2025-06-30' })
const url = urlOf(org)

afterAll(() => org.close())

test('writes tell how many rows, and the result stays on stdout alone', async () => {
  const sql =
    "INSERT INTO Account (Name) VALUES ('Shell 1'), ('Shell 2') RETURNING Name; UPDATE Account SET Industry = 'Energy' WHERE Name LIKE 'Shell %'; DELETE FROM Account WHERE Name = 'Shell 2'"
  const { exitCode, stdout, stderr } = await certsql([url, '--format', 'csv', '-c', sql])
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Name\r\nShell 1\r\nShell 2\r\n' })
  expect(stderr).toBe('')
  const people = await certsql([url, '-c', "DELETE FROM Account WHERE Name = 'Shell 1'"])
  expect(people).toEqual({ exitCode: 0, stdout: '', stderr: '1 row deleted\n' })
})

test('a script refuses a write without WHERE, and tells what was wrong with rows', async () => {
  const all = await certsql([url, '-c', 'DELETE FROM Account'])
  expect(all.exitCode).toBe(1)
  expect(all.stderr).toContain('CERT-8003: DELETE without WHERE means every record of Account.')
  const bad = await certsql([
    url,
    '-c',
    "INSERT INTO Account (Name, AnnualRevenue) VALUES ('a', 'lots'), ('b', 1)",
  ])
  expect(bad).toMatchObject({ exitCode: 1, stdout: '' })
  expect(bad.stderr).toContain("row 1, AnnualRevenue: 'lots' is no number")
})

test('a script can be a transaction', async () => {
  const sql =
    "BEGIN; INSERT INTO Account (Name) VALUES ('Shell tx'); ROLLBACK; BEGIN; INSERT INTO Account (Name) VALUES ('Shell tx'); COMMIT; SELECT COUNT(*) AS n FROM Account WHERE Name = 'Shell tx'"
  const { stdout, stderr } = await certsql([url, '--format', 'csv', '-c', sql])
  expect({ stdout, stderr }).toEqual({ stdout: 'n\r\n1\r\n', stderr: '' })
})
