import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { demoSchema } from '../../src/demo/demo-schema.js'
import type { FieldSchema } from '../../src/org/org-schema.js'
import type { RecordedOrg } from './recorded-org.js'

/** Tables of an org in DuckDB, with columns by the schema, and without what is in the recycle bin. */
export async function openDemoDatabase(org: RecordedOrg): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const directory = mkdtempSync(join(tmpdir(), 'demo-org-'))
  try {
    for (const { name, fields } of demoSchema().objects) {
      const file = join(directory, `${name}.ndjson`)
      writeFileSync(
        file,
        org
          .live(name)
          .map((record) => JSON.stringify(record))
          .join('\n'),
      )
      const columns = fields.map((field) => `'${field.name}': '${duckType(field)}'`)
      await connection.run(
        `CREATE TABLE "${name}" AS FROM read_json('${file}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
      )
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
  return connection
}

function duckType({ type, precision = 18, scale = 0 }: FieldSchema): string {
  switch (type) {
    case 'boolean':
      return 'BOOLEAN'
    case 'int':
      return 'INTEGER'
    case 'double':
    case 'currency':
    case 'percent':
      return `DECIMAL(${Math.max(precision, 18)},${scale})`
    case 'date':
      return 'DATE'
    case 'datetime':
      return 'TIMESTAMPTZ'
    default:
      return 'VARCHAR'
  }
}
