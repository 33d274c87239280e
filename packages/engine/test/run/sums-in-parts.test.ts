import { BIGINT, CertSqlError, decimal, ExactNumber, ID, type JsonRecord, TEXT } from '@certsql/core'
import {
  type FallbackPlan,
  type KeyPlace,
  numbersOfGroup,
  type ScanPlan,
  type SumParts,
  sumsOfSign,
} from '@certsql/planner'
import { execute } from '../../src/index.js'
import { contactField } from '../support/contact-table.js'
import { FakeSource, type Script } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  remoteQuery,
  rowsOf,
  scanColumn,
  scanPlan,
} from '../support/plans.js'

afterAll(closeDatabases)

// ── Amounts by account or name, with sums that only just are not proved ────────────────────────────────────────

function parts(key: 'AccountId' | 'Name' | undefined): SumParts {
  const keys = key === undefined ? [] : [contactField(key)]
  const number = contactField('Amount')
  const figure = (name: 'SUM' | 'COUNT' | 'MIN' | 'MAX') =>
    ({ kind: 'SoqlAggregate', function: name, argument: number }) as const
  return {
    query: {
      select: [
        ...keys.map((expression) => ({ expression, alias: 'k0' })),
        { expression: figure('SUM'), alias: 'a0' },
        { expression: figure('COUNT'), alias: 'a1' },
        { expression: figure('MIN'), alias: 'a2' },
        { expression: figure('MAX'), alias: 'a3' },
      ],
      from: 'Contact',
      groupBy: keys,
      orderBy: [],
    },
    keys: keys.map((expression) => ({
      expression,
      path: ['k0'],
      value: key === 'Name' ? 'text' : 'id',
    })),
    number,
    numberPath: ['Amount'],
  }
}

function grouped(key: 'AccountId' | 'Name' | undefined) {
  const sums = parts(key)
  const keyColumn = key === undefined ? [] : [scanColumn('key', key === 'Name' ? TEXT : ID, ['k0'])]
  const first = keyColumn.length
  const scan: ScanPlan = scanPlan(
    'grouped',
    [
      ...keyColumn,
      scanColumn('sum', decimal(38, 2), ['a0']),
      scanColumn('count', BIGINT, ['a1']),
      scanColumn('least', decimal(18, 2), ['a2']),
      scanColumn('most', decimal(18, 2), ['a3']),
    ],
    [{ sum: first, count: first + 1, minimum: first + 2, maximum: first + 3, scale: 2, parts: sums }],
  )
  return {
    scan,
    above: (...groups: KeyPlace[]) => sumsOfSign(sums, '>', key === undefined ? undefined : groups),
    below: (...groups: KeyPlace[]) => sumsOfSign(sums, '<', key === undefined ? undefined : groups),
    numbers: (group: KeyPlace) => numbersOfGroup(sums, group),
  }
}

function figures(
  k0: string | null,
  sum: number,
  count: number,
  least: number,
  most: number | ExactNumber,
): JsonRecord {
  return { k0, a0: sum, a1: count, a2: least, a3: most }
}

const [A, B] = ['001000000000001AAA', '001000000000002AAA'] as const
/** Half a million numbers up to a million, of both signs. */
const DOUBTFUL = figures(A, 123.4500001, 500_000, -1_000_000, 999_999.99)

async function sumsOf(scan: ScanPlan, scripts: Readonly<Record<string, Script>>) {
  const source = new FakeSource(scripts)
  const rows = await rowsOf(remoteQuery(scan), source, { decimals: 'String' })
  return { rows: rows.map((row) => row.slice(0, scan.columns.length - 3)), requests: source.queries.length }
}

/** The rows are fetched instead, and there is one. */
async function fallsBack(scan: ScanPlan, scripts: Readonly<Record<string, Script>>): Promise<void> {
  const primary = remoteQuery(scan)
  const alternative = remoteQuery(scanPlan('rows', [scanColumn('key', ID, ['k0'])]))
  const plan: FallbackPlan = {
    kind: 'FallbackPlan',
    primary,
    alternative: () => alternative,
    causes: ['sumNotCertified'],
    columns: primary.columns,
  }
  const result = execute(plan, contextOver(new FakeSource({ ...scripts, rows: [[{ k0: 'from rows' }]] })))
  expect(await flatten(result)).toEqual([['from rows']])
  expect(result.notices.map(({ kind }) => kind)).toEqual(['sumNotCertified'])
}

// ── By sign ────────────────────────────────────────────────────────────────────────────────────────────────────

test('numbers above and below zero are added apart, of the doubtful groups only', async () => {
  const { scan, above, below } = grouped('AccountId')
  const { rows, requests } = await sumsOf(scan, {
    grouped: [[DOUBTFUL, figures(B, 0.30000000000000004, 2, 0.1, 0.2)]],
    [above([A])]: [[figures(A, 5_000_123.45, 300_000, 0.01, 999_999.99)]],
    [below([A])]: [[figures(A, -5_000_000.01, 200_000, -1_000_000, -0.01)]],
  })
  expect(rows).toEqual([
    [A, '123.44'],
    [B, '0.30'],
  ])
  expect(requests).toBe(3)
})

test('the query names the groups, and the sign', () => {
  const { above, below } = grouped('AccountId')
  const select =
    'SELECT AccountId k0, SUM(Amount) a0, COUNT(Amount) a1, MIN(Amount) a2, MAX(Amount) a3 FROM Contact'
  expect(above([A])).toBe(`${select} WHERE AccountId = '${A}' AND Amount > 0 GROUP BY AccountId`)
  expect(below([A], [null])).toBe(
    `${select} WHERE (AccountId = '${A}' OR AccountId = null) AND Amount < 0 GROUP BY AccountId`,
  )
})

test('the one sum over all has no groups to name', async () => {
  const { scan, above, below } = grouped(undefined)
  const { rows } = await sumsOf(scan, {
    grouped: [[DOUBTFUL]],
    [above()]: [[figures(null, 5_000_123.45, 300_000, 0.01, 999_999.99)]],
    [below()]: [[figures(null, -5_000_000.01, 200_000, -1_000_000, -0.01)]],
  })
  expect(rows).toEqual([['123.44']])
})

test('a hundred groups and more are all asked for at once', async () => {
  const { scan } = grouped('AccountId')
  const ids = Array.from({ length: 150 }, (_, index) => `001${String(index).padStart(12, '0')}AAA`)
  const sums = parts('AccountId')
  const { rows, requests } = await sumsOf(scan, {
    grouped: [ids.map((id) => ({ ...DOUBTFUL, k0: id }))],
    [sumsOfSign(sums, '>', undefined)]: [ids.map((id) => figures(id, 7, 300_000, 0.01, 999_999.99))],
    [sumsOfSign(sums, '<', undefined)]: [ids.map((id) => figures(id, -5, 200_000, -1_000_000, -0.01))],
  })
  expect(rows).toHaveLength(150)
  expect(rows[0]).toEqual([ids[0], '2.00'])
  expect(requests).toBe(3)
})

// ── Number by number ───────────────────────────────────────────────────────────────────────────────────────────

/** More digits than a double surely holds, as the transport reads them. */
const GREATEST = new ExactNumber('9999999999999999')
const HUGE = figures(A, 1e16, 3, -1, GREATEST)
const HUGE_NUMBERS = [{ Amount: GREATEST }, { Amount: 1.01 }, { Amount: -1 }, { Amount: null }]

describe('where the parts are not proved either', () => {
  const { scan, above, below, numbers } = grouped('AccountId')
  const signs = {
    grouped: [[HUGE]],
    [above([A])]: [[figures(A, 1e16, 2, 1.01, GREATEST)]],
    [below([A])]: [[figures(A, -1, 1, -1, -1)]],
  }

  test('the numbers themselves are added here', async () => {
    expect(numbers([A])).toBe(`SELECT Amount FROM Contact WHERE AccountId = '${A}'`)
    const { rows } = await sumsOf(scan, { ...signs, [numbers([A])]: [HUGE_NUMBERS] })
    expect(rows).toEqual([[A, '9999999999999999.01']])
  })

  test.each([
    ['one is missing', HUGE_NUMBERS.slice(0, 2)],
    ['one is more', [...HUGE_NUMBERS, { Amount: 0 }]],
    ['the least is another', [...HUGE_NUMBERS.slice(0, 2), { Amount: -2 }]],
    ['the greatest is another', [{ Amount: 8 }, ...HUGE_NUMBERS.slice(1)]],
  ])('but not where %s', async (_, records) => {
    await fallsBack(scan, { ...signs, [numbers([A])]: [records] })
  })

  test('nor where the org finds no end of them', async () => {
    const timeout = new CertSqlError({
      code: 'CERT-6001',
      message: 'The query ran for too long.',
      org: { code: 'QUERY_TIMEOUT', message: 'too long', httpStatus: 400 },
    })
    await fallsBack(scan, { ...signs, [numbers([A])]: [timeout] })
  })

  test('another error is an error', async () => {
    const failure = new CertSqlError({ code: 'CERT-6003', message: 'No access.' })
    const source = new FakeSource({ ...signs, [numbers([A])]: [failure] })
    await expect(rowsOf(remoteQuery(scan), source)).rejects.toBe(failure)
  })

  test('nor where they are too many', async () => {
    const many = { ...DOUBTFUL, a0: 1e15, a3: 9e12 }
    await fallsBack(scan, {
      grouped: [[many]],
      [above([A])]: [[figures(A, 1e15, 300_000, 1, 9e12)]],
      [below([A])]: [[figures(A, -1, 200_000, -1_000_000, -0.01)]],
    })
  })
})

test('of a group that is not found again, the numbers are looked at: the org may tell texts apart otherwise', async () => {
  const { scan, above, below, numbers } = grouped('Name')
  const signs = {
    grouped: [[figures('acme', 1e16, 3, -1, GREATEST)]],
    // The group shows another of its spellings.
    [above(['acme'])]: [[figures('ACME', 1, 2, 1, 1)]],
    [below(['acme'])]: [[figures('acme', -1, 1, -1, -1)]],
  }
  const { rows } = await sumsOf(scan, { ...signs, [numbers(['acme'])]: [HUGE_NUMBERS] })
  expect(rows).toEqual([['acme', '9999999999999999.01']])
  await fallsBack(scan, { ...signs, [numbers(['acme'])]: [[...HUGE_NUMBERS, { Amount: 5 }]] })
})
