import type { ComparisonOperator } from '@certsql/sql'
import { simplifyCondition } from '../../src/conditions/simplify-condition.js'
import { formatExpression } from '../../src/explain/format-expression.js'
import type { BoundExpression } from '../../src/logical/bound-expression.js'
import { visitPlan } from '../../src/logical/map-plan.js'
import { derivedCondition } from '../../src/verdict/derived/derived-condition.js'
import { bound } from '../support/bound.js'
import { Evaluator } from '../support/evaluate.js'

/**
 * The promise of every derived condition, over values on both sides of each of its bounds, by what DuckDB says of both:
 *   exact      it holds for the same values
 *   superset   it holds for at least those
 */
const OPERATORS: readonly ComparisonOperator[] = ['=', '<>', '<', '<=', '>', '>=']

interface Family {
  readonly type: string
  readonly values: readonly string[]
  readonly expressions: readonly string[]
  readonly constants: readonly string[]
  readonly zones?: readonly string[]
  /** What has no condition derived of it. */
  readonly without?: readonly ComparisonOperator[]
  readonly isExact: boolean
}

const CENTS = Array.from({ length: 81 }, (_, index) => ((index - 40) * 0.05 + 0.001 * (index % 3)).toFixed(3))
const WHOLE = Array.from({ length: 41 }, (_, index) => String(index - 20))
const SMALL = ['-2', '-1', '-0.5', '0', '0.1', '0.25', '0.5', '1', '1.4', '2', '1000000']
const DAYS = Array.from({ length: 500 }, (_, index) =>
  new Date(Date.UTC(2023, 11, 25) + index * 86_400_000).toISOString().slice(0, 10),
).filter((day, index) => index % 9 === 0 || /-(01|28|29|30|31)$/.test(day))
const MOMENTS = DAYS.flatMap((day, index) =>
  [`${day}T00:00:00Z`, `${day}T22:30:00Z`, `${day}T12:00:00.500Z`].slice(0, 1 + (index % 3)),
)
const SHOWN = ["'2025-03'", "'2025-3'", "'2024-02'", "'2025'", "'2025-13'", "'x'", "'2024-1'"]
const SHOWN_DAYS = ["'2024-02-29'", "'2024-02-30'", "'2024-02-3'", "'2024-12-3'", "'2025-03-1'", ...SHOWN]

const FAMILIES: readonly Family[] = [
  {
    type: 'DECIMAL(7, 3)',
    values: CENTS,
    expressions: [
      'ABS(x)',
      'FLOOR(x)',
      'CEIL(x)',
      'TRUNC(x)',
      'TRUNC(x, 1)',
      'ROUND(x)',
      'ROUND(x, 1)',
      'ROUND(x, 2)',
      'ROUND(x, 5)',
      'ROUND(x, -1)',
      'CAST(x AS INTEGER)',
      'CAST(x AS BIGINT)',
      'CAST(x AS DECIMAL(9, 1))',
      'CAST(FLOOR(x) AS DECIMAL(20, 4))',
    ],
    constants: SMALL,
    isExact: true,
  },
  {
    type: 'DECIMAL(18, 2)',
    values: [...CENTS, '99999999.99'],
    expressions: ['CAST(x AS INTEGER)', 'CAST(x AS DECIMAL(12, 1))'],
    constants: SMALL,
    isExact: false,
  },
  {
    type: 'INTEGER',
    values: WHOLE,
    expressions: ['ABS(x)', 'ROUND(x, -1)', 'TRUNC(x, -1)', 'x / 4', 'x / -3', 'x / 1', 'FLOOR(x)'],
    constants: ['-10', '-2', '-1', '0', '0.5', '1', '2', '7', '10'],
    isExact: true,
  },
  {
    type: 'DOUBLE',
    values: [...CENTS, '0.30000000000000004', '1e15', '-1e-9'],
    expressions: ['ABS(x)', 'FLOOR(x)', 'CEIL(x)', 'TRUNC(x)', 'ROUND(x)'],
    constants: SMALL,
    isExact: true,
  },
  {
    type: 'DOUBLE',
    values: [...CENTS, '0.30000000000000004', '1e15', '-1e-9', '0.015', '1.005', '0.1', '0.2', '0.3'],
    expressions: [
      'ROUND(x, 2)',
      'ROUND(x, 1)',
      'TRUNC(x, 1)',
      'CAST(x AS BIGINT)',
      'CAST(x AS DECIMAL(30, 1))',
    ],
    constants: SMALL,
    isExact: false,
  },
  {
    type: 'DOUBLE',
    values: [...CENTS, '0.30000000000000004', '1e15', '-1e-9', '0.1', '0.2', '0.3'],
    expressions: ['x + 0.1', 'x - 1e6', '0.3 - x', 'x * 3', 'x * -0.1', 'x / 3', 'x / -7'],
    constants: [...SMALL, '0.3', '-0.3'],
    without: ['<>'],
    isExact: false,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ['day', 'month', 'quarter', 'year'].flatMap((unit) => [
      `DATE_DIFF('${unit}', x, DATE '2025-03-31')`,
      `DATE_DIFF('${unit}', DATE '2024-02-29', x)`,
    ]),
    constants: ['0', '1', '-1', '2.5', '30', '-400'],
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ['LAST_DAY(x)'],
    constants: ["DATE '2025-02-28'", "DATE '2025-03-30'", "DATE '2024-02-29'"],
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ['CAST(x AS VARCHAR)', "TO_CHAR(x, 'YYYY-MM-DD')"],
    constants: SHOWN_DAYS.filter((text) => text !== "'x'" && text !== "'2025-13'"),
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ["TO_CHAR(x, 'YYYY-MM')"],
    constants: SHOWN.filter((text) => text !== "'x'"),
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ["TO_CHAR(x, 'YYYY/MM')", "TO_CHAR(x, 'YYYYMM')", 'TO_CHAR(x, \'YYYY"."MM\')'],
    constants: ["'2025/03'", "'202503'", "'2024.12'"],
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ['TO_CHAR(x, \'YYYY-"Q"Q\')', "TO_CHAR(x, 'YYYY Q')"],
    constants: ["'2025-Q1'", "'2024-Q5'", "'2024 4'"],
    isExact: true,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ["TO_CHAR(x, 'MM/YYYY')", "TO_CHAR(x, 'DD.MM.YYYY')", 'TO_CHAR(x, \'"Q"Q YYYY\')'],
    constants: ["'03/2025'", "'31.12.2024'", "'Q1 2025'", "'30.02.2024'"],
    without: ['<', '<=', '>', '>='],
    isExact: true,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    zones: ['UTC', 'Europe/Berlin', 'America/New_York'],
    expressions: ['CAST(x AS VARCHAR)', "TO_CHAR(x, 'YYYY-MM')", "TO_CHAR(x, 'YYYY')"],
    constants: ["'2025-03'", "'2025'"],
    isExact: true,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    zones: ['UTC', 'Europe/Berlin'],
    expressions: ['LAST_DAY(x)'],
    constants: ["DATE '2025-02-28'", "DATE '2025-03-30'"],
    isExact: true,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    expressions: ['day', 'month', 'year'].map(
      (unit) => `DATE_DIFF('${unit}', x, TIMESTAMPTZ '2025-03-30T12:00:00Z')`,
    ),
    constants: ['0', '1', '-1', '30'],
    isExact: true,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    zones: ['Europe/Berlin', 'America/New_York', 'Pacific/Apia'],
    expressions: ['day', 'month', 'year', 'hour', 'minute'].map(
      (unit) => `DATE_DIFF('${unit}', x, TIMESTAMPTZ '2025-03-30T12:00:00Z')`,
    ),
    constants: ['0', '1', '-1', '30'],
    without: ['<>'],
    isExact: false,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    zones: ['UTC', 'Europe/Berlin', 'Pacific/Apia'],
    expressions: [
      "AGE(TIMESTAMPTZ '2025-03-30T12:00:00Z', x)",
      "AGE(x, TIMESTAMPTZ '2024-02-29T12:00:00Z')",
      "TIMESTAMPTZ '2025-03-30T12:00:00Z' - x",
      "x - TIMESTAMPTZ '2024-02-29T12:00:00Z'",
    ],
    constants: ['30 days', '0 days', '-12 hours', '1 year', '1 month', '-13 months 5 days'].map(
      (text) => `INTERVAL '${text}'`,
    ),
    without: ['<>'],
    isExact: false,
  },
  {
    type: 'DATE',
    values: DAYS,
    expressions: ["AGE(DATE '2025-03-01', x)", "AGE(x, DATE '2024-01-31')"],
    constants: ['30 days', '0 days', '1 year', '28 days', '1 month', '-13 months 5 days'].map(
      (text) => `INTERVAL '${text}'`,
    ),
    without: ['<>'],
    isExact: false,
  },
  {
    type: 'TIMESTAMPTZ',
    values: MOMENTS,
    zones: ['UTC', 'Europe/Berlin', 'Pacific/Apia'],
    expressions: [
      "x + INTERVAL '30 days'",
      "x - INTERVAL '1 month'",
      "x + INTERVAL '13 months 36 hours'",
      "INTERVAL '90 minutes' + x",
      "CAST(x + INTERVAL '1 month' AS DATE)",
    ],
    constants: ["TIMESTAMPTZ '2025-03-30T01:30:00Z'", "TIMESTAMPTZ '2024-03-31T00:00:00Z'"],
    without: ['<>'],
    isExact: false,
  },
]

let evaluators: ReadonlyMap<string, Evaluator>

beforeAll(async () => {
  const zones = new Set(FAMILIES.flatMap(({ zones: ownZones = ['UTC'] }) => ownZones))
  evaluators = new Map(
    await Promise.all([...zones].map(async (zone) => [zone, await Evaluator.open(zone)] as const)),
  )
})

afterAll(() => {
  for (const evaluator of evaluators.values()) evaluator.close()
})

function bindCondition(sql: string, type: string, timeZone: string): BoundExpression {
  let found: BoundExpression | undefined
  visitPlan(
    bound(`SELECT x FROM (VALUES (CAST(NULL AS ${type}))) t(x) WHERE ${sql}`, { timeZone }),
    (node) => {
      if (node.kind === 'Filter') found = node.condition
    },
  )
  if (found === undefined) throw new Error(`${sql} is no condition`)
  return found
}

function derivedOf(sql: string, type: string, timeZone: string) {
  const condition = bindCondition(sql, type, timeZone)
  return condition.kind === 'Comparison' || condition.kind === 'InListTest' || condition.kind === 'LikeTest'
    ? derivedCondition(condition, timeZone)
    : undefined
}

/** The conditions for which DuckDB says otherwise than was promised of some value. */
async function broken(
  conditions: readonly string[],
  { type, values }: Pick<Family, 'type' | 'values'>,
  zone: string,
): Promise<readonly string[]> {
  const rows = [...values.map((value) => `(CAST('${value}' AS ${type}))`), '(NULL)'].join(', ')
  const checks = conditions.map((sql) => {
    const derived = derivedOf(sql, type, zone)
    if (derived === undefined) throw new Error(`Nothing is derived of ${sql}`)
    // The column of VALUES keeps its own name in the plan.
    const its = formatExpression(simplifyCondition(derived.condition, zone)).replace(
      /(?:t\.)?"?column1"?/g,
      'x',
    )
    const holds = `(${sql}) IS TRUE`
    const wrong = derived.isExact ? `(${holds}) <> ((${its}) IS TRUE)` : `${holds} AND (${its}) IS NOT TRUE`
    return { sql, its, wrong: `COUNT(CASE WHEN ${wrong} THEN 1 END)` }
  })
  const counts = checks.map(({ wrong }, index) => `${wrong} AS c${index}`).join(', ')
  const text = await evaluators
    .get(zone)
    ?.rows(`SELECT ${counts} FROM (VALUES ${rows}) t(x)`, { timeZone: zone })
  const found = (text ?? '').split(', ')
  expect(found).toHaveLength(checks.length)
  return checks.flatMap(({ sql, its }, index) =>
    found[index] === '0' ? [] : [`${sql} and ${its}: ${found[index]} in ${zone}`],
  )
}

describe.each(FAMILIES)('of $type', (family) => {
  const { expressions, constants, type, zones = ['UTC'], without = [], isExact } = family

  test.each(expressions)('%s', async (expression) => {
    for (const zone of zones) {
      const conditions = constants.flatMap((constant) =>
        OPERATORS.map((operator) => ({ operator, sql: `${expression} ${operator} ${constant}` })),
      )
      const derived = conditions.filter(({ sql }) => derivedOf(sql, type, zone) !== undefined)
      expect(new Set(derived.map(({ operator }) => operator))).toEqual(
        new Set(OPERATORS.filter((operator) => !without.includes(operator))),
      )
      const inexact = derived.filter(({ sql }) => derivedOf(sql, type, zone)?.isExact !== isExact)
      expect(inexact).toEqual([])
      expect(
        await broken(
          derived.map(({ sql }) => sql),
          family,
          zone,
        ),
      ).toEqual([])
    }
  })
})

describe('lists and patterns', () => {
  const days = { type: 'DATE', values: DAYS }
  test.each([
    ["TO_CHAR(x, 'YYYY-MM') IN ('2025-03', '2024-02')", days],
    ["TO_CHAR(x, 'YYYY-MM') NOT IN ('2025-03', '2024-02')", days],
    ["CAST(x AS VARCHAR) LIKE '2024%'", days],
    ["CAST(x AS VARCHAR) LIKE '2024-02-%'", days],
    ["CAST(x AS VARCHAR) LIKE '2024-1%'", days],
    ["CAST(x AS VARCHAR) LIKE '2024-02-3%'", days],
    ["CAST(x AS VARCHAR) LIKE '2025-03-1%'", days],
    ["CAST(x AS VARCHAR) NOT LIKE '2024-0%'", days],
    ["TO_CHAR(x, 'YYYY-MM') LIKE '2025-%'", days],
    ['ABS(x) IN (1, 0.5)', { type: 'DECIMAL(7, 3)', values: CENTS }],
    ['ROUND(x, 1) NOT IN (1, 0.5)', { type: 'DECIMAL(7, 3)', values: CENTS }],
    ['FLOOR(x) IN (1, 7)', { type: 'DOUBLE', values: CENTS }],
  ])('%s', async (sql, family) => {
    expect(await broken([sql], family, 'UTC')).toEqual([])
  })

  test.each([
    // Not the beginning of a day.
    ["CAST(x AS VARCHAR) LIKE '%2024'", 'DATE'],
    ["CAST(x AS VARCHAR) LIKE '2024_02%'", 'DATE'],
    ["TO_CHAR(x, 'YYYY-MM') LIKE '2025-03-%'", 'DATE'],
    ["TO_CHAR(x, 'Mon YYYY') = 'Mar 2025'", 'DATE'],
    ["TO_CHAR(x, 'FMMM/YYYY') = '3/2025'", 'DATE'],
    // Not in the order of the days.
    ["TO_CHAR(x, 'MM/YYYY') > '03/2025'", 'DATE'],
    // Weeks that begin on Thursday.
    ["DATE_DIFF('week', x, DATE '2025-03-31') = 0", 'DATE'],
    ['x % 10 = 0', 'INTEGER'],
    ['10 / x = 2', 'INTEGER'],
    ['x / 0 = 2', 'INTEGER'],
    ['TRY_CAST(x AS INTEGER) = 2', 'DECIMAL(7, 3)'],
    ['FLOOR(x) > 2.99999999999999999', 'DOUBLE'],
  ])('nothing of %s', (sql, type) => {
    expect(derivedOf(sql, type, 'UTC')).toBeUndefined()
  })
})
