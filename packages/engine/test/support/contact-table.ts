import { tableFromDescribe } from '@certsql/catalog'
import type { FieldDescribe } from '@certsql/core'

const field = (name: string, type: FieldDescribe['type']): FieldDescribe => ({
  name,
  label: name,
  type,
  filterable: true,
  sortable: true,
  groupable: true,
})

export const CONTACT = tableFromDescribe({
  name: 'Contact',
  label: 'Contact',
  labelPlural: 'Contacts',
  keyPrefix: '003',
  custom: false,
  queryable: true,
  createable: true,
  updateable: true,
  deletable: true,
  undeletable: true,
  fields: [
    field('Id', 'id'),
    field('AccountId', 'reference'),
    field('Birthdate', 'date'),
    field('Name', 'string'),
    { ...field('Amount', 'double'), precision: 18, scale: 2 },
  ],
})

/** A field of the contact, as SOQL sees it. */
export function contactField(name: string) {
  const column = CONTACT.columns.find((one) => one.name === name)
  if (column === undefined) throw new Error(`Contact has no ${name}`)
  return { kind: 'SoqlField', path: { relationships: [], table: CONTACT, column } } as const
}
