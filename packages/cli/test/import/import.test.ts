import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connect } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { certsql, urlOf } from '../support/certsql-process.js'
import { RECORD_COUNT, startTestOrg } from '../support/test-org.js'

let org: Emulator
let connection: Connection
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-import-'))
  org = await startTestOrg()
  connection = await connect(urlOf(org))
})
afterEach(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

async function imported(text: string, words: readonly string[], expected = 0) {
  await writeFile(join(folder, 'new.csv'), text)
  const ended = await certsql(['import', 'new.csv', urlOf(org), '--into', 'Item__c', ...words], { folder })
  expect(ended).toMatchObject({ exitCode: expected })
  return ended
}

const added = async () =>
  (await connection.query("SELECT Name, Amount__c FROM Item__c WHERE Name LIKE 'new %' ORDER BY Name")).rows

test('rows become records, with columns by other names and options of COPY', async () => {
  const { stderr, stdout } = await imported('Title;Worth;Note\nnew 1;1,50;x\nnew 2;;y\n', [
    ...['--map', 'Title=Name', '--map', 'Worth=Amount__c', '--map', 'Note='],
    ...['--option', 'delimiter=;', '--option', 'DECIMAL=,'],
  ])
  expect(stdout).toBe('')
  expect(stderr).toMatch(/2 rows written · .* · \d API calls?\n/)
  expect(await added()).toEqual([
    { Name: 'new 1', Amount__c: 1.5 },
    { Name: 'new 2', Amount__c: null },
  ])
})

test('--dry-run sends nothing', async () => {
  const { stderr } = await imported('Name\nnew 1\n', ['--dry-run'])
  expect(stderr).toContain('DryRun: 1 of 1 rows would be sent.')
  expect(await added()).toEqual([])
})

test('--errors goes on, keeps the rows that failed, and tells so by the exit code', async () => {
  const { stderr } = await imported(
    'Name,Day__c\nnew 1,2025-01-31\nnew 2,never\n',
    ['--errors', 'bad.csv'],
    1,
  )
  expect(stderr).toContain('One row was not written; "bad.csv" has them, and why.')
  expect(await readFile(join(folder, 'bad.csv'), 'utf8')).toMatch(/\r\nnew 2,never,2,/)
  expect(await added()).toEqual([{ Name: 'new 1', Amount__c: null }])
})

test('without --errors nothing is written of a file with a wrong row', async () => {
  const { stderr } = await imported('Name,Day__c\nnew 1,2025-01-31\nnew 2,never\n', [], 1)
  expect(stderr).toContain('CERT-8')
  expect(await added()).toEqual([])
})

test('--resume keeps a ledger: what was loaded is not loaded again', async () => {
  await imported('Name\nnew 1\n', ['--resume'])
  const { stderr } = await imported('Name\nnew 1\n', ['--resume'])
  expect(stderr).toContain('were loaded before')
  expect(await added()).toHaveLength(1)
  expect((await readdir(folder)).sort()).toEqual(['new.csv', 'new.csv.ledger'])
})

test.each([
  ['no table', ['import', 'new.csv'], 'There is no table to load into.'],
  ['a name that is no option', ['import', 'new.csv', '--into', 'Item__c', '--option', 'a b=1'], 'is no name'],
])('%s is refused', async (_, words, message) => {
  const ended = await certsql([...words, urlOf(org)], { folder })
  expect(ended).toMatchObject({ exitCode: 2 })
  expect(ended.stderr).toContain(message)
  const [count] = (await connection.query('SELECT COUNT(*) AS n FROM Item__c')).rows
  expect(count?.n).toBe(RECORD_COUNT)
})
