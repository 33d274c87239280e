import type { ParentRelationship, Table, TableColumn } from '@certsql/catalog'
import { BOOLEAN, type FieldType, ID, type SqlType, TEXT } from '@certsql/core'

/**
 * The object `Name`: all that a path sees of a record that may be of several kinds (`What.Name`, `Who.Type`). Like any
 * path, its fields can be filtered; nothing else is promised.
 */
export const NAME_TABLE: Table = {
  name: 'Name',
  label: 'Name',
  keyPrefix: null,
  queryable: false,
  writable: { insert: false, update: false, delete: false, undelete: false },
  columns: [
    nameColumn('Id', 'id', ID),
    nameColumn('Name', 'string', TEXT),
    nameColumn('Type', 'picklist', TEXT),
    nameColumn('FirstName', 'string', TEXT),
    nameColumn('LastName', 'string', TEXT),
    nameColumn('Alias', 'string', TEXT),
    nameColumn('Username', 'string', TEXT),
    nameColumn('Email', 'email', TEXT),
    nameColumn('Phone', 'phone', TEXT),
    nameColumn('Title', 'string', TEXT),
    nameColumn('IsActive', 'boolean', BOOLEAN),
    nameColumn('ProfileId', 'reference', ID),
    nameColumn('UserRoleId', 'reference', ID),
  ],
  parents: [],
  children: [],
}

/** Where a path over this lookup arrives: a table, or what all of several tables have. */
export function targetName(parent: ParentRelationship): string | undefined {
  return parent.polymorphic ? undefined : parent.targets[0]
}

function nameColumn(name: string, fieldType: FieldType, type: SqlType): TableColumn {
  return {
    name,
    label: name,
    type,
    fieldType,
    field: { name, label: name, type: fieldType, filterable: true },
    capabilities: { filterable: true, sortable: false, groupable: false, aggregatable: false },
    nullable: true,
    inStar: true,
  }
}
