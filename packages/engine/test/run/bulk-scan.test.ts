import { CertSqlError, decimal, ID, INTEGER, type JsonRecord, type SqlType, TEXT } from '@certsql/core'
import type { ScanColumn, ScanPlan } from '@certsql/planner'
import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  pagewiseQuery,
  remoteQuery,
  scanColumn,
  scanPlan,
  stagedQuery,
} from '../support/plans.js'

afterAll(closeDatabases)

const SOQL = 'SELECT … FROM Account'

/** What the org stores, as REST and as Bulk write it. */
const VALUES: readonly {
  readonly type: SqlType
  readonly json: readonly unknown[]
  readonly csv: readonly string[]
}[] = [
  { type: ID, json: ['001D000000IRFmaIAH', null], csv: ['001D000000IRFmaIAH', ''] },
  {
    type: TEXT,
    json: [
      'a"b',
      'c,d',
      'e\nf',
      'g\r\nh',
      'i\tj',
      '\\',
      "'",
      ' blank ',
      '株式会社',
      '😀',
      'NULL',
      'null',
      '-1',
      'ÿ',
      null,
    ],
    csv: [
      'a"b',
      'c,d',
      'e\nf',
      'g\r\nh',
      'i\tj',
      '\\',
      "'",
      ' blank ',
      '株式会社',
      '😀',
      'NULL',
      'null',
      '-1',
      'ÿ',
      '',
    ],
  },
  { type: { kind: 'boolean' }, json: [true, false], csv: ['true', 'false'] },
  { type: INTEGER, json: [12, -5, 0, null], csv: ['12', '-5', '0', ''] },
  {
    type: { kind: 'double' },
    json: [1.25, -0.1, 1e300, 10, null],
    csv: ['1.25', '-0.1', '1.0E300', '10.0', ''],
  },
  {
    type: decimal(18, 2),
    json: [12.5, -0.01, 10000000, 12345678.9, 0, null],
    csv: ['12.50', '-0.01', '1.0E7', '1.23456789E7', '0.0', ''],
  },
  { type: { kind: 'date' }, json: ['2024-02-29', '1900-01-01', null], csv: ['2024-02-29', '1900-01-01', ''] },
  {
    type: { kind: 'timestamptz' },
    json: [
      '2026-01-31T10:00:00.123+0000',
      '1999-12-31T23:30:00.000+0000',
      '2024-02-29T12:00:00.000+0000',
      null,
    ],
    csv: ['2026-01-31T10:00:00.123Z', '1999-12-31T23:30:00.000+0000', '2024-02-29T12:00:00.000Z', ''],
  },
  {
    type: { kind: 'time' },
    json: ['13:30:00.250Z', '00:00:00.000Z', null],
    csv: ['13:30:00.250Z', '00:00:00.000Z', ''],
  },
]

const ROWS = 45
const COLUMNS = VALUES.map(({ type }, index) => scanColumn(`c${index}`, type))

function at<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length]
  if (value === undefined) throw new RangeError('an empty list')
  return value
}

const RECORDS = Array.from({ length: ROWS }, (_, row) =>
  Object.fromEntries(VALUES.map(({ json }, column) => [`c${column}`, at(json, row)])),
) as readonly JsonRecord[]

function csvOf(lines: readonly (readonly string[])[]): string {
  return lines
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('')
}

/** The order of columns is another one than that of the plan, and null is an empty cell in quotes. */
const CSV = csvOf([
  COLUMNS.map(({ name }) => name).reverse(),
  ...Array.from({ length: ROWS }, (_, row) => VALUES.map(({ csv }) => at(csv, row)).reverse()),
])

const bulkScan = (columns: readonly ScanColumn[] = COLUMNS): ScanPlan => ({
  ...scanPlan(SOQL, columns),
  name: 'scan',
  transport: { kind: 'bulk', reason: 'as the test wants' },
  bulk: {},
})

const outputsOf = (columns: readonly ScanColumn[]) => columns.map(({ name, type }) => ({ name, type }))

/** One job with these files; line breaks in cells make the fake count wrongly, so it does not count. */
class OneJob extends FakeSource {
  constructor(
    private readonly files: readonly string[],
    private readonly totalSize: number,
    private readonly counts?: readonly number[],
  ) {
    super({ [SOQL]: [RECORDS] })
  }

  override async *bulkQuery() {
    for (const [index, file] of this.files.entries()) {
      const done = index === this.files.length - 1
      yield { csv: Buffer.from(file), rows: this.counts?.[index], totalSize: this.totalSize, done }
    }
  }
}

function waysOf(scan: ScanPlan) {
  const columns = outputsOf(scan.columns)
  const list = scan.columns.map(({ name }) => `"${name}"`).join(', ')
  return {
    remote: remoteQuery(scan),
    pagewise: pagewiseQuery(scan, `SELECT ${list} FROM "scan"`, columns),
    staged: stagedQuery([scan], `SELECT ${list} FROM "scan"`, columns),
  }
}

describe.each(['remote', 'pagewise', 'staged'] as const)('a Bulk scan that is %s', (way) => {
  test.each(['Number', 'String'] as const)('gives what REST gives for every type (%s)', async (decimals) => {
    const rest = { ...bulkScan(), transport: { kind: 'rest', reason: '' } } as const
    const bulk = new OneJob([CSV, CSV], 2 * ROWS)
    const expected = await flatten(execute(waysOf(rest)[way], contextOver(bulk, { decimals })))
    expect(expected).toHaveLength(ROWS)
    const rows = await flatten(execute(waysOf(bulkScan())[way], contextOver(bulk, { decimals })))
    expect(rows).toEqual([...expected, ...expected])
  })

  test('keeps every digit of a number that its column has no place for', async () => {
    const columns = [scanColumn('n', decimal(5, 2))]
    const file = csvOf([['n'], ['12345678901234567.005'], ['1.5E-4'], ['2'], ['']])
    const plan = waysOf(bulkScan(columns))[way]
    const rows = await flatten(execute(plan, contextOver(new OneJob([file], 4), { decimals: 'String' })))
    expect(rows.flat().map((value) => (value === null ? null : String(value).replace(/\.?0+$/, '')))).toEqual(
      ['12345678901234567.005', '0.00015', '2', null],
    )
  })

  test('reads parents by their path, and not those in the recycle bin', async () => {
    const columns = [
      {
        ...scanColumn('owner', TEXT, ['Account', 'Owner', 'Name']),
        deletedFlags: [['Account', 'IsDeleted']],
      },
      scanColumn('account', TEXT, ['Account', 'Name']),
    ]
    const file = csvOf([
      ['Account.Owner.Name', 'account.name', 'Account.IsDeleted'],
      ['Amy', 'Acme', 'false'],
      ['Bob', 'Bolt', 'true'],
      ['', '', ''],
    ])
    const rows = await flatten(execute(waysOf(bulkScan(columns))[way], contextOver(new OneJob([file], 3))))
    expect(rows).toEqual([
      ['Amy', 'Acme'],
      [null, 'Bolt'],
      [null, null],
    ])
  })

  test.each([
    ['', 0],
    ['"c"\n', 0],
    ['"c"\n""\n\n"x"\n', 3],
  ])('reads the file %j', async (file, count) => {
    const scan = bulkScan([scanColumn('c', TEXT)])
    expect(await flatten(execute(waysOf(scan)[way], contextOver(new OneJob([file], count))))).toHaveLength(
      count,
    )
  })

  test.each([
    ['a value of another type', '"c"\n"x"\n', 1, undefined, 'CERT-6002'],
    ['no such column', '"d"\n"1"\n', 1, undefined, 'CERT-6002'],
    ['fewer rows than the page has', '"c"\n"1"\n', 2, [2], 'CERT-6004'],
    ['fewer rows than the job has', '"c"\n"1"\n', 2, undefined, 'CERT-6004'],
    ['something else', '"c"\n"1","2"\n', 1, undefined, 'CERT-6002'],
  ])('refuses %s', async (_, file, total, counts, code) => {
    const scan = bulkScan([scanColumn('c', INTEGER)])
    const running = flatten(execute(waysOf(scan)[way], contextOver(new OneJob([file], total, counts))))
    await expect(running).rejects.toMatchObject({ code })
  })
})

describe('a job that the org does not run', () => {
  const refusal = new CertSqlError({
    code: 'CERT-6005',
    message: 'No.',
    org: { code: 'INVALIDENTITY', message: 'no', httpStatus: 400 },
  })

  test('is read over REST', async () => {
    const source = new FakeSource({ [SOQL]: [RECORDS] }, { bulk: { [SOQL]: refusal } })
    const result = execute(remoteQuery(bulkScan()), contextOver(source))
    expect(await flatten(result)).toHaveLength(ROWS)
    expect(result.notices).toEqual([
      {
        kind: 'bulkRefused',
        message: 'The org does not read Account with a Bulk job (INVALIDENTITY), so the rows came over REST.',
      },
    ])
    expect(result.stats.scans[0]).toMatchObject({ transport: 'rest', rows: ROWS })
  })

  test('once, even when REST had sent it there', async () => {
    const source = new FakeSource({ [SOQL]: [RECORDS] }, { bulk: { [SOQL]: refusal } })
    const scan: ScanPlan = { ...bulkScan(), transport: { kind: 'rest', reason: '' }, bulk: { aboveRows: 10 } }
    expect(await flatten(execute(remoteQuery(scan), contextOver(source)))).toHaveLength(ROWS)
    expect(source.bulkQueries).toHaveLength(1)
  })
})

describe('a scan over REST', () => {
  const scan: ScanPlan = {
    ...bulkScan([scanColumn('n', INTEGER)]),
    transport: { kind: 'rest', reason: '' },
    bulk: { aboveRows: 5 },
  }

  test.each([
    [4, 'rest'],
    [5, 'bulk'],
  ])('of %d rows goes on over %s', async (count, transport) => {
    const numbers = Array.from({ length: count }, (_, n) => ({ n }))
    const file = `"n"\n${numbers.map(({ n }) => `"${n}"\n`).join('')}`
    const source = new FakeSource(
      { [SOQL]: [numbers.slice(0, 3), numbers.slice(3)] },
      { bulk: { [SOQL]: [file] } },
    )
    const result = execute(remoteQuery(scan), contextOver(source))
    expect((await flatten(result)).flat()).toEqual(numbers.map(({ n }) => n))
    expect(result.stats.scans[0]).toMatchObject({ transport, rows: count })
  })
})
