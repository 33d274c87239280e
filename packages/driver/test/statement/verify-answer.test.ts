import { type Column, DOUBLE, INTEGER, type SqlValue, TEXT } from '@certsql/core'
import type { ResultStream } from '@certsql/engine'
import { type ConstantRows, explainPlan, type VerificationPlan } from '@certsql/planner'
import { NO_COST } from '../../src/statement/answer.js'
import { renderVerification, verify } from '../../src/statement/verify-answer.js'

const COLUMNS: readonly Column[] = [
  { name: 'name', type: TEXT },
  { name: 'n', type: INTEGER },
  { name: 'x', type: DOUBLE },
]

type Rows = readonly (readonly SqlValue[])[]

function constant(rows: Rows): ConstantRows {
  return { kind: 'ConstantRows', columns: COLUMNS, rows }
}

const ROWS: Rows = [
  ['acme', 1, 0.1],
  ['acme', 1, 0.1],
  ['zoo', null, null],
]

/** What the engine gives of such a plan. */
function resultOf(rows: Rows): ResultStream {
  return {
    columns: COLUMNS,
    notices: [],
    stats: { ...NO_COST, rows: rows.length },
    async *[Symbol.asyncIterator]() {
      if (rows.length > 0) yield { columns: COLUMNS, rows }
    },
  }
}

/** Two plans bring these rows. */
function compare(first: Rows, second: Rows, facts: Partial<VerificationPlan> = {}) {
  const planned = constant(first)
  const plan = { planned, unpushed: constant(second), isOrdered: false, open: null, ...facts }
  return verify(plan, explainPlan(planned), (one) => resultOf(one === planned ? first : second))
}

describe('EXPLAIN VERIFY', () => {
  test('finds the same rows in any order', async () => {
    const found = await compare(ROWS, ROWS.toReversed())
    expect(found).toMatchObject({ agrees: true, differences: [] })
    expect(renderVerification(found)).toMatch(/^Both ways give the same 3 rows\.$/m)
  })

  test('compares the order where it is total', async () => {
    const found = await compare(ROWS, ROWS.toReversed(), { isOrdered: true })
    expect(found).toMatchObject({ agrees: false, differences: [{ only: 'order', row: ['zoo', null, null] }] })
    const same = await compare(ROWS, ROWS, { isOrdered: true })
    expect(renderVerification(same)).toMatch(/^Both ways give the same 3 rows, in the same order\.$/m)
  })

  test('counts rows that come more than once', async () => {
    const found = await compare(ROWS, ROWS.slice(1))
    expect(found).toMatchObject({
      agrees: false,
      planned: { rows: 3 },
      unpushed: { rows: 2 },
      differences: [{ only: 'planned', row: ['acme', 1, 0.1] }],
    })
    expect(renderVerification(found)).toContain('planned only       acme | 1 | 0.1')
  })

  test('shows ten differences at most', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ['row', index, null])
    const found = await compare([], many)
    expect(found.differences).toHaveLength(10)
    expect(found.differences.every(({ only }) => only === 'unpushed')).toBe(true)
  })

  test('takes spellings of one text and the dust of sums for the same, and nothing else', async () => {
    const sum = 0.1 + 0.2
    expect((await compare([['Acme', 1, sum]], [['ACME', 1, 0.3]])).agrees).toBe(true)
    expect((await compare([['acme', 1, 0.3]], [['acmé', 1, 0.3]])).agrees).toBe(false)
    expect((await compare([['acme', 1, 0.3]], [['acme', 1, 0.300001]])).agrees).toBe(false)
    expect((await compare([['acme', 1, null]], [['acme', 1, 0]])).agrees).toBe(false)
  })

  test('tells a difference that the statement allows', async () => {
    const found = await compare([['a', 1, 1]], [['b', 1, 1]], { open: 'a LIMIT leaves it open' })
    expect(found.agrees).toBeNull()
    expect(renderVerification(found)).toContain('which the statement allows: a LIMIT leaves it open')
  })
})
