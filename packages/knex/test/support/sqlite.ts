import knex, { type Knex } from 'knex'
import { RECORDS, SCHEMA } from './schema.js'

type Field = (typeof SCHEMA.objects)[number]['fields'][number]

/** The same tables with the same records in SQLite, through Knex's own dialect for it. */
export async function openSqlite(): Promise<Knex> {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    // Each connection to it is a database of its own.
    pool: { min: 1, max: 1, idleTimeoutMillis: 3_600_000 },
  })
  await db.raw('pragma foreign_keys = on')
  for (const { name, fields } of SCHEMA.objects) {
    const columns = fields.map((field) => `"${field.name}" ${columnType(field)}`).join(', ')
    await db.raw(`create table "${name}" (${NEW_ID}, ${columns})`)
    const records = (RECORDS[name] ?? []).map((record) => storedValues(record, fields))
    await db.batchInsert(name, [...records], 50)
  }
  return db
}

/** As long as the Ids of an org, which are made there too. */
const NEW_ID = `"Id" text primary key default ('new' || substr(hex(randomblob(8)), 1, 15))`

/** Texts compare without case, as the org's; Ids and moments as they are. */
function columnType({ type, unique, referenceTo: [parent] = [] }: Field): string {
  switch (type) {
    case 'reference':
      return `text references "${parent}" ("Id") on delete set null`
    case 'int':
    case 'datetime':
      return 'integer'
    case 'boolean':
      return 'integer default 0'
    case 'double':
      return 'real'
    case 'date':
      return 'text'
    default:
      return `text collate nocase${unique === true ? ' unique' : ''}`
  }
}

/** Moments are milliseconds there, which is also what Knex's dialect makes of a Date. */
function storedValues(record: Readonly<Record<string, unknown>>, fields: readonly Field[]) {
  const moments = fields.filter(({ type }) => type === 'datetime').map(({ name }) => name)
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      moments.includes(name) && typeof value === 'string' ? Date.parse(value) : value,
    ]),
  )
}
