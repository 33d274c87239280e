import { type Connection, connect } from '@certsql/driver'
import {
  type Emulator,
  type EmulatorOptions,
  type FieldSchema,
  type OrgSchema,
  startEmulator,
} from '@certsql/emulator'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { rawRows } from './raw-org.js'

/**
 * What a write leaves behind, computed three ways: planned, with Pushdown=off, and by plain DuckDB over a copy of the
 * tables. Each statement begins with the records as they were.
 */

const GRANTED = {
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
  createable: true,
  updateable: true,
} as const

function field(name: string, type: FieldSchema['type'], more: Partial<FieldSchema> = {}): FieldSchema {
  return { ...GRANTED, name, label: name, type, ...more }
}

const NAME = field('Name', 'string', { length: 80, nameField: true })

const SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'Plan__c',
      label: 'Plan',
      keyPrefix: 'a00',
      queryable: true,
      deletable: true,
      fields: [
        NAME,
        field('Amount__c', 'double', { precision: 18, scale: 2 }),
        field('Steps__c', 'double', { precision: 9, scale: 0 }),
        field('Open__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
        field('Due__c', 'date'),
      ],
    },
    {
      name: 'Task__c',
      label: 'Task',
      keyPrefix: 'a01',
      queryable: true,
      deletable: true,
      fields: [
        NAME,
        field('Plan__c', 'reference', { length: 18, referenceTo: ['Plan__c'], relationshipName: 'Plan__r' }),
        field('Cost__c', 'double', { precision: 18, scale: 2 }),
      ],
    },
  ],
}

const planId = (index: number) => `a00000000000${String(index).padStart(3, '0')}`

/** 30 plans and 90 tasks, with gaps wherever there may be some. */
const RECORDS: NonNullable<EmulatorOptions['records']> = {
  Plan__c: Array.from({ length: 30 }, (_, index) => ({
    Id: planId(index),
    Name: `plan ${String(index).padStart(2, '0')}`,
    Amount__c: index % 7 === 0 ? null : index * 1.25,
    Steps__c: index % 5 === 0 ? null : index,
    Open__c: index % 3 === 0,
    Due__c: index % 4 === 0 ? null : `2025-0${(index % 9) + 1}-15`,
  })),
  Task__c: Array.from({ length: 90 }, (_, index) => ({
    Id: `a01000000000${String(index).padStart(3, '0')}`,
    Name: `task ${String(index).padStart(2, '0')}`,
    Plan__c: index % 6 === 0 ? null : planId((index * 7) % 20),
    Cost__c: index % 8 === 0 ? null : index / 4,
  })),
}

const COLUMNS = {
  Plan__c: 'Name, Amount__c, Steps__c, Open__c, Due__c',
  Task__c: 'Name, Plan__c, Cost__c',
} as const

type TableName = keyof typeof COLUMNS

const STATEMENTS: readonly string[] = [
  'UPDATE Plan__c SET Amount__c = Amount__c * 2 WHERE Steps__c > 3',
  'UPDATE Plan__c SET Amount__c = Steps__c, Steps__c = Amount__c * 4 WHERE NOT (Amount__c > 20)',
  "UPDATE Plan__c SET Name = UPPER(Name) || '!' WHERE Due__c IS NULL OR Name LIKE '%1'",
  "UPDATE Plan__c SET Open__c = NOT Open__c, Due__c = Due__c + INTERVAL '1 month' WHERE Amount__c NOT IN (1.25, 2.5, 3.75)",
  'UPDATE Plan__c SET Amount__c = CASE WHEN Amount__c IS NULL THEN 0 WHEN Open__c THEN Amount__c + 1 END WHERE TRUE',
  `UPDATE Plan__c SET Amount__c = s.total FROM (SELECT Plan__c AS plan, SUM(Cost__c) AS total FROM Task__c GROUP BY Plan__c) s
   WHERE s.plan = Plan__c.Id`,
  'UPDATE Plan__c SET Steps__c = (SELECT COUNT(*) FROM Task__c t WHERE t.Plan__c = Plan__c.Id) WHERE Open__c',
  `UPDATE Plan__c SET Name = ranked.place || ' ' || Plan__c.Name
   FROM (SELECT Id, ROW_NUMBER() OVER (ORDER BY Amount__c DESC NULLS LAST, Name) AS place FROM Plan__c) ranked
   WHERE ranked.Id = Plan__c.Id AND ranked.place <= 5`,
  'UPDATE Plan__c SET Open__c = FALSE FROM Task__c t WHERE t.Plan__c = Plan__c.Id AND t.Cost__c > 10',
  'DELETE FROM Task__c WHERE Cost__c IS NULL OR Plan__c IS NULL',
  'DELETE FROM Task__c WHERE NOT EXISTS (SELECT 1 FROM Plan__c p WHERE p.Id = Task__c.Plan__c AND p.Open__c)',
  'DELETE FROM Task__c WHERE Plan__c NOT IN (SELECT Id FROM Plan__c WHERE Steps__c > 10)',
  'DELETE FROM Task__c USING Plan__c p WHERE p.Id = Task__c.Plan__c AND p.Amount__c * 2 > Task__c.Cost__c',
  `INSERT INTO Task__c (Name, Plan__c, Cost__c)
   SELECT p.Name || ' more', p.Id, ROUND(p.Amount__c / 3, 2) FROM Plan__c p LEFT JOIN Task__c t ON t.Plan__c = p.Id WHERE t.Id IS NULL`,
  `INSERT INTO Plan__c (Name, Amount__c, Open__c, Due__c)
   SELECT 'sum', SUM(Amount__c), TRUE, MAX(Due__c) FROM Plan__c GROUP BY Open__c HAVING COUNT(*) > 3`,
  `MERGE INTO Plan__c p USING (SELECT Plan__c AS plan, COUNT(*) AS n, SUM(Cost__c) AS cost FROM Task__c GROUP BY Plan__c) s ON p.Id = s.plan
   WHEN MATCHED AND s.cost > 50 THEN UPDATE SET Amount__c = s.cost, Open__c = TRUE
   WHEN MATCHED AND s.n > 4 THEN UPDATE SET Steps__c = s.n
   WHEN NOT MATCHED THEN INSERT (Name, Amount__c, Open__c) VALUES ('nowhere', s.cost, FALSE)`,
]

let planned: Opened
let local: Opened
let duckdb: DuckDBConnection

interface Opened {
  readonly org: Emulator
  readonly connection: Connection
}

async function open(options: Readonly<Record<string, boolean>>): Promise<Opened> {
  const org = await startEmulator({ schema: SCHEMA, records: RECORDS })
  const { username, password, securityToken } = org.credentials
  const login = { User: username, Password: password, SecurityToken: securityToken, LoginURL: org.url }
  const connection = await connect({ ...login, MetadataCache: 'off', ...options })
  return { org, connection }
}

beforeEach(async () => {
  planned = await open({})
  local = await open({ Pushdown: false })
  const instance = await DuckDBInstance.create(':memory:')
  duckdb = await instance.connect()
  await duckdb.run('SET integer_division = true')
  await duckdb.run(
    'CREATE TABLE Plan__c (Id TEXT, Name TEXT, Amount__c DECIMAL(18,2), Steps__c DECIMAL(9,0), Open__c BOOLEAN, Due__c DATE)',
  )
  await duckdb.run('CREATE TABLE Task__c (Id TEXT, Name TEXT, Plan__c TEXT, Cost__c DECIMAL(18,2))')
  for (const table of Object.keys(COLUMNS) as TableName[]) await copy(table)
})

afterEach(async () => {
  for (const { connection, org } of [planned, local]) {
    await connection.close()
    await org.close()
  }
  duckdb.closeSync()
})

/** Out of the org's own answer, so that Ids have 18 characters on both sides. */
async function copy(table: TableName): Promise<void> {
  for (const row of await rowsOf(planned.org, table, `Id, ${COLUMNS[table]}`)) {
    await duckdb.run(`INSERT INTO ${table} VALUES (${row.map(literal).join(', ')})`)
  }
}

function literal(value: unknown): string {
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`
}

async function rowsOf(
  org: Emulator,
  table: TableName,
  columns: string,
): Promise<readonly (readonly unknown[])[]> {
  const records = await rawRows(org, `SELECT ${columns} FROM ${table} WHERE IsDeleted = FALSE`)
  return records.map((record) => columns.split(', ').map((name) => record[name] ?? null))
}

/** The rows of a table as texts, in an order that does not depend on Ids. */
async function stateOf(org: Emulator): Promise<readonly string[]> {
  const tables = await Promise.all(
    (Object.keys(COLUMNS) as TableName[]).map((table) => rowsOf(org, table, COLUMNS[table])),
  )
  return tables.flatMap((rows) => rows.map((row) => row.map(shown).join(' | ')).sort())
}

async function stateOfDuckDb(): Promise<readonly string[]> {
  const states: string[] = []
  for (const table of Object.keys(COLUMNS) as TableName[]) {
    const rows = (await duckdb.runAndReadAll(`SELECT ${COLUMNS[table]} FROM ${table}`)).getRows()
    states.push(
      ...rows
        .map((row) => row.map((value) => shown(value === null ? null : plain(String(value)))).join(' | '))
        .sort(),
    )
  }
  return states
}

/** `12.50` is 12.5. */
function plain(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text
}

function shown(value: unknown): string {
  return value === null ? 'NULL' : String(value)
}

test.each(STATEMENTS)('%s', async (sql) => {
  const [first, second] = [await planned.connection.query(sql), await local.connection.query(sql)]
  await duckdb.run(sql)
  expect(first.rowCount).toBe(second.rowCount)
  expect(first.rowCount).toBeGreaterThan(0)
  const state = await stateOf(planned.org)
  expect(state).toEqual(await stateOf(local.org))
  expect(state).toEqual(await stateOfDuckDb())
})
