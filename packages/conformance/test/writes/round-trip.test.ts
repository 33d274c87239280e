import { CertSqlError, type Connection, connect } from '@certsql/driver'
import { type Emulator, type FieldSchema, type OrgSchema, startEmulator } from '@certsql/emulator'

/** What is written is what is read: every type, nasty and extreme values, over every road, into new and old records. */

const ACCESS = {
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
  createable: true,
  updateable: true,
}
const field = (name: string, type: FieldSchema['type'], more: Partial<FieldSchema> = {}): FieldSchema => ({
  ...ACCESS,
  name,
  label: name,
  type,
  ...more,
})
const choices = (...values: string[]) => ({
  length: 255,
  restrictedPicklist: true,
  picklistValues: values.map((value) => ({ value, label: value, active: true })),
})

const FIELDS: readonly FieldSchema[] = [
  field('Name', 'string', { length: 80, nillable: false, nameField: true }),
  field('Row__c', 'int', { digits: 8 }),
  field('Text__c', 'string', { length: 255 }),
  field('Long__c', 'textarea', { length: 32_000, filterable: false, sortable: false, groupable: false }),
  field('Choice__c', 'picklist', choices('Energy', 'Oil & Gas', 'a "b"')),
  field('Choices__c', 'multipicklist', choices('a', 'b', 'c d')),
  field('Email__c', 'email', { length: 80 }),
  field('Phone__c', 'phone', { length: 40 }),
  field('Url__c', 'url', { length: 255 }),
  field('Int__c', 'int', { digits: 9 }),
  field('Double__c', 'double', { precision: 18, scale: 4 }),
  field('Amount__c', 'currency', { precision: 18, scale: 2 }),
  field('Percent__c', 'percent', { precision: 5, scale: 2 }),
  field('Flag__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
  field('Date__c', 'date'),
  field('Moment__c', 'datetime'),
  field('Time__c', 'time'),
  field('Parent__c', 'reference', { length: 18, referenceTo: ['Thing__c'], relationshipName: 'Parent__r' }),
]

const SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'Thing__c',
      label: 'Thing',
      keyPrefix: 'a0T',
      queryable: true,
      createable: true,
      updateable: true,
      deletable: true,
      fields: FIELDS,
    },
  ],
}

const PARENT = 'a0T000000000001EAA'

/** A value as it is given, and as the org has it; the latter left out where it is the same. */
type Case = readonly [given: unknown, held?: unknown]

const TEXTS: readonly Case[] = [
  ['😀 𝒳 👩‍👩‍👧'],
  ["O'Neill \\' \\\\ \"quoted\" 'x'"],
  ['a,b;c\td|e'],
  ['line\nline\r\nline\rline'],
  ['  blanks  ', 'blanks'],
  ['\n'],
  ['', null],
  [null],
  ['   ', null],
  ['#N/A'],
  ['#n/a'],
  ['null'],
  ['=1+1'],
  ['true'],
  ['1e5'],
  ['0012'],
  ['%_\\%\\_'],
  ['<b>&amp;</b>'],
  ['\u202Eright to left\u202C \u0301 \u2028 \u00a0x'],
  ['"'],
  ['""'],
  ["'; DELETE FROM Thing__c; --"],
]

const LONGEST = 'ä"\n,'.repeat(8_000).slice(0, 31_999)

const CASES: Readonly<Record<string, readonly Case[]>> = {
  Text__c: TEXTS.map(([given, held]) =>
    given === '\n' ? [given, null] : held === undefined ? [given] : [given, held],
  ),
  Long__c: [
    [LONGEST, LONGEST.trim()],
    ...TEXTS.map(
      ([given, held]): Case =>
        given === '\n' ? [given, null] : held === undefined ? [given] : [given, held],
    ),
  ],
  Choice__c: [['Oil & Gas'], ['a "b"'], [null]],
  Choices__c: [['a'], ['a;c d'], ['a;b;c d'], [null]],
  Email__c: [['a+b.c@x-y.example'], [null]],
  Phone__c: [['+49 (0) 12/34'], [null]],
  Url__c: [['https://x.example/?a=b&c="d"#e'], [null]],
  Int__c: [[0], [-1], [999_999_999], [-999_999_999], [null]],
  Double__c: [[0], [-0.0001], ['99999999999999.9999'], ['-12345678901234.5678'], [1.5], [null]],
  Amount__c: [['9999999999999999.99'], [-0.01], [100], ['1234567890123456.70'], [null]],
  Percent__c: [[100], [-999.99], [0.01], [null]],
  Flag__c: [[true], [false]],
  Date__c: [['1700-01-01'], ['4000-12-31'], ['2024-02-29'], [null]],
  Moment__c: [
    ['1700-01-01T00:00:00Z', '1700-01-01T00:00:00.000+0000'],
    ['4000-12-31T23:59:59.999Z', '4000-12-31T23:59:59.999+0000'],
    ['2025-03-30T02:30:00.123+02:00', '2025-03-30T00:30:00.123+0000'],
    [new Date('1969-12-31T23:59:59.999Z'), '1969-12-31T23:59:59.999+0000'],
    [null],
  ],
  Time__c: [['00:00:00', '00:00:00.000Z'], ['23:59:59.999', '23:59:59.999Z'], [null]],
  Parent__c: [[PARENT.slice(0, 15), PARENT], [PARENT], [null]],
}

const COLUMNS = Object.keys(CASES)
const ROWS = Math.max(...Object.values(CASES).map((cases) => cases.length))

function caseOf(column: string, row: number): Case {
  const cases = CASES[column] ?? []
  return cases[row % cases.length] ?? [null]
}

const given = (row: number) => COLUMNS.map((column) => caseOf(column, row)[0])
const expected = (row: number) =>
  Object.fromEntries(
    COLUMNS.map((column) => {
      const [value, held = value] = caseOf(column, row)
      return [column, typeof held === 'number' || /^-?[\d.]+$/.test(String(held)) ? decimal(held) : held]
    }),
  )

/** Numbers are compared by their digits: a double would hide the last ones. */
function decimal(value: unknown): string {
  const text = String(value)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

let emulator: Emulator
const opened: Connection[] = []

beforeAll(async () => {
  emulator = await startEmulator({
    schema: SCHEMA,
    records: { Thing__c: [{ Id: PARENT, Name: 'parent' }] },
    bulkJobMs: 0,
  })
})
afterAll(async () => {
  for (const connection of opened) await connection.close()
  await emulator.close()
})

const ROADS = {
  single: {},
  collection: {},
  composite: { WriteBatchSize: 3 },
  bulk: { BulkIngestThreshold: 1, BulkPollInterval: 1 },
  graph: {},
} as const

type Road = keyof typeof ROADS

async function open(road: Road): Promise<Connection> {
  const { url, credentials } = emulator
  const login = { OAuthAccessToken: credentials.accessToken, InstanceUrl: url, MetadataCache: 'off' }
  const connection = await connect({ ...login, TimeZone: 'UTC', ...ROADS[road] })
  opened.push(connection)
  return connection
}

/** With the details of an error, which the runner does not show. */
async function write(
  connection: Connection,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<void> {
  try {
    await connection.query(sql, parameters as never)
  } catch (error) {
    throw error instanceof CertSqlError ? new Error(error.render()) : error
  }
}

const placeholders = (count: number) => Array(count).fill('?').join(', ')

async function insert(
  connection: Connection,
  road: Road,
  name: string,
  rows: readonly number[],
): Promise<void> {
  const lists = road === 'single' ? rows.map((row) => [row]) : [rows]
  if (road === 'graph') await write(connection, 'BEGIN')
  for (const list of lists) {
    const values = list.map(() => `(${placeholders(COLUMNS.length + 2)})`).join(', ')
    const parameters = list.flatMap((row) => [name, row, ...given(row)])
    await write(
      connection,
      `INSERT INTO Thing__c (Name, Row__c, ${COLUMNS.join(', ')}) VALUES ${values}`,
      parameters,
    )
  }
  if (road === 'graph') await write(connection, 'COMMIT')
}

/** Asked over plain REST; numbers as they stand in the JSON. */
async function held(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const soql = `SELECT Row__c, ${COLUMNS.join(', ')} FROM Thing__c WHERE Name = '${name}' ORDER BY Row__c`
  const answer = await fetch(`${emulator.url}/services/data/v62.0/query?q=${encodeURIComponent(soql)}`, {
    headers: { authorization: `Bearer ${emulator.credentials.accessToken}` },
  })
  const text = (await answer.text()).replace(/("\w+__c":)(-?\d[\d.]*)/g, '$1"#$2"')
  const { records } = JSON.parse(text) as { records: readonly Readonly<Record<string, unknown>>[] }
  return records.map(({ attributes: _, Row__c: __, ...values }) =>
    Object.fromEntries(
      Object.entries(values).map(([column, value]) => [
        column,
        typeof value === 'string' && value.startsWith('#') && value !== '#N/A' && value !== '#n/a'
          ? decimal(value.slice(1))
          : value,
      ]),
    ),
  )
}

const ALL = Array.from({ length: ROWS }, (_, row) => row)
const EXPECTED = ALL.map(expected)

describe.each(Object.keys(ROADS) as Road[])('over %s', (road) => {
  test('new records hold what was written', async () => {
    const connection = await open(road)
    await insert(connection, road, `new ${road}`, ALL)
    const roadPaths = {
      single: '/sobjects/Thing__c',
      collection: '/composite/sobjects',
      composite: '/composite',
      bulk: '/jobs/ingest',
      graph: '/composite/graph',
    }
    expect(
      emulator.requests.some(({ method, path }) => method === 'POST' && path.endsWith(roadPaths[road])),
    ).toBe(true)
    expect(await held(`new ${road}`)).toEqual(EXPECTED)
  })

  test('changed records do, too', async () => {
    const connection = await open(road)
    const name = `old ${road}`
    for (const row of ALL)
      emulator.org.insert('Thing__c', {
        Name: name,
        Row__c: row,
        Text__c: 'old',
        Amount__c: 1,
        Flag__c: true,
      })
    if (road === 'graph') await write(connection, 'BEGIN')
    if (road === 'single' || road === 'graph') {
      for (const row of ALL) {
        const set = COLUMNS.map((column) => `${column} = ?`).join(', ')
        await write(
          connection,
          `UPDATE Thing__c SET ${set} WHERE Name = '${name}' AND Row__c = ${row}`,
          given(row),
        )
      }
    } else {
      // One statement for all rows: each takes its values from a list.
      const set = COLUMNS.map((column) => `${column} = v.${column}`).join(', ')
      const lists = ALL.map((row) => `(${row}, ${COLUMNS.map((column) => typed(column)).join(', ')})`).join(
        ', ',
      )
      await write(
        connection,
        `UPDATE Thing__c t SET ${set} FROM (VALUES ${lists}) AS v (row, ${COLUMNS.join(', ')}) WHERE t.Name = '${name}' AND t.Row__c = v.row`,
        ALL.flatMap(given),
      )
    }
    if (road === 'graph') await write(connection, 'COMMIT')
    expect(await held(name)).toEqual(EXPECTED)
  })

  test('and are read back alike over REST and Bulk', async () => {
    const connection = await open(road)
    const query = (hint: string) =>
      `SELECT ${hint} ${COLUMNS.join(', ')} FROM Thing__c WHERE Name = 'new ${road}' ORDER BY Row__c`
    const overRest = (await connection.query(query('/*+ TRANSPORT(rest) */'))).rows
    const overBulk = (await connection.query(query('/*+ TRANSPORT(bulk) */'))).rows
    expect(overRest).toHaveLength(ROWS)
    expect(overBulk).toEqual(overRest)
    expect(overRest.map(({ Text__c }) => Text__c)).toEqual(EXPECTED.map(({ Text__c }) => Text__c))
  })
})

/** A parameter with the type of its column, which a list of values alone does not tell. */
function typed(column: string): string {
  const type = FIELDS.find(({ name }) => name === column)?.type
  switch (type) {
    case 'int':
      return 'CAST(? AS INTEGER)'
    case 'double':
      return 'CAST(? AS DECIMAL(18, 4))'
    case 'currency':
      return 'CAST(? AS DECIMAL(18, 2))'
    case 'percent':
      return 'CAST(? AS DECIMAL(5, 2))'
    case 'boolean':
      return 'CAST(? AS BOOLEAN)'
    case 'date':
      return 'CAST(? AS DATE)'
    case 'datetime':
      return 'CAST(? AS TIMESTAMPTZ)'
    case 'time':
      return 'CAST(? AS TIME)'
    default:
      return 'CAST(? AS TEXT)'
  }
}
