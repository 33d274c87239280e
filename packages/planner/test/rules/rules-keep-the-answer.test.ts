import fc from 'fast-check'
import { scanToSoql } from '../../src/soql/scan-to-soql.js'
import { formatPlan } from '../support/format-plan.js'
import { plansOf, scansOf } from '../support/plan-of.js'
import { type OracleOrg, type PlanVariants, runPlan } from '../support/plan-oracle.js'
import type { OracleRecord } from '../support/soql-oracle.js'
import { fold } from '../support/soql-oracle.js'
import { soqlComplaint } from '../support/soql-parsers.js'
import type { OracleValue } from '../support/sql-oracle.js'

/**
 * One answer: whatever the rules make of a query, it has the rows of the plan as it was bound, over an org of nulls, twins
 * and empty lookups, and whichever way the unverified facts turn out. Texts are compared without case.
 */
const VARIANTS: readonly PlanVariants[] = [
  { nullsMatchNotIn: true, nullsMatchNotLike: true, comparesSeconds: false, groupByFoldsCase: true },
  { nullsMatchNotIn: false, nullsMatchNotLike: false, comparesSeconds: true, groupByFoldsCase: false },
]

// ── An org ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A sequence of numbers that is always the same. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

const TEXTS = ['acme', 'ACME', 'Ácme', 'Zoo', 'x', null]
const DAYS = ['2024-01-31', '2024-02-29', '2024-12-31', '2025-01-01', null]

function buildOrg(): OracleOrg {
  const roll = dice(11)
  const pick = <T>(values: readonly T[]): T => values[roll(values.length)] as T
  const users: OracleRecord[] = []
  const accounts: OracleRecord[] = []
  const lookUp = (records: readonly OracleRecord[], id: unknown) =>
    records.find((one) => one.Id === id) ?? null
  const record = (
    prefix: string,
    index: number,
    fields: Record<string, null | boolean | number | string>,
  ) => ({
    Id: `${prefix}00000000000${index + 10}AAA`,
    IsDeleted: false,
    ...fields,
  })
  const link = (
    child: object,
    lookup: string,
    name: string,
    parents: readonly OracleRecord[],
  ): OracleRecord =>
    Object.defineProperty(child as OracleRecord, name, {
      get(this: OracleRecord) {
        return lookUp(parents, this[lookup])
      },
      enumerable: false,
    })
  for (let index = 0; index < 4; index += 1)
    users.push(record('005', index, { Name: pick(TEXTS), IsActive: roll(2) === 0, Email: pick(TEXTS) }))
  for (let index = 0; index < 9; index += 1) {
    const account = record('001', index, {
      Name: pick(TEXTS),
      Industry: pick(TEXTS),
      NumberOfEmployees: pick([1, 5, 5, -3, null]),
      Active__c: roll(2) === 0,
      Founded__c: pick(DAYS),
      OwnerId: pick([...users.map((user) => String(user.Id)), null]),
    })
    accounts.push(link(account, 'OwnerId', 'Owner', users))
  }
  const contacts: OracleRecord[] = []
  for (let index = 0; index < 24; index += 1) {
    const contact = record('003', index, {
      LastName: pick(TEXTS),
      FirstName: pick(TEXTS),
      Birthdate: pick(DAYS),
      DoNotCall: roll(2) === 0,
      AccountId: pick([...accounts.map((account) => String(account.Id)), null, null]),
      OwnerId: pick([...users.map((user) => String(user.Id)), null]),
    })
    contacts.push(link(link(contact, 'AccountId', 'Account', accounts), 'OwnerId', 'Owner', users))
  }
  return { User: users, Account: accounts, Contact: contacts }
}

const ORG = buildOrg()

// ── Queries ────────────────────────────────────────────────────────────────────────────────────────────────────

const CONDITIONS = [
  "c.LastName = 'acme'",
  "c.LastName <> 'acme'",
  "c.FirstName LIKE 'a%'",
  "c.FirstName NOT IN ('acme', 'x')",
  'c.Birthdate IS NULL',
  "c.Birthdate >= DATE '2024-03-01'",
  'c.DoNotCall',
  'NOT c.DoNotCall',
  'c.AccountId IS NULL',
  "c.Account.Industry = 'x'",
  'c.Account.Active__c = FALSE',
  'c.Account.Owner.IsActive IS NOT TRUE',
  'length(c.LastName) > 3',
  'c.LastName = c.FirstName',
]
const ACCOUNT_CONDITIONS = [
  "a.Name = 'ACME'",
  "a.Industry <> 'x'",
  'a.Industry IS NULL',
  'a.Id IS NULL',
  'a.Id IS NOT NULL',
  'a.Active__c',
  'a.Active__c IS NOT TRUE',
  'a.NumberOfEmployees > 1.5',
  'a.Name = c.LastName',
  "COALESCE(a.Name, 'none') = 'none'",
  'EXTRACT(YEAR FROM a.Founded__c) = 2024',
]

const conditionOf = (conditions: readonly string[]): fc.Arbitrary<string> =>
  fc.letrec<{ whole: string }>((tie) => ({
    whole: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...conditions),
      fc
        .tuple(tie('whole'), fc.constantFrom('AND', 'OR'), tie('whole'))
        .map(([a, word, b]) => `(${a} ${word} ${b})`),
      tie('whole').map((inner) => `NOT (${inner})`),
    ),
  })).whole

interface Source {
  readonly from: string
  readonly conditions: readonly string[]
  readonly columns: readonly string[]
}

const CONTACT_COLUMNS = [
  'c.Id',
  'c.LastName',
  'c.Birthdate',
  'c.DoNotCall',
  'c.AccountId',
  'c.Account.Name',
  'c.Owner.Name',
]
const ACCOUNT_COLUMNS = [
  'a.Id',
  'a.Name',
  'a.Industry',
  'a.NumberOfEmployees',
  'a.Active__c',
  'a.Founded__c',
  'a.OwnerId',
]

const source: fc.Arbitrary<Source> = fc.oneof(
  fc.constant({ from: 'Contact c', conditions: CONDITIONS, columns: CONTACT_COLUMNS }),
  fc
    .record({
      type: fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'),
      swapped: fc.boolean(),
      parent: fc.constantFrom(
        'Account',
        "(SELECT * FROM Account WHERE Industry <> 'x')",
        '(SELECT * FROM Account)',
      ),
      extra: fc.option(conditionOf([...CONDITIONS, ...ACCOUNT_CONDITIONS]), { nil: undefined }),
      link: fc.constantFrom('a.Id = c.AccountId', 'c.AccountId = a.Id', 'a.Name = c.LastName'),
      third: fc.constantFrom(
        '',
        ' JOIN "User" u ON u.Id = a.OwnerId',
        ' LEFT JOIN "User" u ON a.OwnerId = u.Id',
        ' LEFT JOIN "User" u ON u.Id = c.OwnerId',
      ),
    })
    .map(({ type, swapped, parent, extra, link, third }) => {
      const on = extra === undefined ? link : `${link} AND ${extra}`
      const from = swapped
        ? `${parent} a ${type} Contact c ON ${on}`
        : `Contact c ${type} ${parent} a ON ${on}`
      const usesUser = third !== ''
      return {
        from: from + third,
        conditions: [
          ...CONDITIONS,
          ...ACCOUNT_CONDITIONS,
          ...(parent === 'Account' ? ["a.Owner.Name = 'acme'"] : []),
          ...(usesUser ? ["u.Name = 'acme'", 'u.Id IS NULL', 'NOT u.IsActive'] : []),
        ],
        columns: [...CONTACT_COLUMNS, ...ACCOUNT_COLUMNS, ...(usesUser ? ['u.Name', 'u.IsActive'] : [])],
      }
    }),
  fc.constant({
    from: 'Contact c, Account a',
    conditions: [...CONDITIONS, 'a.Id = c.AccountId', 'a.Id = c.AccountId', 'a.Active__c'],
    columns: [...CONTACT_COLUMNS, ...ACCOUNT_COLUMNS],
  }),
)

interface Asked {
  readonly sql: string
  /** The columns by which the answer is ordered, if it is. */
  readonly sortedBy: number | undefined
}

const query: fc.Arbitrary<Asked> = source.chain(({ from, conditions, columns }) =>
  fc
    .record({
      where: fc.option(conditionOf(conditions), { nil: undefined }),
      shown: fc.uniqueArray(fc.constantFrom(...columns), { minLength: 1, maxLength: 4 }),
      form: fc.constantFrom(
        'rows',
        'rows',
        'distinct',
        'groups',
        'periods',
        'total',
        'ordered',
        'nested',
        'conditional',
        'conditional',
        'subtotals',
      ),
      filter: conditionOf(conditions),
      outer: fc.constantFrom('k0 IS NOT NULL', 'k0 IS NULL', 'n > 1', 'k0 IS NOT NULL AND n < 3'),
      limit: fc.constantFrom('', ' LIMIT 3', ' LIMIT 5 OFFSET 2'),
    })
    .map(({ where, shown, form, outer, limit, filter }): Asked => {
      const rest = `FROM ${from}${where === undefined ? '' : ` WHERE ${where}`}`
      const keys = shown.slice(0, 2)
      const figures =
        'COUNT(*) AS n, COUNT(c.AccountId) AS ids, MIN(c.Birthdate) AS first, MAX(c.Birthdate) AS last'
      const named = keys.map((key, index) => `${key} AS k${index}`).join(', ')
      switch (form) {
        case 'distinct':
          return { sql: `SELECT DISTINCT ${shown.join(', ')} ${rest}`, sortedBy: undefined }
        case 'groups':
          return {
            sql: `SELECT ${named}, ${figures} ${rest} GROUP BY ${keys.join(', ')}`,
            sortedBy: undefined,
          }
        case 'periods':
          return {
            sql: `SELECT EXTRACT(YEAR FROM c.Birthdate) AS y, DATE_TRUNC('month', c.Birthdate) AS m, ${figures} ${rest} GROUP BY 1, 2`,
            sortedBy: undefined,
          }
        case 'conditional':
          return {
            sql: `SELECT ${keys[0]} AS k0, COUNT(*) FILTER (WHERE ${filter}) AS n, COUNT(DISTINCT c.FirstName) AS names, COUNT(DISTINCT c.Birthdate) AS days, SUM(CASE WHEN ${filter} THEN 1 ELSE 0 END) AS ones, COUNT(CASE WHEN c.DoNotCall THEN c.AccountId END) AS ids, MAX(CASE WHEN ${filter} THEN c.Birthdate END) AS last, BOOL_OR(c.DoNotCall) AS any ${rest} GROUP BY ${keys[0]} HAVING COUNT(*) > 1 AND MAX(c.Birthdate) < DATE '2025-01-01'`,
            sortedBy: undefined,
          }
        case 'subtotals':
          return {
            sql: `SELECT ${named}, ${figures}, COUNT(DISTINCT c.Owner.Name) AS owners ${rest} GROUP BY ROLLUP (${keys.join(', ')})`,
            sortedBy: undefined,
          }
        case 'total':
          return { sql: `SELECT ${figures} ${rest}`, sortedBy: undefined }
        case 'nested':
          return {
            sql: `SELECT k0, n FROM (SELECT ${named}, COUNT(*) AS n ${rest} GROUP BY ${keys.join(', ')}) g WHERE ${outer}`,
            sortedBy: undefined,
          }
        case 'ordered':
          return {
            sql: `SELECT c.Birthdate, c.Id ${rest} ORDER BY c.Birthdate DESC NULLS LAST${limit}`,
            sortedBy: 0,
          }
        default:
          return { sql: `SELECT ${shown.join(', ')} ${rest}`, sortedBy: undefined }
      }
    }),
)

// ── The promise ────────────────────────────────────────────────────────────────────────────────────────────────

/** Rows as texts; a sorted answer by its sort key in order, any other as a bag. */
function comparable(
  rows: readonly (readonly OracleValue[])[],
  sortedBy: number | undefined,
): readonly string[] {
  const text = (value: OracleValue) => (typeof value === 'string' ? fold(value) : String(value))
  if (sortedBy !== undefined) return rows.map((row) => text(row[sortedBy] ?? null))
  return rows.map((row) => row.map(text).join(' | ')).sort()
}

const pushed = { paths: 0, groups: 0, limits: 0, filters: 0 }

test('the optimized plan gives the rows of the bound one', () => {
  fc.assert(
    fc.property(query, ({ sql, sortedBy }) => {
      const { bound, optimized } = plansOf(sql, { records: { Contact: 24, Account: 9, User: 4 } })
      const [plain] = VARIANTS
      if (plain === undefined) throw new Error('no variants')
      const wanted = comparable(runPlan(bound, ORG, plain), sortedBy)
      for (const variants of VARIANTS) {
        const found = comparable(runPlan(optimized, ORG, variants), sortedBy)
        if (JSON.stringify(found) === JSON.stringify(wanted)) continue
        throw new Error(
          `${sql}\n${formatPlan(bound)}\n⇒\n${formatPlan(optimized)}\nwanted ${wanted.join('\n  ')}\nfound ${found.join('\n  ')}`,
        )
      }
      for (const scan of scansOf(optimized)) {
        expect(soqlComplaint(scanToSoql(scan).text)).toBeUndefined()
        if (
          scan.outputs.some(
            ({ expression }) => expression.kind === 'SoqlField' && expression.path.relationships.length > 0,
          )
        )
          pushed.paths += 1
        if (scan.grouping !== undefined) pushed.groups += 1
        if (scan.limit !== undefined) pushed.limits += 1
        if (scan.filter !== undefined) pushed.filters += 1
      }
    }),
    { numRuns: 800, seed: 42 },
  )
})

test('and much was really pushed', () => {
  for (const count of Object.values(pushed)) expect(count).toBeGreaterThan(10)
})
