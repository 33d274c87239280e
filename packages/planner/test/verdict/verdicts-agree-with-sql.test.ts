import { parseStatement } from '@certsql/sql'
import fc from 'fast-check'
import { bindQuery } from '../../src/bind/bind-query.js'
import { simplifyCondition } from '../../src/conditions/simplify-condition.js'
import type { BoundExpression } from '../../src/logical/bound-expression.js'
import { createIdSource } from '../../src/logical/id-source.js'
import { visitPlan } from '../../src/logical/map-plan.js'
import type { RemoteScan } from '../../src/logical/remote-scan.js'
import { printCondition } from '../../src/soql/print-soql.js'
import { conditionVerdict } from '../../src/verdict/condition-verdict.js'
import type { VerdictContext } from '../../src/verdict/verdict-context.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS } from '../support/plan-of.js'
import { meets, type OracleRecord, type OracleVariants } from '../support/soql-oracle.js'
import { evaluate, type OracleValue } from '../support/sql-oracle.js'

/**
 * The promise of every verdict, over random conditions and records full of nulls, twins and missing parents, and
 * whichever way the unverified facts turn out:
 *   exact      SOQL finds the rows that SQL wants, no more and no fewer
 *   superset   SOQL finds at least those
 */
const VARIANTS: readonly OracleVariants[] = [true, false].flatMap((nullsMatchNotIn) =>
  [true, false].flatMap((nullsMatchNotLike) =>
    [true, false].map((comparesSeconds) => ({ nullsMatchNotIn, nullsMatchNotLike, comparesSeconds })),
  ),
)

const TEXTS = ['acme', 'ACME', 'Ácme', "O'Neill", 'a\\b', '100%', '1_0', 'x']
const IDS = ['001D000000IRFmaIAH', '001000000000001AAA', '001000000000002AAA']
const WHOLE = [-3, 0, 1, 5, 2_000]
const RATINGS = [-0.5, 0, 1, 1.5, 99.99]
const DAYS = ['2023-12-31', '2024-02-29', '2024-03-01', '2025-01-01', '2025-06-30']
const MOMENTS = [
  '2024-02-29T23:59:59.999Z',
  '2025-01-01T00:00:00.000Z',
  '2025-01-01T00:00:00.500Z',
  '2025-01-01T00:00:01.000Z',
  '2025-06-30T10:00:00.000Z',
]

// ── Records ────────────────────────────────────────────────────────────────────────────────────────────────────

const nullable = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })

const scalars = {
  Id: fc.constantFrom(...IDS),
  Name: nullable(TEXTS),
  Industry: nullable(TEXTS),
  ExternalKey__c: nullable(TEXTS),
  NumberOfEmployees: nullable(WHOLE),
  Rating__c: nullable(RATINGS),
  Active__c: fc.boolean(),
  Founded__c: nullable(DAYS),
  CreatedDate: nullable(MOMENTS),
}

const parents = fc.option(fc.record(scalars), { nil: null, freq: 2 })
const accounts = fc
  .record({ ...scalars, Parent: parents })
  .map((account): OracleRecord => ({ ...account, ParentId: account.Parent?.Id ?? null }))

const RECORDS = fc.sample(accounts, { numRuns: 250, seed: 7 })

// ── Conditions, as SQL ─────────────────────────────────────────────────────────────────────────────────────────

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
const OPERATORS = ['=', '<>', '<', '<=', '>', '>=']
const orNull = (literals: readonly string[]) => fc.constantFrom(...literals, ...literals, 'NULL')

/** Columns of a type, and constants to compare them with. */
const KINDS: readonly {
  columns: readonly string[]
  literals: readonly string[]
  operators: readonly string[]
}[] = [
  {
    columns: ['Name', 'Industry', 'Parent.Name', 'ExternalKey__c'],
    literals: [...TEXTS.map(quote), "''", "' x'", "'Acme'"],
    operators: ['=', '<>'],
  },
  {
    columns: ['ParentId', 'Id', 'Parent.Id'],
    literals: [...IDS.map(quote), "'nonsense'"],
    operators: ['=', '<>'],
  },
  {
    columns: ['NumberOfEmployees', 'Parent.NumberOfEmployees'],
    literals: ['-3', '0', '1', '1.5', '-0.5', '3000000000', '2000'],
    operators: OPERATORS,
  },
  {
    columns: ['Rating__c', 'Parent.Rating__c'],
    literals: ['0', '1', '1.50', '1.005', '-0.495', '99.99'],
    operators: OPERATORS,
  },
  {
    columns: ['Founded__c', 'Parent.Founded__c', 'CAST(CreatedDate AS DATE)'],
    literals: DAYS.map((day) => `DATE '${day}'`),
    operators: OPERATORS,
  },
  {
    columns: ['CreatedDate', 'Founded__c'],
    literals: MOMENTS.map((moment) => `TIMESTAMPTZ '${moment}'`),
    operators: OPERATORS,
  },
  {
    columns: ['EXTRACT(YEAR FROM Founded__c)', 'EXTRACT(YEAR FROM CreatedDate)'],
    literals: ['2024', '2025', '2024.5'],
    operators: OPERATORS,
  },
  {
    columns: [
      'EXTRACT(MONTH FROM Founded__c)',
      'EXTRACT(QUARTER FROM CreatedDate)',
      'EXTRACT(MONTH FROM Parent.Founded__c)',
    ],
    literals: ['1', '2', '3', '13', '2.5'],
    operators: OPERATORS,
  },
  {
    columns: [
      'EXTRACT(DOW FROM Founded__c)',
      'EXTRACT(ISODOW FROM Founded__c)',
      'EXTRACT(DOW FROM CreatedDate)',
      'EXTRACT(ISODOW FROM Parent.Founded__c)',
    ],
    literals: ['-1', '0', '1', '3', '3.5', '6', '7', '8'],
    operators: OPERATORS,
  },
  {
    columns: ['EXTRACT(HOUR FROM CreatedDate)', 'EXTRACT(HOUR FROM CAST(Founded__c AS TIMESTAMP))'],
    literals: ['-1', '0', '10', '22.5', '23', '24'],
    operators: OPERATORS,
  },
  {
    columns: [
      'EXTRACT(DOY FROM Founded__c)',
      'EXTRACT(DOY FROM CreatedDate)',
      'EXTRACT(WEEK FROM Founded__c)',
    ],
    literals: ['0', '1', '9', '60', '181', '365', '366', '367'],
    operators: OPERATORS,
  },
  {
    columns: [
      "COALESCE(Name, 'acme')",
      "NULLIF(Industry, 'x')",
      "CASE WHEN Active__c THEN Name WHEN Rating__c > 1 THEN 'acme' ELSE Industry END",
      "CASE Industry WHEN 'x' THEN 'acme' WHEN 'acme' THEN 'x' END",
      'COALESCE(ExternalKey__c, Name)',
      "COALESCE(Parent.Name, Name, '100%')",
      'UPPER(Name)',
      'LOWER(Name)',
    ],
    literals: [...TEXTS.map(quote), "'Acme'", "'1_0'"],
    operators: ['=', '<>'],
  },
  {
    columns: [
      'NumberOfEmployees - 5',
      '2 * NumberOfEmployees',
      '5 - NumberOfEmployees',
      '-(NumberOfEmployees + 1) * 3',
      'COALESCE(NumberOfEmployees, 0)',
      'NULLIF(NumberOfEmployees, 5)',
      'CASE WHEN Active__c THEN 1 ELSE 0 END',
      'CASE WHEN Founded__c IS NULL THEN NumberOfEmployees ELSE 7 END',
      'COALESCE(NumberOfEmployees, Rating__c, 1)',
    ],
    literals: ['0', '1', '5', '-3', '10', '2.5', '-18'],
    operators: OPERATORS,
  },
  {
    columns: ['Rating__c * 3', 'Rating__c - 0.25', '1.005 + Rating__c', 'Rating__c * -0.5'],
    literals: ['0', '1', '299.97', '4.5', '1.25', '-0.75', '0.333', '1.7'],
    operators: OPERATORS,
  },
  {
    columns: [
      'ABS(Rating__c)',
      'FLOOR(Rating__c)',
      'CEIL(Parent.Rating__c)',
      'ROUND(Rating__c, 1)',
      'ABS(Rating__c - 1.25)',
      'ABS(NumberOfEmployees)',
      'FLOOR(ABS(Rating__c) * 3)',
    ],
    literals: ['0', '1', '1.5', '-1', '99.9', '0.25', '4', '3'],
    operators: OPERATORS,
  },
  {
    columns: [
      'Founded__c + 30',
      'Founded__c - 1',
      "Founded__c + INTERVAL '1 month'",
      "Founded__c - INTERVAL '13 months'",
      "Founded__c + INTERVAL '1 month 36 hours'",
      "Founded__c - INTERVAL '5 days'",
      'COALESCE(Founded__c, CAST(CreatedDate AS DATE))',
    ],
    literals: [...DAYS, '2024-03-29', '2024-03-31', '2023-01-29', '2025-02-01'].map((day) => `DATE '${day}'`),
    operators: OPERATORS,
  },
  {
    columns: ["CreatedDate + INTERVAL '2 hours'", "CreatedDate - INTERVAL '1 day 500 milliseconds'"],
    literals: [...MOMENTS, '2024-03-01T01:59:59.999Z', '2024-12-31T00:00:00.000Z'].map(
      (moment) => `TIMESTAMPTZ '${moment}'`,
    ),
    operators: OPERATORS,
  },
  {
    columns: ["DATE '2024-03-31' - Founded__c", "Founded__c - DATE '2024-02-29'"],
    literals: ['0', '30', '-1', '31', '400'],
    operators: OPERATORS,
  },
  {
    columns: [
      'COALESCE(Active__c, FALSE)',
      'COALESCE(Parent.Active__c, TRUE)',
      '(NumberOfEmployees > 0)',
      'CASE WHEN Name IS NULL THEN Active__c ELSE Parent.Active__c END',
    ],
    literals: ['TRUE', 'FALSE'],
    operators: ['=', '<>'],
  },
  { columns: ['Active__c', 'Parent.Active__c'], literals: ['TRUE', 'FALSE'], operators: ['=', '<>'] },
]

const comparison = fc.constantFrom(...KINDS).chain(({ columns, literals, operators }) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...columns), fc.constantFrom(...operators), orNull(literals), fc.boolean())
      .map(([column, operator, literal, isMirrored]) =>
        isMirrored ? `${literal} ${operator} ${column}` : `${column} ${operator} ${literal}`,
      ),
    fc
      .tuple(
        fc.constantFrom(...columns),
        fc.constantFrom('IN', 'NOT IN'),
        fc.array(orNull(literals), { minLength: 1, maxLength: 4 }),
      )
      .map(([column, operator, items]) => `${column} ${operator} (${items.join(', ')})`),
    fc
      .tuple(fc.constantFrom(...columns), fc.constantFrom('IS NULL', 'IS NOT NULL'))
      .map(([column, test]) => `${column} ${test}`),
    fc
      .tuple(
        fc.constantFrom(...columns),
        fc.constantFrom('IS DISTINCT FROM', 'IS NOT DISTINCT FROM'),
        orNull(literals),
      )
      .map(([column, test, literal]) => `${column} ${test} ${literal}`),
  ),
)

const PATTERNS = ['%', '', 'a%', '%e', 'a_me', '100\\%', '1\\_0', 'a\\\\b', 'acme', "O'%", '% x']

const like = fc
  .tuple(
    fc.constantFrom('Name', 'Industry', 'Parent.Name', 'ExternalKey__c'),
    fc.constantFrom('LIKE', 'NOT LIKE', 'ILIKE', 'NOT ILIKE'),
    fc.constantFrom(...PATTERNS, ...PATTERNS),
  )
  .map(([column, operator, pattern]) => `${column} ${operator} ${quote(pattern)}`)

const truth = fc
  .tuple(
    fc.constantFrom('Active__c', 'Parent.Active__c'),
    fc.constantFrom('', 'IS TRUE', 'IS FALSE', 'IS NOT TRUE', 'IS NOT FALSE'),
  )
  .map(([column, test]) => `${column} ${test}`.trim())

const condition: fc.Arbitrary<string> = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    like,
    truth,
    fc
      .tuple(tie('whole'), fc.constantFrom('AND', 'OR'), tie('whole'))
      .map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('whole').map((inner) => `NOT (${inner})`),
    tie('whole').map((inner) => `(${inner}) IS NOT TRUE`),
  ),
})).whole

// ── The promise ────────────────────────────────────────────────────────────────────────────────────────────────

describe.each([{ collation: 'Org' as const }, { collation: 'Binary' as const }])(
  'verdicts with Collation=$collation',
  ({ collation }) => {
    const options = { ...DEFAULT_OPTIONS, collation }
    const view = fixtureCatalog()

    function bindCondition(sql: string): { condition: BoundExpression; scan: RemoteScan } {
      const statement = parseStatement(`SELECT Id FROM Account WHERE ${sql}`)
      if (statement.kind !== 'QueryStatement') throw new Error('not a query')
      const plan = bindQuery(statement.query, { view, options, ids: createIdSource() })
      let found: BoundExpression | undefined
      let scan: RemoteScan | undefined
      visitPlan(plan, (node) => {
        if (node.kind === 'Filter') found = node.condition
        if (node.kind === 'RemoteScan') scan = node
      })
      if (scan === undefined) throw new Error('no scan')
      return { condition: found ?? { kind: 'Literal', value: true, type: { kind: 'boolean' } }, scan }
    }

    function reader(scan: RemoteScan, record: OracleRecord) {
      const values = new Map<number, OracleValue>()
      scan.columns.forEach((column, index) => {
        const output = scan.outputs[index]?.expression
        if (output?.kind !== 'SoqlField') throw new Error('not a field')
        let current: OracleRecord[string] = record
        for (const step of [...output.path.relationships, output.path.column.name])
          current = current === null || typeof current !== 'object' ? null : (current[step] ?? null)
        values.set(column.id, typeof current === 'object' ? null : current)
      })
      return (column: { readonly id: number }): OracleValue => values.get(column.id) ?? null
    }

    const kinds = new Map<string, number>()

    test('keep their promise under every variant', () => {
      fc.assert(
        fc.property(condition, (sql) => {
          const bound = bindCondition(sql)
          const context: VerdictContext = {
            options,
            org: view.org,
            outputOf: (column) => bound.scan.outputs[bound.scan.columns.indexOf(column)]?.expression,
          }
          const verdict = conditionVerdict(simplifyCondition(bound.condition, 'UTC'), context)
          kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1)
          if (verdict.kind === 'none') return
          for (const record of RECORDS) {
            const wanted = evaluate(bound.condition, reader(bound.scan, record)) === true
            for (const variants of VARIANTS) {
              const found = meets(verdict.condition, record, variants)
              const isKept = verdict.kind === 'exact' ? found === wanted : found || !wanted
              if (isKept) continue
              throw new Error(
                `${sql}\n${verdict.kind}: ${printCondition(verdict.condition)}\n` +
                  `SQL ${wanted}, SOQL ${found}, over ${JSON.stringify(record)} with ${JSON.stringify(variants)}`,
              )
            }
          }
        }),
        { numRuns: 1000, seed: 20250630 },
      )
    })

    test('were really given, of each kind', () => {
      for (const kind of ['exact', 'superset', 'none']) expect(kinds.get(kind)).toBeGreaterThan(50)
    })
  },
)
