import { BIGINT, CertSqlError, decimal, type JsonRecord, TEXT } from '@certsql/core'
import type { FallbackPlan, PhysicalPlan } from '@certsql/planner'
import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  remoteQuery,
  rowsOf,
  scanColumn,
  scanPlan,
  stagedQuery,
} from '../support/plans.js'

afterAll(closeDatabases)

const COLUMNS = [
  { name: 'status', type: TEXT },
  { name: 'total', type: decimal(38, 2) },
]

const GROUPED = scanPlan(
  'grouped',
  [
    scanColumn('Status', TEXT),
    scanColumn('total', decimal(18, 2), ['expr0']),
    scanColumn('n', BIGINT, ['expr1']),
    scanColumn('least', decimal(18, 2), ['expr2']),
    scanColumn('most', decimal(18, 2), ['expr3']),
  ],
  [{ sum: 1, count: 2, minimum: 3, maximum: 4, scale: 2 }],
)
const ROWS = scanPlan('rows', [scanColumn('Status', TEXT), scanColumn('Total', decimal(18, 2))])

const REMOTE: PhysicalPlan = { ...remoteQuery(GROUPED), columns: COLUMNS, outputs: [0, 1] }
const STAGED = stagedQuery([GROUPED], 'SELECT "Status", total FROM grouped ORDER BY 1', COLUMNS)
const LOCAL = stagedQuery([ROWS], 'SELECT "Status", sum("Total") FROM rows GROUP BY 1 ORDER BY 1', COLUMNS)

function withFallback(primary: PhysicalPlan, causes: FallbackPlan['causes']): FallbackPlan {
  return { kind: 'FallbackPlan', primary, alternative: () => LOCAL, causes, columns: COLUMNS }
}

const GOOD: JsonRecord[] = [
  { Status: 'Draft', expr0: 0.30000000000000004, expr1: 2, expr2: 0.1, expr3: 0.2 },
  { Status: 'Open', expr0: null, expr1: 0, expr2: null, expr3: null },
]
/** 10,000,000 amounts of 10,000,000.00: floating point may be off by a cent. */
const DOUBTFUL: JsonRecord = { Status: 'Paid', expr0: 1e14, expr1: 1e7, expr2: 0.01, expr3: 1e7 }
const DETAIL = [
  { Status: 'Paid', Total: 0.1 },
  { Status: 'Paid', Total: 0.2 },
]
const TOO_MANY = new CertSqlError({
  code: 'CERT-6001',
  message: 'The org refused the query.',
  org: {
    code: 'EXCEEDED_ID_LIMIT',
    message: 'Aggregate query does not support queryMore()',
    httpStatus: 400,
  },
})

describe.each([
  ['a remote primary', REMOTE],
  ['a staged primary', STAGED],
])('%s', (_, primary) => {
  const plan = withFallback(primary, ['tooManyGroups', 'sumNotCertified'])

  test('is the answer when its sums are certified, and they are exact', async () => {
    const source = new FakeSource({ grouped: [GOOD] })
    const result = execute(plan, contextOver(source, { decimals: 'String' }))
    expect(await flatten(result)).toEqual([
      ['Draft', '0.30'],
      ['Open', null],
    ])
    expect(result.notices).toEqual([])
    expect(result.stats.apiCalls).toBe(1)
  })

  test('gives no row before the last page is certified, then the alternative runs', async () => {
    const source = new FakeSource({ grouped: [GOOD, [DOUBTFUL]], rows: [DETAIL] })
    const result = execute(plan, contextOver(source))
    expect(await flatten(result)).toEqual([['Paid', 0.3]])
    expect(result.notices.map(({ kind }) => kind)).toEqual(['sumNotCertified'])
    expect(result.stats).toMatchObject({ apiCalls: 3, rowsFetched: 5, rows: 1 })
    expect(result.stats.scans.map(({ name }) => name)).toEqual(['grouped', 'rows'])
  })

  test('too many groups are fetched as rows', async () => {
    const source = new FakeSource({ grouped: [TOO_MANY], rows: [DETAIL] })
    const result = execute(plan, contextOver(source))
    expect(await flatten(result)).toEqual([['Paid', 0.3]])
    expect(result.notices.map(({ kind }) => kind)).toEqual(['tooManyGroups'])
    expect(source.ended).toEqual(['grouped', 'rows'])
  })

  test('a cause that the plan does not name stays an error', async () => {
    const source = new FakeSource({ grouped: [TOO_MANY], rows: [DETAIL] })
    await expect(rowsOf(withFallback(primary, ['sumNotCertified']), source)).rejects.toBe(TOO_MANY)
  })

  test('any other error stays an error', async () => {
    const failure = new CertSqlError({ code: 'CERT-6003', message: 'No access.' })
    const source = new FakeSource({ grouped: [failure], rows: [DETAIL] })
    await expect(rowsOf(plan, source)).rejects.toBe(failure)
    expect(source.queries).toHaveLength(1)
  })
})

test('a sum without an alternative is a defect, not a wrong answer', async () => {
  await expect(rowsOf(REMOTE, new FakeSource({ grouped: [[DOUBTFUL]] }))).rejects.toMatchObject({
    code: 'CERT-9001',
  })
})

test('2,000 groups are held and given', async () => {
  const groups = Array.from({ length: 2000 }, (_, index) => ({ ...GOOD[0], Status: `S${index}` }))
  const source = new FakeSource({ grouped: [groups] })
  expect(await rowsOf(withFallback(REMOTE, ['tooManyGroups']), source)).toHaveLength(2000)
})
