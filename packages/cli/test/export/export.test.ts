import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Emulator } from '@certsql/emulator'
import { CertSqlProcess, certsql, urlOf } from '../support/certsql-process.js'
import { runHere } from '../support/command.js'
import { RECORD_COUNT, startTestOrg } from '../support/test-org.js'

const QUERY = 'SELECT Id, Name, Amount__c, Day__c FROM Item__c'
const BULK = ['-p', 'UseBulk=always', '-p', 'BulkPollInterval=1']

let org: Emulator
let url: string
let folder: string
beforeAll(async () => {
  org = await startTestOrg({ bulkJobMs: 0, bulkPageRows: 1_000 })
  url = urlOf(org)
})
afterAll(() => org.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-export-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Within this process, which is quicker; files are named from the folder of the test. */
async function exported(words: readonly string[], expected = 0) {
  const ended = await runHere([
    'export',
    ...words.map((word, index) => inFolder(word, words[index - 1])),
    url,
  ])
  expect(ended).toMatchObject({ exitCode: expected })
  return ended
}

function inFolder(word: string, option: string | undefined): string {
  return option === '--to' ? resolve(folder, word) : word
}

const read = (name: string) => readFile(join(folder, name), 'utf8')
const manifestOf = async (name: string) => JSON.parse(await read(`${name}.manifest.json`))

test('a file is the same over REST and Bulk, resumed or not, compressed or not; the manifest tells of it', async () => {
  await exported([QUERY, '--to', 'rest.csv'])
  await exported([QUERY, '--to', 'bulk.csv', ...BULK])
  await exported([QUERY, '--to', 'packed.csv.gz', '--resume', ...BULK])
  const text = await read('rest.csv')
  expect(text.split('\r\n')).toHaveLength(RECORD_COUNT + 2)
  expect(await read('bulk.csv')).toBe(text)
  expect(gunzipSync(await readFile(join(folder, 'packed.csv.gz'))).toString()).toBe(text)
  expect(await manifestOf('bulk.csv')).toMatchObject({
    files: [{ path: 'bulk.csv', rows: RECORD_COUNT, bytes: Buffer.byteLength(text) }],
    rows: RECORD_COUNT,
    columns: [
      { name: 'Id', type: 'ID' },
      { name: 'Name', type: 'TEXT' },
      { name: 'Amount__c', type: 'DECIMAL(18,2)' },
      { name: 'Day__c', type: 'DATE' },
    ],
    soql: [QUERY],
    bulkJobs: 1,
  })
  expect((await manifestOf('rest.csv')).files[0].sha256).toBe((await manifestOf('bulk.csv')).files[0].sha256)
  expect((await readdir(folder)).filter((name) => /pages|resume|part$/.test(name))).toEqual([])
})

test('figures are compared with the org; a difference is an exit code', async () => {
  const { stdout } = await exported([QUERY, '--to', 'items.parquet', '--verify', ...BULK])
  expect(stdout).toMatch(/rows\s+│ 4500\s+│ 4500\s+│ same/)
  expect(stdout).toMatch(/SUM\(Amount__c\) │ 1234567895184830\.28 │ 1234567895184830\.28 │ same/)
  const noisy = 'SELECT Id, RANDOM() AS luck FROM Item__c'
  const ended = await exported([noisy, '--to', 'luck.csv', '--verify'], 1)
  expect(ended.stdout).toMatch(/SUM\(luck\).*DIFFERENT/)
  expect(ended.stderr).toContain('CERT-6004')
})

test.each(['csv', 'parquet'])('partitions are folders of %s', async (format) => {
  const query = `SELECT Name, CASE WHEN Amount__c IS NULL THEN NULL WHEN Amount__c < 100 THEN 'a/b' ELSE 'ü x' END AS Kind FROM Item__c`
  const words = [query, '--to', 'parts', '--format', format, '--partition-by', 'kind']
  await exported(words)
  const manifest = await manifestOf('parts')
  expect(manifest).toMatchObject({ rows: RECORD_COUNT, partitionBy: ['kind'] })
  const rows = Object.fromEntries(
    manifest.files.map(({ path, rows: count }: { path: string; rows: number }) => [
      decodeURIComponent(path.split('/')[1] ?? ''),
      count,
    ]),
  )
  expect(rows).toEqual({
    'Kind=__HIVE_DEFAULT_PARTITION__': 1,
    'Kind=a/b': 198,
    'Kind=ü x': RECORD_COUNT - 199,
  })
  // Once more, in the place of the first.
  await exported(words)
  expect((await readdir(folder)).sort()).toEqual(['parts', 'parts.manifest.json'])
})

describe('an export that was killed goes on, and gives the same file', () => {
  let slow: Emulator
  beforeAll(async () => {
    slow = await startTestOrg({ bulkJobMs: 0, bulkPageRows: 250, latencyMs: 40 })
  })
  afterAll(() => slow.close())

  test.each(['items.csv', 'items.csv.zst', 'items.parquet', 'items.xlsx'])('%s', async (name) => {
    await exported([QUERY, '--to', `whole-${name}`, ...BULK])
    const words = ['export', QUERY, urlOf(slow), '--to', name, '--resume', ...BULK]
    const process = new CertSqlProcess(words, { folder })
    await until(async () => (await pagesIn(`${name}.resume`)) >= 4)
    process.child.kill('SIGKILL')
    await process.ended
    expect(await readdir(folder)).not.toContain(name)
    const asked = slow.requests.length
    expect(await certsql(words, { folder })).toMatchObject({ exitCode: 0 })
    // Pages that were there are not asked for again; what lists them may be.
    const pages = slow.requests.slice(asked).filter(({ path }) => path.includes('/results'))
    expect(pages.length).toBeLessThan(RECORD_COUNT / 250)
    const bytes = await readFile(join(folder, name))
    expect(bytes.equals(await readFile(join(folder, `whole-${name}`)))).toBe(true)
    expect((await readdir(folder)).filter((file) => /resume|part$/.test(file))).toEqual([])
  })
})

async function pagesIn(name: string): Promise<number> {
  const names = await readdir(join(folder, name)).catch(() => [])
  return names.filter((file) => /^page-\d+\.csv$/.test(file)).length
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('what stops an export leaves nothing half-written', () => {
  let slow: Emulator
  beforeAll(async () => {
    slow = await startTestOrg({ bulkJobMs: 0, bulkPageRows: 250, latencyMs: 200 })
  })
  afterAll(() => slow.close())

  test.each([
    ['items.csv', 'REST', []],
    ['items.csv.gz', 'Bulk', BULK],
    ['items.parquet', 'REST', []],
    ['items.xlsx', 'Bulk', BULK],
  ])('Ctrl-C while %s is written over %s', async (file, _, properties) => {
    const words = ['export', QUERY, urlOf(slow), '--to', file, ...properties]
    const process = new CertSqlProcess(words, { folder })
    await until(async () => (await readdir(folder)).length > 0)
    process.child.kill('SIGINT')
    expect(await process.ended).toMatchObject({ exitCode: 130, stdout: '' })
    expect(await readdir(folder)).toEqual([])
  })

  test('a full disk', async () => {
    const ended = await exported([QUERY, '--to', '/dev/full', '--format', 'csv'], 1)
    expect(ended.stderr).toMatch(/CERT-8603: The file "\/dev\/full" cannot be written: /)
  })

  test.each([
    ['a folder that is missing', ['--to', 'none/items.csv']],
    ['a folder in place of a file', ['--to', '.', '--format', 'csv']],
    ['a format that the name does not tell', ['--to', 'items']],
    ['two compressions', ['--to', 'items.parquet.gz']],
    ['no file', []],
  ])('%s', async (_, words) => {
    await exported([QUERY, ...words], 2)
    expect(await readdir(folder)).toEqual([])
  })

  test('a folder that is no export is not replaced by partitions', async () => {
    const ended = await exported([QUERY, '--to', folder, '--format', 'csv', '--partition-by', 'Day__c'])
    expect(ended.exitCode).toBe(0)
    await rm(`${folder}.manifest.json`)
    const again = await exported([QUERY, '--to', folder, '--format', 'csv', '--partition-by', 'Day__c'], 2)
    expect(again.stderr).toContain('is no folder of an earlier export')
    expect(await readdir(folder)).toEqual(['Day__c=2025-01-31'])
  })

  test('an error of the query', async () => {
    await exported(['SELECT Nonsense FROM Item__c', '--to', 'items.csv'], 1)
    expect(await readdir(folder)).toEqual([])
  })
})
