import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import { CertSqlProcess, certsql, urlOf } from '../support/certsql-process.js'
import { RECORD_COUNT, startTestOrg } from '../support/test-org.js'

let org: Emulator
let slowOrg: Emulator
let url: string
let folder: string
beforeAll(async () => {
  org = await startTestOrg()
  slowOrg = await startTestOrg({ latencyMs: 300 })
  url = urlOf(org)
})
afterAll(async () => {
  await org.close()
  await slowOrg.close()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-process-'))
})
afterEach(() => rm(folder, { recursive: true }))

const SMALL = 'SELECT Name, Amount__c FROM Item__c ORDER BY Id LIMIT 3'
const ALL = 'SELECT Id, Name, Amount__c, Day__c FROM Item__c'

describe('without an org', () => {
  test('--version is the version of the package', async () => {
    const { version }: { version: string } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    )
    for (const flag of ['--version', '-V']) {
      expect(await certsql([flag])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
    }
  })

  test('--help goes to stdout', async () => {
    const { exitCode, stdout, stderr } = await certsql(['--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Usage: certsql')
    expect(stderr).toBe('')
  })

  test.each([
    [['--format', 'xlsx'], 'The format "xlsx" needs a file.'],
    [['login'], 'Without a terminal nobody can be asked how to log in.'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [
      ['-f', '/nonexistent/a.sql'],
      'The file "/nonexistent/a.sql" cannot be read: there is no such file or folder.',
    ],
    [['-c', 'SELECT 1', 'certinia:///?Usre=amy'], 'CERT-2006: There is no property "Usre".'],
    [
      ['-c', 'SELECT 1', '-p', 'MaxRows=many', 'certinia:///?User=a&Password=b'],
      'CERT-8601: "many" is no value of the property MaxRows.',
    ],
    [['-c', 'SELECT 1'], 'CERT-5004: Nothing says which org to connect to.'],
    [['-c', 'SELECT 1', '--output', 'report.xls'], 'Workbooks are written as .xlsx.'],
  ])('%j is a usage error', async (words, message) => {
    const { exitCode, stdout, stderr } = await certsql(words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`certsql: ${message}`)
  })

  test('an unknown host is no connection', async () => {
    const words = ['certinia:///?User=a&Password=b&LoginURL=https://no-such-host.invalid', '-c', 'SELECT 1']
    const { exitCode, stderr } = await certsql(words)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('CERT-8501')
  })
})

describe('statements', () => {
  test('of -c give rows to stdout and their count to stderr', async () => {
    const { exitCode, stdout, stderr } = await certsql([url, '-c', SMALL])
    expect(stdout).toBe(`\
┌─────────────────┬─────────────────────┐
│ Name            │           Amount__c │
├─────────────────┼─────────────────────┤
│ Müller, "Söhne" │                0.00 │
│ Item 1          │                   ∅ │
│ Item 2          │ 1234567890123456.78 │
└─────────────────┴─────────────────────┘
`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '(3 rows)\n' })
  })

  test('in a data format leave stderr empty', async () => {
    const csv = await certsql([url, '-c', SMALL, '--format', 'csv'])
    expect(csv).toEqual({
      exitCode: 0,
      stdout: 'Name,Amount__c\r\n"Müller, ""Söhne""",0.00\r\nItem 1,\r\nItem 2,1234567890123456.78\r\n',
      stderr: '',
    })
    const json = await certsql([url, '-c', SMALL, '--format', 'json'])
    expect(json.stdout).toContain('{"Name":"Item 2","Amount__c":1234567890123456.78}')
  })

  test('of several pages come whole', async () => {
    const { stdout } = await certsql([url, '-c', ALL, '--format', 'ndjson'])
    const names = stdout
      .trimEnd()
      .split('\n')
      .map((line): { Name: string } => JSON.parse(line))
      .map(({ Name }) => Name)
    expect(new Set(names).size).toBe(RECORD_COUNT)
  })

  test('come from stdin', async () => {
    const { exitCode, stdout } = await certsql([url, '--format', 'csv'], {
      stdin: 'SELECT 1 AS a;\nSELECT 2 AS b',
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'a\r\n1\r\nb\r\n2\r\n' })
  })

  test('of an empty stdin are none', async () => {
    expect(await certsql([url])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test('have parameters, by name and by number, which never become text of the statement', async () => {
    const sql =
      'SELECT Name FROM Item__c WHERE Name = :name; SELECT Name FROM Item__c WHERE Amount__c = ? AND Day__c = ?'
    const values = ['--param', "name=Item 7' OR 'a' = 'a", '--param', '1=4.5', '--param', '2=2025-01-31']
    const { exitCode, stdout } = await certsql([url, '-c', sql, ...values, '--format', 'csv'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Name\r\nName\r\nItem 9\r\n' })
  })

  test('have no parameter of that name', async () => {
    const { exitCode, stderr } = await certsql([url, '-c', 'SELECT :a', '--param', 'a=1', '--param', 'b=2'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('No statement has the parameter "b" of --param.')
  })

  test('stop at the first that fails, which is shown with its place', async () => {
    const file = join(folder, 'month-end.sql')
    await writeFile(file, '\ufeff-- first\nSELECT 1 AS a;\n\nSELECT Name\nFROM Itm__c;\nSELECT 3 AS c;\n')
    const { exitCode, stdout, stderr } = await certsql([url, '-f', file, '--format', 'csv'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'a\r\n1\r\n' })
    expect(stderr).toContain(`${file}:5: CERT-2001: `)
    expect(stderr).toContain('  FROM Itm__c\n       ^^^^^^\n')
    expect(stderr).toContain('Hint: did you mean "Item__c"?')
  })

  test('go on when they are told to, and still end as failed', async () => {
    const words = ['-c', 'SELECT 1 AS a; SELECT Nmae FROM Item__c; SELECT 3 AS c', '--on-error', 'continue']
    const { exitCode, stdout, stderr } = await certsql([url, ...words, '--format', 'csv'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'a\r\n1\r\nc\r\n3\r\n' })
    expect(stderr.match(/CERT-2003/g)).toHaveLength(1)
  })

  test('tell their cost to programs, a line of JSON each', async () => {
    const words = ['-c', 'SELECT Name FROM Item__c LIMIT 2; SELECT 1', '--stats', 'json', '--format', 'csv']
    const { stderr } = await certsql([url, ...words])
    const [first, second] = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      sql: 'SELECT Name FROM Item__c LIMIT 2',
      rows: 2,
      apiCalls: 1,
      rowsFetched: 2,
    })
    expect(second).toMatchObject({ rows: 1, apiCalls: 0 })
  })

  test('are quiet or verbose as asked', async () => {
    const words = [url, '-c', 'SELECT Name FROM Item__c LIMIT 2']
    expect((await certsql([...words, '-q'])).stderr).toBe('')
    expect((await certsql([...words, '-v', '--format', 'csv'])).stderr).toMatch(
      /^\(2 rows\) · .* · \d+ API calls? .*2 rows moved\n$/,
    )
  })

  test('write nothing with --read-only', async () => {
    const { exitCode, stderr } = await certsql([
      url,
      '--read-only',
      '-c',
      "DELETE FROM Item__c WHERE Name = 'x'",
    ])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('ReadOnly')
  })

  test('have their last result in a file that is no text', async () => {
    const file = join(folder, "it's.parquet")
    const sql = 'SET MaxRows = 10; SELECT Name, Amount__c FROM Item__c ORDER BY Id LIMIT 2 -- the end'
    const ended = await certsql([url, '-c', sql, '--output', file])
    expect(ended).toEqual({ exitCode: 0, stdout: '', stderr: '2 rows written to the file\n' })
    expect((await readFile(file)).subarray(0, 4).toString()).toBe('PAR1')
  })

  test('with a syntax error show a caret', async () => {
    const { exitCode, stdout, stderr } = await certsql([url, '-c', 'SELECT Name FRM Item__c WHERE 1 = 1'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^CERT-1001: .*\n {2}SELECT Name FRM Item__c WHERE 1 = 1\n +\^+\n/)
  })

  test('to be explained give a text for people, and rows for programs', async () => {
    const sql = `EXPLAIN ${SMALL}`
    const { stdout } = await certsql([url, '-c', sql])
    expect(stdout).toMatch(/^scan Item__c · /m)
    expect(stdout).toMatch(/^ {2}SELECT .*Name, Amount__c.* FROM Item__c/m)
    expect(stdout).not.toContain('│')
    expect((await certsql([url, '-c', sql, '--format', 'csv'])).stdout).toMatch(/^plan\r\n/)
  })

  test('describe is one of them', async () => {
    const { exitCode, stdout } = await certsql(['describe', 'item', '--format', 'csv'], {
      environment: { CERTSQL_URL: url },
    })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('"DECIMAL(18,2)"')
  })
})

describe('types', () => {
  test('go to a file, for the objects that are asked for', async () => {
    const file = join(folder, 'tables.d.ts')
    const { exitCode, stdout } = await certsql(['types', url, '--out', file, '--objects', 'Item__c'])
    expect([exitCode, stdout]).toEqual([0, ''])
    expect(await readFile(file, 'utf8')).toContain(
      '    Item__c: Knex.CompositeTableType<Item__c, Item__cInsert, Item__cUpdate>',
    )
  })

  test('of no objects are an error, and no file', async () => {
    const file = join(folder, 'nothing.d.ts')
    const { exitCode, stderr } = await certsql(['types', url, '--out', file, '--objects', 'Nothing'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('There is no table to declare.')
    expect(existsSync(file)).toBe(false)
  })
})

describe('connecting', () => {
  test('with a wrong password is no connection, and the password is not repeated', async () => {
    const { exitCode, stdout, stderr } = await certsql([
      urlOf(org, { Password: 'hunter2' }),
      '-c',
      'SELECT 1',
    ])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain('CERT-5001')
    expect(stderr).not.toContain('hunter2')
  })

  test('hides its words from the list of processes', async () => {
    const { child, ended } = new CertSqlProcess([urlOf(slowOrg), '-c', SMALL])
    await new Promise((resolve) => setTimeout(resolve, 500))
    const shown = await readFile(`/proc/${child.pid}/cmdline`, 'utf8').catch(() => 'certsql')
    expect(shown).toContain('certsql')
    expect(shown).not.toContain(slowOrg.credentials.password)
    await ended
  })
})

describe('colour', () => {
  test('is left out where there is no terminal', async () => {
    const { stdout, stderr } = await certsql([url, '-c', `${SMALL}; SELECT wrong FROM Item__c`])
    expect(stdout + stderr).not.toContain('\u001b')
  })
})

describe('--output', () => {
  test('writes a file, in the format of its name', async () => {
    const file = join(folder, 'items.csv')
    expect(await certsql([url, '-c', SMALL, '--output', file])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    })
    expect(await readFile(file, 'utf8')).toContain('Item 2,1234567890123456.78\r\n')
  })

  test('leaves nothing when a later statement fails', async () => {
    const file = join(folder, 'items.csv')
    await writeFile(file, 'old')
    const { exitCode } = await certsql([url, '-c', ALL, '-c', 'SELECT wrong FROM Item__c', '--output', file])
    expect(exitCode).toBe(1)
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['items.csv'])
  })

  test('into a folder that does not exist is a usage error, before anything is asked', async () => {
    const before = org.requests.length
    const { exitCode, stderr } = await certsql([url, '-c', SMALL, '--output', join(folder, 'a', 'b.csv')])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('cannot be written: there is no such file or folder.')
    expect(org.requests.length).toBe(before)
  })

  test('leaves nothing when interrupted', async () => {
    const file = join(folder, 'items.csv')
    const { child, ended } = new CertSqlProcess([urlOf(slowOrg), '-c', ALL, '--output', file])
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    child.kill('SIGINT')
    expect((await ended).exitCode).toBe(130)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('an end before the end', () => {
  test('SIGINT stops the statement and its requests', async () => {
    const run = new CertSqlProcess([urlOf(slowOrg), '-c', ALL, '--format', 'csv'])
    await run.firstOutput()
    run.child.kill('SIGINT')
    const { exitCode, stderr } = await run.ended
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' })
    // The request that was on its way is still written down.
    await new Promise((resolve) => setTimeout(resolve, 400))
    const asked = slowOrg.requests.length
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(slowOrg.requests.length).toBe(asked)
  })

  test('SIGINT while logging in ends at once', async () => {
    const run = new CertSqlProcess([urlOf(slowOrg), '-c', ALL])
    await new Promise((resolve) => setTimeout(resolve, 500))
    run.child.kill('SIGINT')
    expect((await run.ended).exitCode).toBe(130)
  })

  test('a reader that goes away is no error, and nothing more is asked of the org', async () => {
    const before = org.requests.length
    const statements = Array.from({ length: 40 }, () => ALL).join(';')
    const run = new CertSqlProcess([url, '-c', statements, '--format', 'csv'])
    const head = spawn('head', ['-1'])
    if (run.child.stdout !== null) run.child.stdout.pipe(head.stdin)
    head.stdin.on('error', () => undefined)
    head.on('close', () => run.child.stdout?.destroy())
    const { exitCode, stderr } = await run.ended
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(org.requests.length - before).toBeLessThan(60)
  })

  test('help for a reader that is gone is no error either', async () => {
    const run = new CertSqlProcess(['--help'])
    run.child.stdout?.destroy()
    expect(await run.ended).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test('a full disk is said to be full', async () => {
    const { exitCode, stderr } = await certsql([url, '-c', SMALL, '--output', '/dev/full', '--format', 'csv'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('The file "/dev/full" cannot be written: the disk is full.')
  })
})
