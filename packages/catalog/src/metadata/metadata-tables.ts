import type { MetadataTable } from '../metadata-table.js'
import { functions, limits, procedureParameters, procedures, settings } from './certsql-connection.js'
import { fields, objects, picklistValues, recordCounts, relationships } from './certsql-objects.js'
import { columns } from './information-schema-columns.js'
import {
  constraintColumnUsage,
  keyColumnUsage,
  referentialConstraints,
  tableConstraints,
} from './information-schema-constraints.js'
import { schemata, tables, views } from './information-schema-tables.js'

export const METADATA_TABLES: readonly MetadataTable[] = [
  schemata,
  tables,
  columns,
  views,
  tableConstraints,
  keyColumnUsage,
  constraintColumnUsage,
  referentialConstraints,
  objects,
  fields,
  picklistValues,
  relationships,
  recordCounts,
  limits,
  settings,
  functions,
  procedures,
  procedureParameters,
]

const byName = new Map(METADATA_TABLES.map((table) => [`${table.schema}.${table.name}`, table]))

/** In any case: `INFORMATION_SCHEMA.Tables` will do. */
export function findMetadataTable(schema: string, name: string): MetadataTable | undefined {
  return byName.get(`${schema}.${name}`.toLowerCase())
}
