import { OrgObject } from '../org/org-object.js'
import type { FieldSchema } from '../org/org-schema.js'

const FLAGS = {
  nillable: true,
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
} as const

function textField(name: string): FieldSchema {
  return { name, label: name, type: 'string', length: 255, ...FLAGS }
}

/**
 * `Name`: what can be read through a lookup to several kinds of objects. Its fields are those of the record that the
 * lookup points to, as far as that has them; `Type` is the name of its object.
 */
export const NAME_OBJECT = new OrgObject(
  { name: 'Name', label: 'Name', fields: [] },
  '',
  [
    { name: 'Id', label: 'Id', type: 'id', length: 18, ...FLAGS },
    ...['Name', 'Type', 'Alias', 'Email', 'FirstName', 'LastName', 'Phone', 'Title', 'Username'].map(
      textField,
    ),
    { name: 'IsActive', label: 'IsActive', type: 'boolean', ...FLAGS },
    { name: 'ProfileId', label: 'ProfileId', type: 'id', length: 18, ...FLAGS },
    { name: 'UserRoleId', label: 'UserRoleId', type: 'id', length: 18, ...FLAGS },
  ],
  [],
)
