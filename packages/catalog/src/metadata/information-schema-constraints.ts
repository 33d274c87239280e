import { ORG_SCHEMA } from '../catalog-view.js'
import type { MetadataSnapshot } from '../metadata-table.js'
import type { Table, TableColumn } from '../table.js'
import { constant, defineMetadataTable, integer, text } from './define-metadata-table.js'
import { CATALOG_NAME, INFORMATION_SCHEMA } from './schema-names.js'

interface Constraint {
  readonly name: string
  readonly kind: 'PRIMARY KEY' | 'UNIQUE' | 'FOREIGN KEY'
  readonly table: string
  readonly column: string
}

/** A lookup that can lead to one table only. Polymorphic lookups are in `certsql.relationships`. */
interface ForeignKey extends Constraint {
  readonly kind: 'FOREIGN KEY'
  readonly target: string
  readonly cascades: boolean
}

const constraintName = {
  constraint_catalog: constant(CATALOG_NAME),
  constraint_schema: constant(ORG_SCHEMA),
  constraint_name: text((constraint: Constraint) => constraint.name),
}

const tableName = {
  table_catalog: constant(CATALOG_NAME),
  table_schema: constant(ORG_SCHEMA),
  table_name: text((constraint: Constraint) => constraint.table),
}

export const tableConstraints = defineMetadataTable<Constraint>({
  schema: INFORMATION_SCHEMA,
  name: 'table_constraints',
  needs: 'describes',
  objectColumn: 'table_name',
  items: constraintsOf,
  columns: {
    ...constraintName,
    ...tableName,
    constraint_type: text((constraint) => constraint.kind),
    is_deferrable: constant('NO'),
    initially_deferred: constant('NO'),
    enforced: constant('YES'),
  },
})

export const keyColumnUsage = defineMetadataTable<Constraint>({
  schema: INFORMATION_SCHEMA,
  name: 'key_column_usage',
  needs: 'describes',
  objectColumn: 'table_name',
  items: constraintsOf,
  columns: {
    ...constraintName,
    ...tableName,
    column_name: text((constraint) => constraint.column),
    ordinal_position: integer(() => 1),
    position_in_unique_constraint: integer((constraint) => (constraint.kind === 'FOREIGN KEY' ? 1 : null)),
  },
})

export const referentialConstraints = defineMetadataTable<ForeignKey>({
  schema: INFORMATION_SCHEMA,
  name: 'referential_constraints',
  needs: 'describes',
  items: foreignKeysOf,
  columns: {
    ...constraintName,
    unique_constraint_catalog: constant(CATALOG_NAME),
    unique_constraint_schema: constant(ORG_SCHEMA),
    unique_constraint_name: text((key) => primaryKeyName(key.target)),
    match_option: constant('NONE'),
    update_rule: constant('NO ACTION'),
    delete_rule: text((key) => (key.cascades ? 'CASCADE' : 'NO ACTION')),
  },
})

/** The columns that a constraint speaks of: for a foreign key those that it leads to. */
export const constraintColumnUsage = defineMetadataTable<Constraint | ForeignKey>({
  schema: INFORMATION_SCHEMA,
  name: 'constraint_column_usage',
  needs: 'describes',
  items: constraintsOf,
  columns: {
    table_catalog: constant(CATALOG_NAME),
    table_schema: constant(ORG_SCHEMA),
    table_name: text((constraint) => ('target' in constraint ? constraint.target : constraint.table)),
    column_name: text((constraint) => ('target' in constraint ? 'Id' : constraint.column)),
    ...constraintName,
  },
})

function constraintsOf(snapshot: MetadataSnapshot): readonly (Constraint | ForeignKey)[] {
  const keys = snapshot.tables.flatMap((table) => [...primaryKeysOf(table), ...uniqueKeysOf(table)])
  return [...keys, ...foreignKeysOf(snapshot)]
}

function primaryKeysOf(table: Table): readonly Constraint[] {
  const isKey = ({ fieldType, name }: TableColumn) => fieldType === 'id' && name === 'Id'
  return table.columns.filter(isKey).map((column) => ({
    name: primaryKeyName(table.name),
    kind: 'PRIMARY KEY',
    table: table.name,
    column: column.name,
  }))
}

function uniqueKeysOf(table: Table): readonly Constraint[] {
  const uniques = table.columns.filter(({ fieldType, field }) => fieldType !== 'id' && field.unique === true)
  return uniques.map((column) => ({
    name: `${table.name}_${column.name}_key`,
    kind: 'UNIQUE',
    table: table.name,
    column: column.name,
  }))
}

/** Those that lead to a table of this schema; an object that statements may not name is none. */
function foreignKeysOf({ objects, tables }: MetadataSnapshot): readonly ForeignKey[] {
  const listed = new Set(objects.map((object) => object.name))
  return tables.flatMap((table) => table.columns.flatMap((column) => foreignKeyOf(table, column, listed)))
}

function foreignKeyOf(table: Table, column: TableColumn, listed: ReadonlySet<string>): ForeignKey[] {
  const [target, another] = column.field.referenceTo ?? []
  if (target === undefined || another !== undefined || !listed.has(target)) return []
  return [
    {
      name: `${table.name}_${column.name}_fkey`,
      kind: 'FOREIGN KEY',
      table: table.name,
      column: column.name,
      target,
      cascades: column.field.cascadeDelete === true,
    },
  ]
}

function primaryKeyName(table: string): string {
  return `${table}_pkey`
}
