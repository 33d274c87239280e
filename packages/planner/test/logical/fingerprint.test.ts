import { sameExpression } from '../../src/bind/same-expression.js'
import type { BoundExpression } from '../../src/logical/bound-expression.js'
import { FingerprintIndex, fingerprintOf } from '../../src/logical/fingerprint.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import { visitPlan } from '../../src/logical/map-plan.js'
import { bound } from '../support/bound.js'

const SPELLINGS = [
  ['lower(Name)', 'LOWER(a.Name)'],
  ["Name = 'x' AND NumberOfEmployees > 5", "a.name = 'x' and numberofemployees > 5"],
  ["CASE WHEN Name LIKE 'a%' THEN 1 END", "case when a.Name like 'a%' then 1 end"],
  ['NumberOfEmployees IN (1, 2)', 'a.NumberOfEmployees in (1, 2)'],
  ['EXTRACT(YEAR FROM CreatedDate)', 'extract(year from a.CreatedDate)'],
] as const

function itemsOf(sql: string): readonly BoundExpression[] {
  const plan = bound(sql)
  return plan.kind === 'Project' ? plan.items.map(({ expression }) => expression) : []
}

describe('fingerprints', () => {
  test('are the same for expressions that say the same', () => {
    const items = itemsOf(`SELECT ${SPELLINGS.flat().join(', ')} FROM Account a`)
    expect(items).toHaveLength(SPELLINGS.length * 2)
    for (const one of items) {
      for (const other of items) {
        const same = sameExpression(one, other)
        expect(fingerprintOf(one) === fingerprintOf(other)).toBe(same)
      }
    }
  })

  test('find the first of several, and only what is the same', () => {
    const index = new FingerprintIndex<string>()
    index.add(1, 'a')
    index.add(1, 'b')
    expect(index.find(1, () => true)).toBe('a')
    expect(index.find(1, (item) => item === 'b')).toBe('b')
    expect(index.find(1, () => false)).toBeUndefined()
    expect(index.find(2, () => true)).toBeUndefined()
  })
})

describe('thousands of expressions', () => {
  const count = 2000
  const list = (write: (index: number) => string) => Array.from({ length: count }, (_, index) => write(index))
  const nodesOf = (sql: string, kind: LogicalPlan['kind']) => {
    const found: LogicalPlan[] = []
    visitPlan(bound(sql), (node) => {
      if (node.kind === kind) found.push(node)
    })
    return found
  }

  test('are sorted by, each by a column of its own, and once', () => {
    const keys = list((index) => `NumberOfEmployees + ${index}`)
    const [sort] = nodesOf(`SELECT Id FROM Account ORDER BY ${[...keys, ...keys].join(', ')}`, 'Sort')
    const columns = (sort?.kind === 'Sort' ? sort.keys : []).map(({ expression }) =>
      expression.kind === 'ColumnUse' ? expression.column.id : undefined,
    )
    expect(new Set(columns).size).toBe(count)
    expect(columns.slice(0, count)).toEqual(columns.slice(count))
  })

  test('are grouped by, in their order, and once', () => {
    const keys = list((index) => `NumberOfEmployees + ${index}`)
    const sql = `SELECT COUNT(*) FROM Account GROUP BY ${[...keys, ...keys].join(', ')}`
    const [aggregate] = nodesOf(sql, 'Aggregate')
    expect(aggregate).toMatchObject({ keys: expect.any(Array) })
    expect(aggregate?.kind === 'Aggregate' ? aggregate.keys.length : 0).toBe(count)
    expect(aggregate).not.toHaveProperty('groupingSets')
  })

  test('are added up, each once', () => {
    const sums = list((index) => `SUM(NumberOfEmployees + ${index})`)
    const [aggregate] = nodesOf(`SELECT ${[...sums, ...sums].join(', ')} FROM Account`, 'Aggregate')
    expect(aggregate?.kind === 'Aggregate' ? aggregate.aggregates.length : 0).toBe(count)
  })
})
