import type { FieldDescribe, ObjectDescribe } from '@certsql/core'
import { isCompound, sqlTypeOfField } from './sql-type-of-field.js'
import type { Capabilities, ChildRelationship, ParentRelationship, Table, TableColumn } from './table.js'

/**
 * The table that a describe speaks of.
 *
 * ```ts
 * tableFromDescribe(describe).columns.map((column) => column.name)   // ['Id', 'Name', …]
 * ```
 */
export function tableFromDescribe(describe: ObjectDescribe): Table {
  return {
    name: describe.name,
    label: describe.label,
    keyPrefix: describe.keyPrefix ?? null,
    queryable: describe.queryable === true,
    writable: {
      insert: describe.createable === true,
      update: describe.updateable === true,
      delete: describe.deletable === true,
      undelete: describe.undeletable === true,
    },
    columns: describe.fields.map(columnOf),
    parents: describe.fields.flatMap(parentOf),
    children: childrenOf(describe),
  }
}

function columnOf(field: FieldDescribe): TableColumn {
  return {
    name: field.name,
    label: field.label,
    type: sqlTypeOfField(field),
    fieldType: field.type,
    field,
    capabilities: capabilitiesOf(field),
    nullable: field.type !== 'id' && field.type !== 'boolean',
    inStar: !isCompound(field.type),
  }
}

/** Always what describe says, never what the type suggests: an absent flag grants nothing. */
function capabilitiesOf(field: FieldDescribe): Capabilities {
  return {
    filterable: field.filterable === true,
    sortable: field.sortable === true,
    groupable: field.groupable === true,
    aggregatable: field.aggregatable === true,
  }
}

/** A reference without the name of a relationship can be joined by value, but no path can follow it. */
function parentOf(field: FieldDescribe): ParentRelationship[] {
  const name = field.relationshipName ?? ''
  const targets = field.referenceTo ?? []
  if (name === '' || targets.length === 0) return []
  const polymorphic =
    targets.length > 1 || field.polymorphicForeignKey === true || field.namePointing === true
  return [{ name, column: field.name, targets, polymorphic }]
}

function childrenOf({ childRelationships = [] }: ObjectDescribe): readonly ChildRelationship[] {
  return childRelationships.map(({ childSObject, field, relationshipName }) => ({
    name: relationshipName || null,
    childTable: childSObject,
    childColumn: field,
  }))
}
