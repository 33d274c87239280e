import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connect } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { urlOf } from '../support/certsql-process.js'
import { runHere } from '../support/command.js'

let org: Emulator
let connection: Connection
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-since-'))
  // Its clock stands still: all changes have the same stamp, which is the hardest case.
  org = await startEmulator({ scale: 0.01 })
  connection = await connect(urlOf(org), { AllowLocalFiles: true })
})
afterEach(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

let files = 0

/** Names and deletions of what an export brings. */
async function changes(format: string): Promise<readonly (readonly [string, boolean])[]> {
  const name = `changes-${++files}.${format}`
  const words = [
    'export',
    '--object',
    'Account',
    '--since',
    'last',
    '--state',
    join(folder, 'state.json'),
    '--to',
    join(folder, name),
    urlOf(org),
  ]
  expect(await runHere(words)).toMatchObject({ exitCode: 0 })
  const path = join(folder, name)
  if (format === 'ndjson') {
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line)).map(({ Name, IsDeleted }) => [Name, IsDeleted])
  }
  const file = connection.parquetFile(path)
  const { rows } = await file.totals([])
  return Array.from({ length: rows }, () => ['', false])
}

test.each(['ndjson', 'parquet'])(
  'an export brings all, and the next ones what has changed: %s',
  async (format) => {
    const { rows } = await connection.query('SELECT Id, Name FROM Account ORDER BY Id LIMIT 3')
    const [one, two, three] = rows.map(({ Id }) => Id)
    const [count] = (await connection.query('SELECT COUNT(*) AS n FROM Account')).rows
    const update = (id: unknown, name: string) =>
      connection.query('UPDATE Account SET Name = ? WHERE Id = ?', [name, String(id)])
    const length = async () => (await changes(format)).length

    expect(await length()).toBe(count?.n)
    expect(await length()).toBe(0)
    await update(one, `first ${format}`)
    await update(two, `second ${format}`)
    expect(await length()).toBe(2)
    expect(await length()).toBe(0)
    // Within the same second as before.
    await update(one, `FIRST ${format}`)
    expect(await length()).toBe(1)
    await connection.query('DELETE FROM Account WHERE Id = ?', [String(three)])
    expect(await length()).toBe(1)
    expect(await length()).toBe(0)
  },
)

test('what was deleted is told as such', async () => {
  await changes('ndjson')
  const { rows } = await connection.query('SELECT Id, Name FROM Account ORDER BY Id LIMIT 2')
  await connection.query('UPDATE Account SET Name = ? WHERE Id = ?', ['renamed', String(rows[0]?.Id)])
  await connection.query('DELETE FROM Account WHERE Id = ?', [String(rows[1]?.Id)])
  const found = await changes('ndjson')
  expect(found).toContainEqual(['renamed', false])
  expect(found).toContainEqual([String(rows[1]?.Name), true])
})

test('a state is of one org, object and condition', async () => {
  const files = ['--state', join(folder, 'state.json'), '--to', join(folder, 'changes.csv')]
  const words = ['export', '--since', 'last', ...files, urlOf(org)]
  await runHere([...words, '--object', 'Account'])
  const other = await runHere([...words, '--object', 'Contact'])
  expect(other).toMatchObject({ exitCode: 2 })
  expect(other.stderr).toContain('is of another object: Account')
  const narrower = await runHere([...words, '--object', 'Account', '--where', "Name LIKE 'A%'"])
  expect(narrower.stderr).toContain('is of another condition: none')
})
