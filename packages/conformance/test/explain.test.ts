import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection, ConnectOptions } from '@certsql/driver'
import type { Emulator, EmulatorOptions } from '@certsql/emulator'
import { HINTS } from '@certsql/planner'
import { Ajv } from 'ajv'
import { connectTo } from './support/adversarial-org.js'
import { DEMO_NOW, startDemoOrg } from './support/demo-org.js'
import { readPlanFiles } from './support/plan-file.js'
import { withTexts, workedExamples } from './support/worked-examples.js'

const docs = join(import.meta.dirname, '../../../docs')

let org: Emulator
let connection: Connection

beforeAll(async () => {
  org = await startDemoOrg({ scale: 0.1 })
  connection = await connectTo(org, { Now: DEMO_NOW })
})

afterAll(async () => {
  await connection.close()
  await org.close()
})

// ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────

/** UPDATE_DOCS=1 writes what is printed today into the page. */
test('docs/explain.md shows what is printed', async () => {
  const file = join(docs, 'explain.md')
  const page = readFileSync(file, 'utf8')
  const texts: string[] = []
  for (const { sql } of workedExamples(page)) texts.push(withoutTimes(`${await connection.explain(sql)}\n`))
  expect(texts.length).toBeGreaterThanOrEqual(3)
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, withTexts(page, texts))
  else expect(page).toBe(withTexts(page, texts))
})

/** Times and bytes are others each time. */
function withoutTimes(text: string): string {
  return text
    .replace(/[\d,]+ ms/g, '12 ms')
    .replace(/[\d,]+ bytes/g, '1,234 bytes')
    .replace(/^((?:planned|Pushdown=off)\s+\S+\s+\S+)\s+[\d,]+\s+[\d,]+$/gm, '$1        1,234         12')
}

// ── The document ───────────────────────────────────────────────────────────────────────────────────────────────

type JsonSchema = { readonly [key: string]: unknown }

/** The schema as it is, but nothing may occur that it does not describe. */
function closed(schema: JsonSchema): JsonSchema {
  const described: JsonSchema = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closedValue(value)]),
  )
  const extends_ = Array.isArray(schema.allOf) || schema.properties === undefined
  return extends_ ? described : { ...described, additionalProperties: false }
}

function closedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedValue)
  return typeof value === 'object' && value !== null ? closed(value as JsonSchema) : value
}

describe('EXPLAIN (FORMAT JSON)', () => {
  const schema = JSON.parse(readFileSync(join(docs, 'explain.schema.json'), 'utf8')) as JsonSchema
  // What is extended by others must stay open for them.
  const definitions = schema.definitions as { readonly figures: JsonSchema }
  const strict = closed(schema)
  const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile({
    ...strict,
    definitions: { ...(strict.definitions as JsonSchema), figures: definitions.figures },
  })

  const faults = (document: string) => {
    const isValid = validate(JSON.parse(document))
    return isValid ? [] : validate.errors
  }

  const statements = readPlanFiles(join(import.meta.dirname, 'testdata/plans'))
    .flatMap(({ cases }) => cases)
    .filter(({ plan, options }) => plan.startsWith('runs:') && Object.keys(options).length === 0)

  test('keeps to its schema for every golden plan', async () => {
    expect(statements.length).toBeGreaterThan(100)
    for (const { sql } of statements)
      expect({ sql, faults: faults(await connection.explain(sql, [], { format: 'json' })) }).toEqual({
        sql,
        faults: [],
      })
  })

  // What is random is refused by VERIFY.
  const repeatable = statements.filter(({ sql }) => !sql.includes('RANDOM()'))

  test.each(repeatable.filter((_, index) => index % 12 === 0))(
    'so do ANALYZE and VERIFY: $title',
    async ({ sql }) => {
      expect(faults(await connection.explain(sql, [], { format: 'json', analyze: true }))).toEqual([])
      expect(faults(await connection.explain(sql, [], { format: 'json', verify: true }))).toEqual([])
    },
  )
})

// ── Hints ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Advice {
  readonly reason: string
  readonly before: string
  readonly options?: ConnectOptions
  readonly org?: EmulatorOptions
  /** What the hint says to write, or to set. */
  readonly after?: string
  readonly change?: ConnectOptions
  /** What some of its pieces are then; otherwise the org does all of it. */
  readonly leaves?: 'superset'
}

/** For each hint a statement that gets it, and what becomes of the statement when the hint is taken. */
const ADVICE: readonly Advice[] = [
  {
    reason: 'the order of text depends on the locale of the user',
    before: 'SELECT Name FROM Account ORDER BY Name LIMIT 5',
    org: { locale: 'de_DE' },
    change: { TextOrder: 'Org' },
  },
  {
    reason: 'Salesforce compares text without case; checked again here',
    before: "SELECT Id FROM Account WHERE Name = 'Acme'",
    options: { Collation: 'Binary' },
    change: { Collation: 'Org' },
  },
  {
    reason: 'the order of Ids is known only here, so all rows must come to tell which are first',
    before: 'SELECT Name FROM Account ORDER BY Id LIMIT 10',
    after: 'SELECT Name FROM Account ORDER BY CreatedDate, Id LIMIT 10',
    leaves: 'superset',
  },
  {
    reason: 'Salesforce compares text without case, so the negation would lose rows',
    before: "SELECT Id FROM Account WHERE Name <> 'Acme'",
    options: { Collation: 'Binary' },
    change: { Collation: 'Org' },
  },
  {
    reason: 'NOT IN finds nothing when the list has a null',
    before: 'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)',
    after:
      'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId IS NOT NULL)',
  },
  {
    reason: 'NOT IN finds nothing when the list has a null',
    before: 'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)',
    after: 'SELECT Name FROM Account a WHERE NOT EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id)',
  },
  {
    reason: 'the org puts missing parents first, whatever is asked',
    before: 'SELECT i.Name FROM codaInvoice i JOIN Account a ON a.Id = i.Account ORDER BY a.Name LIMIT 5',
    after:
      'SELECT i.Name FROM codaInvoice i JOIN Account a ON a.Id = i.Account WHERE a.Name IS NOT NULL ORDER BY a.Name LIMIT 5',
  },
  {
    reason: 'NOT IN has a third value where the left side is null',
    before:
      "SELECT LastName FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account WHERE Industry = 'x')",
    after:
      "SELECT LastName FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account WHERE Industry = 'x') " +
      'AND Contact.AccountId IS NOT NULL',
  },
  {
    reason: 'the org reads parts of a datetime in UTC',
    before: 'SELECT Id FROM Account WHERE EXTRACT(MONTH FROM CreatedDate) = 1',
    options: { TimeZone: 'Europe/Berlin' },
    change: { TimeZone: 'UTC' },
  },
  {
    reason: 'the org reads parts of a datetime in UTC',
    before: 'SELECT Id FROM Account WHERE EXTRACT(MONTH FROM CreatedDate) = 1',
    options: { TimeZone: 'Europe/Berlin' },
    after:
      "SELECT Id FROM Account WHERE CreatedDate >= TIMESTAMP '2025-01-01 00:00:00' AND CreatedDate < TIMESTAMP '2025-02-01 00:00:00'",
  },
  {
    reason: 'Sums=Local',
    before: 'SELECT SUM(c2g__Quantity__c) FROM c2g__codaInvoiceLineItem__c',
    options: { Sums: 'Local' },
    change: { Sums: 'Certified' },
  },
  {
    reason: 'it is MATERIALIZED, so its rows are fetched as it says, and kept',
    before:
      "WITH t AS MATERIALIZED (SELECT Name, Industry FROM Account) SELECT Name FROM t WHERE Industry = 'x'",
    after: "WITH t AS (SELECT Name, Industry FROM Account) SELECT Name FROM t WHERE Industry = 'x'",
  },
]

describe('a hint', () => {
  interface Piece {
    readonly reason: string
    readonly hint: string | null
    readonly verdict?: string
  }

  async function piecesOf(sql: string, options: ConnectOptions, other: EmulatorOptions | undefined) {
    const emulator = other === undefined ? org : await startDemoOrg({ scale: 0.1, ...other })
    const own = await connectTo(emulator, { Now: DEMO_NOW, ...options })
    try {
      const document = JSON.parse(await own.explain(sql, [], { format: 'json' })) as {
        readonly runs: string
        readonly scans: readonly { readonly pieces: readonly Piece[] }[]
        readonly local: readonly Piece[]
      }
      return {
        runs: document.runs,
        pieces: [...document.scans.flatMap(({ pieces }) => pieces), ...document.local],
      }
    } finally {
      await own.close()
      if (emulator !== org) await emulator.close()
    }
  }

  test.each(ADVICE)('that is taken lets the org do it: $reason', async (advice) => {
    const { reason, before, options = {}, after = before, change = {} } = advice
    const told = await piecesOf(before, options, advice.org)
    const staying = told.pieces.find((piece) => piece.reason === reason)
    expect(staying?.hint).toEqual(expect.any(String))
    expect(told.runs).not.toBe('org')
    const taken = await piecesOf(after, { ...options, ...change }, advice.org)
    expect(taken.pieces.filter((piece) => piece.hint !== null)).toEqual([])
    const { leaves = 'exact' } = advice
    expect(taken.pieces.filter(({ verdict }) => verdict !== 'exact' && verdict !== leaves)).toEqual([])
  })

  test('is given by nothing else', () => {
    expect(new Set(ADVICE.map(({ reason }) => reason))).toEqual(new Set(HINTS.map(({ reason }) => reason)))
  })
})
