import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Emulator } from '@certsql/emulator'
import { CertSqlProcess, type Ended, urlOf } from '../support/certsql-process.js'
import { HAS_SCRIPT, TerminalProcess } from '../support/terminal-process.js'
import { RECORD_COUNT, startTestOrg } from '../support/test-org.js'

const BIN = fileURLToPath(new URL('../../../../bin/certsql.js', import.meta.url))
const ALL = 'SELECT Id, Name, Amount__c, Day__c FROM Item__c'
/** More than a pipe holds, so that a writer notices that nobody reads. */
const MANY = `${ALL} UNION ALL ${ALL}`

let org: Emulator
let folder: string
beforeAll(async () => {
  org = await startTestOrg({ bulkJobMs: 0 })
})
afterAll(() => org.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-contract-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A line for the system's shell, in which `certsql` is the built command, connected to the org. */
async function shell(line: string): Promise<Ended & { readonly files: readonly string[] }> {
  const certsql = `certsql() { '${process.execPath}' '${BIN}' "$@"; }`
  const child = spawn('sh', ['-c', `${certsql}; ${line}`], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      CERTSQL_METADATA_CACHE: 'off',
      CERTSQL_URL: urlOf(org),
      SQL: ALL,
      MANY,
    },
  })
  const texts = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text))
  child.stdin.end()
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { exitCode, ...texts, files: (await readdir(folder)).sort() }
}

describe('a reader that goes away is no error', () => {
  test.each([
    ['of a query', 'certsql -c "$MANY" --format csv'],
    ['of a table', 'certsql -c "$MANY"'],
    ['of an export', 'certsql export "$MANY" --to - --format csv'],
    ['of an export to /dev/stdout', 'certsql export "$MANY" --to /dev/stdout --format ndjson'],
  ])('%s', async (_, command) => {
    const { stdout, stderr, files } = await shell(`{ ${command}; echo "ends with $?" >&2; } | head -1`)
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stderr).toBe('ends with 0\n')
    expect(files).toEqual([])
  })
})

describe('stdout of an export', () => {
  test('is the same as its file, with what is for people on stderr', async () => {
    const { exitCode, stdout, stderr, files } = await shell(
      'certsql export "$SQL" --to items.csv --no-manifest -p UseBulk=always -p BulkPollInterval=1 && certsql export "$SQL" --to - --format csv',
    )
    expect({ exitCode, files }).toEqual({ exitCode: 0, files: ['items.csv'] })
    expect(stdout).toBe(await readFile(join(folder, 'items.csv'), 'utf8'))
    expect(stderr).toMatch(/written to items\.csv · .*\n.*4,500 rows written to stdout · /)
  })

  test.each([
    ['--to -', 'Rows on stdout need a format.'],
    ['--to - --format parquet', 'Parquet cannot be written to stdout'],
    ['--to - --format csv --resume', '--resume, --verify and --partition-by need a file.'],
    ['--object Item__c --to - --format csv --since last', '--since needs a file for its state.'],
  ])('is refused what it cannot do: %s', async (words, message) => {
    const { exitCode, stdout, stderr } = await shell(
      `certsql export ${words.includes('--object') ? '' : '"$SQL"'} ${words}`,
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('closed streams', () => {
  test('a closed stdin is an empty one', async () => {
    const { exitCode, stdout, stderr } = await shell(
      'certsql -c "SELECT 1 AS a" --format csv <&-; certsql <&-',
    )
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: 'a\r\n1\r\n', stderr: '' })
  })

  test('where stdout is closed, what goes to files goes there', async () => {
    const { exitCode, stderr, files } = await shell('certsql -c "$SQL" --output items.csv.gz >&-')
    expect({ exitCode, stderr, files }).toEqual({ exitCode: 0, stderr: '', files: ['items.csv.gz'] })
    const text = gunzipSync(await readFile(join(folder, 'items.csv.gz'))).toString()
    expect(text.split('\r\n')).toHaveLength(RECORD_COUNT + 2)
  })

  test('where stderr is closed, the exit code tells', async () => {
    expect((await shell('certsql -c "SELECT wrong FROM Item__c" 2>&-')).exitCode).toBe(1)
  })

  test('a full stdout is an error', async () => {
    const { exitCode, stderr } = await shell('certsql -c "$SQL" --format csv >/dev/full')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('CERT-8603: The output cannot be written: the disk is full.')
  })
})

describe('a file that cannot be written', () => {
  const COMMANDS = [
    ['a query', 'certsql -c "$SQL" --output'],
    ['an export', 'certsql export "$SQL" --to'],
  ] as const

  test.each(COMMANDS)('%s into a folder that is not there, or is a file', async (_, command) => {
    await writeFile(join(folder, 'file'), '')
    const asked = org.requests.length
    const missing = await shell(`${command} none/items.csv`)
    expect(missing).toMatchObject({ exitCode: 2, stdout: '', files: ['file'] })
    expect(missing.stderr).toMatch(/there is no such file or folder|There is no folder "none"/)
    const wrong = await shell(`${command} file/items.csv`)
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '', files: ['file'] })
    expect(wrong.stderr).toMatch(/its folder is a file|There is no folder "file"/)
    expect(org.requests.length).toBe(asked)
  })

  const forbidden = existsSync('/sys/kernel') ? test.each(COMMANDS) : test.skip.each(COMMANDS)
  forbidden('%s into a folder that may not be written to', async (_, command) => {
    const { exitCode, stdout, stderr } = await shell(`${command} /sys/kernel/items.csv`)
    expect(stdout).toBe('')
    expect([1, 2]).toContain(exitCode)
    expect(stderr).toContain('cannot be written: permission denied.')
  })
})

/** A file system of some kilobytes, where a user may make one. */
const SMALL_DISK = `unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=64k small disk && cd disk`
const HAS_SMALL_DISKS =
  spawnSync('unshare', [
    '--user',
    '--map-root-user',
    '--mount',
    'sh',
    '-c',
    'mount -t tmpfs -o size=64k x /mnt',
  ]).status === 0
if (!HAS_SMALL_DISKS)
  console.warn('The tests of a full disk are left out: they need "unshare" of util-linux.')

;(HAS_SMALL_DISKS ? describe : describe.skip)('a disk that becomes full', () => {
  test.each([
    ['a query', '-c "$SQL" --output items.csv'],
    ['a workbook', 'export "$SQL" --to items.xlsx'],
    ['an export', 'export "$SQL" --to items.ndjson'],
    ['an export as Parquet', 'export "$SQL" --to items.parquet'],
    ['an export of pages', 'export "$SQL" --to items.csv -p UseBulk=always -p BulkPollInterval=1'],
    ['partitions', 'export "$SQL" --to items --format csv --partition-by Day__c'],
  ])('%s leaves the old file as it was, and nothing beside it', async (_, words) => {
    await mkdir(join(folder, 'disk'))
    const command = `"${process.execPath}" "${BIN}" ${words}`
    const { exitCode, stdout, stderr } = await shell(
      `${SMALL_DISK} && echo old >items.csv && ${command}; echo "ends with $?"; ls -A; cat items.csv'`,
    )
    expect(exitCode).toBe(0)
    expect(stdout).toBe('ends with 1\nitems.csv\nold\n')
    expect(stderr).toMatch(/CERT-\d{4}: .*(?:disk is full|no room left on the disk)/i)
  })
})

describe('signals', () => {
  test.each([
    ['SIGTERM', 130],
    ['SIGHUP', 130],
  ] as const)('%s ends as Ctrl-C does, and leaves no file', async (signal, exitCode) => {
    const slow = await startTestOrg({ latencyMs: 300 })
    try {
      const run = new CertSqlProcess(['-c', ALL, urlOf(slow), '--output', 'items.csv'], { folder })
      while (!slow.requests.some(({ soql }) => soql !== undefined))
        await new Promise((go) => setTimeout(go, 20))
      run.child.kill(signal)
      expect(await run.ended).toEqual({ exitCode, stdout: '', stderr: '' })
      expect(await readdir(folder)).toEqual([])
    } finally {
      await slow.close()
    }
  })
})

;(HAS_SCRIPT ? test : test.skip)('an export on a terminal tells how far it has come', async () => {
  const slow = await startTestOrg({ latencyMs: 400 })
  const words = ['export', ALL, urlOf(slow), '--to', join(folder, 'items.csv')]
  const terminal = new TerminalProcess(words)
  try {
    await terminal.type('', /\d s · 1 page · 2,000 rows · [\d,]+ rows\/s · \d API calls? · 44 % · \d s left/)
    expect(await terminal.leave('')).toBe(0)
    expect(terminal.screen.written).toMatch(/4,500 rows written to .*items\.csv · /)
  } finally {
    terminal.kill()
    await slow.close()
  }
})

;(HAS_SCRIPT ? test : test.skip)('a dumb terminal is sent no control sequences', async () => {
  const words = ['-c', 'SELECT Name FROM Item__c ORDER BY Id LIMIT 2; SELECT wrong FROM Item__c', urlOf(org)]
  const terminal = new TerminalProcess(words, { environment: { TERM: 'dumb' } })
  expect(await terminal.leave('')).toBe(1)
  expect(terminal.screen.written).toContain('| Name            |')
  expect(terminal.screen.written).toContain('CERT-2003')
  for (const sign of ['\u001b', '│', '┌']) expect(terminal.screen.written).not.toContain(sign)
})
