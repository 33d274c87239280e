import {
  type FieldDescribe,
  formatSqlType,
  type ObjectSummary,
  type PicklistValueDescribe,
} from '@certsql/core'
import { parseApiName } from '../api-name.js'
import type { MetadataSnapshot } from '../metadata-table.js'
import type { Table, TableColumn } from '../table.js'
import { count, defineMetadataTable, flag, integer, text } from './define-metadata-table.js'
import { CERTSQL_SCHEMA } from './schema-names.js'

/** Every object of the org that statements may name, in the platform's words. */
export const objects = defineMetadataTable<ObjectSummary>({
  schema: CERTSQL_SCHEMA,
  name: 'objects',
  needs: 'global',
  objectColumn: 'name',
  items: (snapshot) => snapshot.objects,
  columns: {
    name: text((object) => object.name),
    label: text((object) => object.label),
    label_plural: text((object) => object.labelPlural),
    key_prefix: text((object) => object.keyPrefix),
    namespace: text((object) => parseApiName(object.name).namespace),
    is_custom: flag((object) => object.custom),
    is_queryable: flag((object) => object.queryable),
    is_insertable: flag((object) => object.createable),
    is_updatable: flag((object) => object.updateable),
    is_deletable: flag((object) => object.deletable),
    is_undeletable: flag((object) => object.undeletable),
  },
})

interface FieldRow {
  readonly table: Table
  readonly column: TableColumn
  readonly field: FieldDescribe
  readonly position: number
}

/** Every field, with what may be done with it. */
export const fields = defineMetadataTable<FieldRow>({
  schema: CERTSQL_SCHEMA,
  name: 'fields',
  needs: 'describes',
  objectColumn: 'object_name',
  items: ({ tables }) => tables.flatMap(fieldsOf),
  columns: {
    object_name: text(({ table }) => table.name),
    name: text(({ field }) => field.name),
    label: text(({ field }) => field.label),
    position: integer(({ position }) => position),
    field_type: text(({ field }) => field.type),
    sql_type: text(({ column }) => formatSqlType(column.type)),
    length: integer(({ field }) => field.length || null),
    precision: integer(({ field }) => field.precision || null),
    scale: integer(({ field }) => (field.precision ? (field.scale ?? 0) : null)),
    is_nillable: flag(({ field }) => field.nillable),
    is_required: flag(({ field }) => isRequired(field)),
    is_insertable: flag(({ field }) => field.createable),
    is_updatable: flag(({ field }) => field.updateable),
    is_filterable: flag(({ column }) => column.capabilities.filterable),
    is_sortable: flag(({ column }) => column.capabilities.sortable),
    is_groupable: flag(({ column }) => column.capabilities.groupable),
    is_aggregatable: flag(({ column }) => column.capabilities.aggregatable),
    is_unique: flag(({ field }) => field.unique),
    is_external_id: flag(({ field }) => field.externalId),
    is_case_sensitive: flag(({ field }) => field.caseSensitive),
    is_calculated: flag(({ field }) => field.calculated),
    is_auto_number: flag(({ field }) => field.autoNumber),
    is_name_field: flag(({ field }) => field.nameField),
    is_restricted_picklist: flag(({ field }) => field.restrictedPicklist),
    compound_name: text(({ field }) => field.compoundFieldName),
    reference_to: text(({ field }) => field.referenceTo?.join(', ')),
    relationship_name: text(({ field }) => field.relationshipName),
  },
})

interface PicklistRow {
  readonly field: FieldRow
  readonly value: PicklistValueDescribe
  readonly position: number
}

/**
 * The values of picklists, in the order of their set-up, which is also the order in which the org sorts them.
 */
export const picklistValues = defineMetadataTable<PicklistRow>({
  schema: CERTSQL_SCHEMA,
  name: 'picklist_values',
  needs: 'describes',
  objectColumn: 'object_name',
  items: ({ tables }) => tables.flatMap(fieldsOf).flatMap(picklistOf),
  columns: {
    object_name: text(({ field }) => field.table.name),
    field_name: text(({ field }) => field.field.name),
    position: integer(({ position }) => position),
    value: text(({ value }) => value.value),
    label: text(({ value }) => value.label),
    is_active: flag(({ value }) => value.active),
    is_default: flag(({ value }) => value.defaultValue),
  },
})

interface RelationshipRow {
  readonly objectName: string
  readonly direction: 'parent' | 'child'
  readonly name: string | null
  /** The lookup: a field of this object for parents, of the other one for children. */
  readonly fieldName: string
  readonly relatedObject: string
  readonly polymorphic: boolean
}

/** Lookups in both directions; a polymorphic one has a row for each object that it may lead to. */
export const relationships = defineMetadataTable<RelationshipRow>({
  schema: CERTSQL_SCHEMA,
  name: 'relationships',
  needs: 'describes',
  objectColumn: 'object_name',
  items: ({ tables }) => tables.flatMap((table) => [...parentsOf(table), ...childrenOf(table)]),
  columns: {
    object_name: text((relationship) => relationship.objectName),
    direction: text((relationship) => relationship.direction),
    relationship_name: text((relationship) => relationship.name),
    field_name: text((relationship) => relationship.fieldName),
    related_object: text((relationship) => relationship.relatedObject),
    is_polymorphic: flag((relationship) => relationship.polymorphic),
  },
})

/** How many records each object holds, as the org counts them from time to time; NULL when it does not. */
export const recordCounts = defineMetadataTable<{
  readonly name: string
  readonly records: number | undefined
}>({
  schema: CERTSQL_SCHEMA,
  name: 'record_counts',
  needs: 'statistics',
  objectColumn: 'object_name',
  items: countedObjects,
  columns: {
    object_name: text(({ name }) => name),
    records: count(({ records }) => records),
  },
})

function fieldsOf(table: Table): readonly FieldRow[] {
  return table.columns.map((column, index) => ({ table, column, field: column.field, position: index + 1 }))
}

function isRequired({ createable, nillable, defaultedOnCreate }: FieldDescribe): boolean {
  return createable === true && nillable !== true && defaultedOnCreate !== true
}

function picklistOf(field: FieldRow): readonly PicklistRow[] {
  const values = field.field.picklistValues ?? []
  return values.map((value, index) => ({ field, value, position: index + 1 }))
}

function parentsOf(table: Table): readonly RelationshipRow[] {
  return table.parents.flatMap(({ name, column, targets, polymorphic }) =>
    targets.map((relatedObject) => ({
      objectName: table.name,
      direction: 'parent' as const,
      name,
      fieldName: column,
      relatedObject,
      polymorphic,
    })),
  )
}

function childrenOf(table: Table): readonly RelationshipRow[] {
  return table.children.map(({ name, childTable, childColumn }) => ({
    objectName: table.name,
    direction: 'child' as const,
    name,
    fieldName: childColumn,
    relatedObject: childTable,
    polymorphic: false,
  }))
}

function countedObjects({ objects: listed, recordCounts: counts }: MetadataSnapshot) {
  return listed
    .filter((object) => object.queryable === true)
    .map(({ name }) => ({ name, records: counts.get(name) }))
}
