import { CertSqlError } from '@certsql/core'
import type { Connection } from '../connection.js'
import type { Setting } from '../properties/settings.js'
import { printTableTypes } from './print-table-types.js'
import { printTypesFile } from './print-types-file.js'

export interface TypesOptions {
  /** Canonical or short names of tables; without them all that the connection may name (see the property Objects). */
  readonly tables?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** What it needs of a connection. */
export interface TypesSource extends Pick<Connection, 'tables' | 'describe'> {
  settings(): readonly Pick<Setting, 'name' | 'value'>[]
}

/**
 * TypeScript declarations of the org's tables, for programs and for Knex's `Tables`: what a row has, what an insert
 * needs, what an update may change.
 *
 * ```ts
 * await writeFile('certinia.d.ts', await generateTypes(connection, { tables: ['Account', 'codaInvoice'] }))
 * ```
 *
 * A table that was not described before costs one API call.
 */
export async function generateTypes(connection: TypesSource, options: TypesOptions = {}): Promise<string> {
  const { signal } = options
  const names = options.tables ?? (await tablesToType(connection, signal))
  if (names.length === 0) throw noTables()
  const tables = await Promise.all(names.map((name) => connection.describe(name, { signal })))
  const decimals = connection.settings().find(({ name }) => name === 'Decimals')?.value
  const style = { decimals: decimals === 'String' ? 'string' : 'number' } as const
  const sorted = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))
  return printTypesFile(sorted.map((table) => printTableTypes(table, style)))
}

/** What the platform keeps about other tables: who may see a record, how it was. */
const COMPANION = /(?:__|[a-z])(?:Share|History|Feed|ChangeEvent|Tag)$/

async function tablesToType(connection: TypesSource, signal: AbortSignal | undefined) {
  const tables = await connection.tables({ signal })
  return tables.filter(({ name, queryable }) => queryable && !COMPANION.test(name)).map(({ name }) => name)
}

function noTables(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-2001',
    message: 'There is no table to declare.',
    hint: 'the property Objects may leave none: names and patterns such as c2g__*,Account',
  })
}
