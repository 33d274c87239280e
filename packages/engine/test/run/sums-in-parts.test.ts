import { BIGINT, CertSqlError, decimal, ExactNumber, ID, type JsonRecord, TEXT } from '@certsql/core'
import type { FallbackPlan, GroupParts, KeyPlace, NamedGroups, ScanPlan, SumParts } from '@certsql/planner'
import { sumsOfSign } from '@certsql/planner'
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

type Key = 'AccountId' | 'Name' | 'Birthdate' | undefined

function sumParts(key: Key): SumParts {
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
    number,
    numberPath: ['Amount'],
  }
}

const NO_CONDITION = { kind: 'SoqlAlways' } as const

/** A query names two groups at most; the rows of groups are the query `rows of <keys>`, and of all `all rows`. */
function groupParts(key: Key, isWhole: boolean): GroupParts {
  const value = key === 'Name' ? 'text' : key === 'Birthdate' ? 'number' : 'id'
  const expression = key === undefined ? undefined : contactField(key)
  return {
    keys: expression === undefined ? [] : [{ expression, path: ['k0'], value }],
    rowKeys:
      key === undefined
        ? []
        : [{ path: [key], value, ...(key === 'Birthdate' ? { datePart: 'CALENDAR_YEAR' } : {}) }],
    isWhole,
    named: (groups) =>
      Array.from({ length: Math.ceil(groups.length / 2) }, (_, index) => {
        const some = groups.slice(2 * index, 2 * index + 2)
        const condition = expression === undefined ? NO_CONDITION : isOneOf(expression, some)
        return { groups: some, condition }
      }),
    rowsOf: (_, groups) =>
      scanPlan(groups === undefined ? 'all rows' : `rows of ${groups.groups.flat().join(' and ')}`),
  }
}

function isOneOf(left: SumParts['number'], groups: readonly KeyPlace[]): NamedGroups['condition'] {
  const values = groups.map(([value]) => ({ kind: 'text', value: value ?? '' }) as const)
  return { kind: 'SoqlIn', left, values, negated: false }
}

function grouped(key: Key, isWhole = true) {
  const sums = sumParts(key)
  const parts = groupParts(key, isWhole)
  const keyColumn = key === undefined ? [] : [scanColumn('key', key === 'Name' ? TEXT : ID, ['k0'])]
  const first = keyColumn.length
  const scan: ScanPlan = {
    ...scanPlan(
      'grouped',
      [
        ...keyColumn,
        scanColumn('sum', decimal(38, 2), ['a0']),
        scanColumn('count', BIGINT, ['a1']),
        scanColumn('least', decimal(18, 2), ['a2']),
        scanColumn('most', decimal(18, 2), ['a3']),
      ],
      [{ sum: first, count: first + 1, minimum: first + 2, maximum: first + 3, scale: 2, parts: sums }],
    ),
    groupParts: parts,
  }
  const ofSign = (sign: '<' | '>') => (groups: readonly KeyPlace[] | undefined) => {
    const [named] = groups === undefined ? [] : parts.named(groups)
    return sumsOfSign(sums, sign, named)
  }
  return { scan, above: ofSign('>'), below: ofSign('<') }
}

function figures(
  k0: string | number | null,
  sum: number,
  count: number,
  least: number,
  most: number | ExactNumber,
): JsonRecord {
  return { k0, a0: sum, a1: count, a2: least, a3: most }
}

const [A, B, C] = ['001000000000001AAA', '001000000000002AAA', '001000000000003AAA'] as const
/** Half a million numbers up to a million, of both signs. */
const DOUBTFUL = figures(A, 123.4500001, 500_000, -1_000_000, 999_999.99)

async function sumsOf(scan: ScanPlan, scripts: Readonly<Record<string, Script>>) {
  const source = new FakeSource(scripts)
  const rows = await rowsOf(remoteQuery(scan), source, { decimals: 'String' })
  const asked = source.queries.slice(1).map(({ soql }) => soql)
  return { rows: rows.map((row) => row.slice(0, scan.columns.length - 3)), asked }
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

describe('many rows', () => {
  test('numbers above and below zero are added apart, of the doubtful groups only', async () => {
    const { scan, above, below } = grouped('AccountId')
    const { rows, asked } = await sumsOf(scan, {
      grouped: [[DOUBTFUL, figures(B, 0.30000000000000004, 2, 0.1, 0.2)]],
      [above([[A]])]: [[figures(A, 5_000_123.45, 300_000, 0.01, 999_999.99)]],
      [below([[A]])]: [[figures(A, -5_000_000.01, 200_000, -1_000_000, -0.01)]],
    })
    expect(rows).toEqual([
      [A, '123.44'],
      [B, '0.30'],
    ])
    expect(asked).toHaveLength(2)
  })

  test('the query names the groups, and the sign', () => {
    const { above, below } = grouped('AccountId')
    const select =
      'SELECT AccountId k0, SUM(Amount) a0, COUNT(Amount) a1, MIN(Amount) a2, MAX(Amount) a3 FROM Contact'
    expect(above([[A]])).toBe(`${select} WHERE AccountId IN ('${A}') AND Amount > 0 GROUP BY AccountId`)
    expect(below(undefined)).toBe(`${select} WHERE Amount < 0 GROUP BY AccountId`)
  })

  test('the one sum over all has no groups to name', async () => {
    const { scan, above, below } = grouped(undefined)
    const { rows } = await sumsOf(scan, {
      grouped: [[DOUBTFUL]],
      [above(undefined)]: [[figures(null, 5_000_123.45, 300_000, 0.01, 999_999.99)]],
      [below(undefined)]: [[figures(null, -5_000_000.01, 200_000, -1_000_000, -0.01)]],
    })
    expect(rows).toEqual([['123.44']])
  })

  test('zeros are left out with one query: there is nothing below', async () => {
    const { scan, above } = grouped('AccountId')
    const { rows, asked } = await sumsOf(scan, {
      grouped: [[figures(A, 5e10, 1_000_000, 0, 900_000_000.01)]],
      [above([[A]])]: [[figures(A, 54_000_000_000.6, 60, 900_000_000.01, 900_000_000.01)]],
    })
    expect(rows).toEqual([[A, '54000000000.60']])
    expect(asked).toHaveLength(1)
  })

  test('more groups than a query can name are all asked for at once, if one answer has them', async () => {
    const scripts = (all: ReturnType<typeof grouped>) => ({
      grouped: [[A, B, C].map((id) => ({ ...DOUBTFUL, k0: id }))],
      [all.above(undefined)]: [[A, B, C].map((id) => figures(id, 7, 300_000, 0.01, 999_999.99))],
      [all.below(undefined)]: [[A, B, C].map((id) => figures(id, -5, 200_000, -1_000_000, -0.01))],
    })
    const whole = grouped('AccountId')
    const { rows, asked } = await sumsOf(whole.scan, scripts(whole))
    expect(rows).toEqual([A, B, C].map((id) => [id, '2.00']))
    expect(asked).toHaveLength(2)
    const paged = grouped('AccountId', false)
    await expect(sumsOf(paged.scan, scripts(paged))).rejects.toThrow('knows no')
  })

  test('what is not proved by sign either is fetched', async () => {
    const { scan, above, below } = grouped('AccountId')
    const rowsOfB = Array.from({ length: 20_000 }, (_, index) => ({
      AccountId: B,
      Amount: index % 2 === 0 ? 5e12 : -5e12 + 1,
    }))
    const { rows, asked } = await sumsOf(scan, {
      grouped: [[DOUBTFUL, figures(B, 1, 20_000, -5e12 + 1, 5e12)]],
      [above([[A], [B]])]: [
        [figures(A, 5_000_123.45, 300_000, 0.01, 999_999.99), figures(B, 5e16, 10_000, 5e12, 5e12)],
      ],
      [below([[A], [B]])]: [
        [figures(A, -5_000_000.01, 200_000, -1_000_000, -1), figures(B, -5e16, 10_000, -5e12 + 1, -5e12 + 1)],
      ],
      [`rows of ${B}`]: [rowsOfB],
    })
    expect(rows).toEqual([
      [A, '123.44'],
      [B, '10000.00'],
    ])
    expect(asked).toHaveLength(3)
  })
})

// ── By rows ────────────────────────────────────────────────────────────────────────────────────────────────────

/** More digits than a double surely holds, as the transport reads them. */
const GREATEST = new ExactNumber('9999999999999999')
const HUGE = figures(A, 1e16, 3, -1, GREATEST)

function rowsBehind(key: string | null): readonly JsonRecord[] {
  return [GREATEST, 1.01, -1, null].map((Amount) => ({ AccountId: key, Amount }))
}

describe('few rows', () => {
  const { scan } = grouped('AccountId')

  test('are fetched at once, of all doubtful groups, and added here', async () => {
    const { rows, asked } = await sumsOf(scan, {
      grouped: [[HUGE, figures(B, 0.3, 2, 0.1, 0.2), { ...HUGE, k0: null }]],
      [`rows of ${A} and `]: [rowsBehind(A).slice(0, 2), [...rowsBehind(A).slice(2), ...rowsBehind(null)]],
    })
    expect(rows).toEqual([
      [A, '9999999999999999.01'],
      [B, '0.30'],
      [null, '9999999999999999.01'],
    ])
    expect(asked).toHaveLength(1)
  })

  test('all rows are one call where the groups would take several', async () => {
    const records = [A, B, C].map((id) => ({ ...HUGE, k0: id }))
    const all = [A, B, C].flatMap((id) => rowsBehind(id))
    const { rows, asked } = await sumsOf(scan, { grouped: [records], 'all rows': [all] })
    expect(rows).toEqual([A, B, C].map((id) => [id, '9999999999999999.01']))
    expect(asked).toEqual(['all rows'])
    const paged = await sumsOf(grouped('AccountId', false).scan, {
      grouped: [records],
      [`rows of ${A} and ${B}`]: [all.slice(0, 8)],
      [`rows of ${C}`]: [all.slice(8)],
    })
    expect(paged.rows).toEqual(rows)
    expect(paged.asked).toHaveLength(2)
  })

  test('but not where naming them takes more calls than everything may', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `00100000000000${index}AAA`)
    await fallsBack(grouped('AccountId', false).scan, { grouped: [ids.map((id) => ({ ...HUGE, k0: id }))] })
  })

  test.each([
    ['one is missing', rowsBehind(A).slice(0, 2)],
    ['one is more', [...rowsBehind(A), { AccountId: A, Amount: 0 }]],
    ['the least is another', [...rowsBehind(A).slice(0, 2), { AccountId: A, Amount: -2 }]],
    ['the greatest is another', [{ AccountId: A, Amount: 8 }, ...rowsBehind(A).slice(1)]],
  ])('nor where %s', async (_, records) => {
    await fallsBack(scan, { grouped: [[HUGE]], [`rows of ${A}`]: [records] })
  })

  test('nor where the org finds no end of them', async () => {
    const timeout = new CertSqlError({
      code: 'CERT-6001',
      message: 'The query ran for too long.',
      org: { code: 'QUERY_TIMEOUT', message: 'too long', httpStatus: 400 },
    })
    await fallsBack(scan, { grouped: [[HUGE]], [`rows of ${A}`]: [timeout] })
  })

  test('nor where what is behind groups cannot be asked for', async () => {
    const { groupParts: _, ...bare } = scan
    await fallsBack(bare, { grouped: [[HUGE]] })
  })

  test('another error is an error', async () => {
    const failure = new CertSqlError({ code: 'CERT-6003', message: 'No access.' })
    const source = new FakeSource({ grouped: [[HUGE]], [`rows of ${A}`]: [failure] })
    await expect(rowsOf(remoteQuery(scan), source)).rejects.toBe(failure)
  })
})

describe('the group of a row', () => {
  const numbers = [GREATEST, 1.01, -1]

  test('is the one that spells its text so, or else in another case', async () => {
    const { scan } = grouped('Name')
    const rowsNamed = (...names: readonly string[]) =>
      names.map((Name, index): JsonRecord => ({ Name, Amount: numbers[index] ?? null }))
    const folded = await sumsOf(scan, {
      grouped: [[{ ...HUGE, k0: 'acme' }]],
      'rows of acme': [rowsNamed('acme', 'Acme', 'ACME')],
    })
    expect(folded.rows).toEqual([['acme', '9999999999999999.01']])
    const apart = await sumsOf(scan, {
      grouped: [[{ ...HUGE, k0: 'acme' }, figures('ACME', 5, 1, 5, 5)]],
      'rows of acme': [[...rowsNamed('acme', 'acme', 'acme'), { Name: 'ACME', Amount: 5 }]],
    })
    expect(apart.rows).toEqual([
      ['acme', '9999999999999999.01'],
      ['ACME', '5.00'],
    ])
    await fallsBack(scan, {
      grouped: [[{ ...HUGE, k0: 'acme' }]],
      'rows of acme': [[...rowsNamed('acme', 'Acme', 'ACME'), { Name: 'aCME', Amount: 0 }]],
    })
  })

  test('is that of the part of its date', async () => {
    const rowsOn = (...days: readonly (string | null)[]) =>
      days.map((Birthdate, index): JsonRecord => ({ Birthdate, Amount: numbers[index % 3] ?? null }))
    const { rows } = await sumsOf(grouped('Birthdate').scan, {
      grouped: [
        [
          { ...HUGE, k0: 2024 },
          { ...HUGE, k0: null },
        ],
      ],
      'rows of 2024 and ': [rowsOn('2024-01-01', '2024-12-31', '2024-02-29', null, null, null)],
    })
    expect(rows.map(([, sum]) => sum)).toEqual(['9999999999999999.01', '9999999999999999.01'])
  })
})
