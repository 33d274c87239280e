import { join } from 'node:path'
import { BINARY_WAYS, Computations, FOLDED_WAYS, type Outcome } from './support/computations.js'
import { faultsOf } from './support/second-opinion.js'
import { readStatements, type TestStatement } from './support/statement-file.js'

const statements = readStatements(join(import.meta.dirname, 'testdata/differential'))

let computations: Computations

beforeAll(async () => {
  computations = await Computations.start()
})

afterAll(() => computations.close())

describe('one answer', () => {
  test('there are enough statements', () => {
    expect(statements.length).toBeGreaterThanOrEqual(300)
  })

  for (const statement of statements) {
    const run = statement.open === undefined ? test : test.failing
    run(statement.title, () => agree(statement))
  }
})

describe('the queries that were sent', () => {
  test('are accepted by the org and by two parsers', () => {
    expect(faultsOf(computations.org.requests, hasTooManyGroups)).toEqual([])
    expect(faultsOf(computations.flippedOrg.requests, hasTooManyGroups)).toEqual([])
  })
})

/** The org refuses more than 2,000 groups; then rows are fetched. */
function hasTooManyGroups(soql: string): boolean {
  return / FROM PagePlus__c (.* )?GROUP BY /.test(soql)
}

/** Every way of computing a statement gives what plain DuckDB gives, or what the first way gives where that is silent. */
async function agree(statement: TestStatement): Promise<void> {
  for (const zone of statement.zones) {
    for (const [ways, fold] of [
      [FOLDED_WAYS, true],
      [BINARY_WAYS, false],
    ] as const) {
      let expected: Outcome | undefined
      const counted = statement.anyRows ? await computations.oracleWithoutLimit(statement, zone, fold) : []
      for (const way of ways) {
        if (statement.without.has(way.name)) continue
        expected ??= await computations.oracle(statement, zone, fold)
        const outcome = await computations.run(way, statement, zone)
        const label = `${way.name}${zone === 'UTC' ? '' : ` ${zone}`}`
        if (statement.fails !== undefined) {
          expect({ [label]: outcome }).toEqual({ [label]: expect.stringContaining(statement.fails) })
        } else if (statement.anyRows && typeof outcome !== 'string' && expected !== undefined) {
          expect({ [label]: outcome.length }).toEqual({ [label]: expected.length })
          expect({ [label]: strangers(outcome, counted) }).toEqual({ [label]: [] })
        } else {
          expected ??= outcome
          expect({ [label]: differences(outcome, expected, statement) }).toEqual({ [label]: [] })
        }
      }
    }
  }
}

const SHOWN = 6

/** What is wrong with an answer, in a few lines: rows that lack or should not be there, or the first one out of order. */
function differences(outcome: Outcome, expected: Outcome, { ordered }: TestStatement): readonly string[] {
  if (typeof outcome === 'string' || typeof expected === 'string') {
    return outcome === expected ? [] : [`expected ${shown(expected)}`, `got ${shown(outcome)}`]
  }
  const missing = strangers(expected, outcome).map((row) => `missing ${row}`)
  const surplus = strangers(outcome, expected).map((row) => `surplus ${row}`)
  const inDisorder = ordered ? outcome.findIndex((row, index) => row !== expected[index]) : -1
  return [
    ...missing.slice(0, SHOWN),
    ...surplus.slice(0, SHOWN),
    ...(inDisorder === -1
      ? []
      : [`row ${inDisorder} is ${outcome[inDisorder]} instead of ${expected[inDisorder]}`]),
  ]
}

function shown(outcome: Outcome): string {
  return typeof outcome === 'string'
    ? outcome
    : `${outcome.length} rows: ${outcome.slice(0, SHOWN).join(' ⏎ ')}`
}

/** Rows that are not among the candidates, or come too often. */
function strangers(rows: readonly string[], candidates: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const row of candidates) left.set(row, (left.get(row) ?? 0) + 1)
  return rows.filter((row) => {
    const count = left.get(row) ?? 0
    left.set(row, count - 1)
    return count <= 0
  })
}
