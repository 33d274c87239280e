import type { Column, FieldDescribe, SqlType } from '@certsql/core'
import { ORG_SCHEMA } from '../catalog-view.js'
import type { MetadataSnapshot } from '../metadata-table.js'
import type { Table } from '../table.js'
import { constant, defineMetadataTable, integer, nothing, text, yesOrNo } from './define-metadata-table.js'
import { postgresType } from './postgres-type.js'
import { CATALOG_NAME, INFORMATION_SCHEMA } from './schema-names.js'

interface ListedTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
}

interface ColumnRow {
  readonly schema: string
  readonly table: string
  readonly name: string
  readonly position: number
  readonly type: SqlType
  readonly nullable: boolean
  /** In characters; null when there is no bound. */
  readonly length: number | null
  /** Absent on metadata tables and what is temporary. */
  readonly field: FieldDescribe | undefined
}

export const columns = defineMetadataTable<ColumnRow>({
  schema: INFORMATION_SCHEMA,
  name: 'columns',
  needs: 'describes',
  objectColumn: 'table_name',
  items: columnRows,
  columns: {
    table_catalog: constant(CATALOG_NAME),
    table_schema: text((column) => column.schema),
    table_name: text((column) => column.table),
    column_name: text((column) => column.name),
    ordinal_position: integer((column) => column.position),
    column_default: nothing(),
    is_nullable: yesOrNo((column) => column.nullable),
    data_type: text((column) => postgresType(column.type).dataType),
    character_maximum_length: integer((column) => column.length),
    character_octet_length: integer((column) => octets(column.length)),
    numeric_precision: integer((column) => postgresType(column.type).numericPrecision),
    numeric_precision_radix: integer((column) => postgresType(column.type).numericRadix),
    numeric_scale: integer((column) => postgresType(column.type).numericScale),
    datetime_precision: integer((column) => postgresType(column.type).datetimePrecision),
    udt_catalog: constant(CATALOG_NAME),
    udt_schema: constant('pg_catalog'),
    udt_name: text((column) => postgresType(column.type).udtName),
    is_identity: yesOrNo((column) => column.field?.type === 'id'),
    is_generated: text((column) => (isGenerated(column.field) ? 'ALWAYS' : 'NEVER')),
    is_updatable: yesOrNo((column) => column.field?.updateable === true),
  },
})

function columnRows({ tables, localRelations, metadataTables }: MetadataSnapshot): readonly ColumnRow[] {
  const listed = [...localRelations, ...metadataTables]
  return [...tables.flatMap(columnsOfTable), ...listed.flatMap(columnsOfListedTable)]
}

function columnsOfTable(table: Table): readonly ColumnRow[] {
  return table.columns.map(({ name, type, nullable, field }, index) => ({
    schema: ORG_SCHEMA,
    table: table.name,
    name,
    position: index + 1,
    type,
    nullable,
    length: lengthOf(type, field),
    field,
  }))
}

/** Metadata tables and what is temporary: all that is known of their columns is the type. */
function columnsOfListedTable(table: ListedTable): readonly ColumnRow[] {
  return table.columns.map(({ name, type }, index) => ({
    schema: table.schema,
    table: table.name,
    name,
    position: index + 1,
    type,
    nullable: true,
    length: null,
    field: undefined,
  }))
}

function lengthOf(type: SqlType, { length = 0 }: FieldDescribe): number | null {
  const isBounded = (type.kind === 'text' || type.kind === 'id') && length > 0
  return isBounded ? length : null
}

/** UTF-8 takes up to four bytes a character. */
function octets(length: number | null): number | null {
  return length === null ? null : length * 4
}

function isGenerated(field: FieldDescribe | undefined): boolean {
  return field?.calculated === true || field?.autoNumber === true
}
