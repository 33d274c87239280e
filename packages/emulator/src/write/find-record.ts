import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import { canonicalRecordId } from '../org/record-id.js'
import type { FieldValue } from '../org/record-sink.js'
import { indexKey } from '../org/table.js'
import type { DraftReference } from './read-record.js'
import { readValue } from './read-value.js'
import { refuseRecord } from './write-result.js'

/** The rows with a value, those in the recycle bin left out. */
export function liveRowsWith(
  org: Org,
  object: OrgObject,
  field: OrgField,
  value: FieldValue,
): readonly number[] {
  if (value === null) return []
  const table = org.table(object)
  if (field.schema.type === 'id') {
    const id = canonicalRecordId(String(value))
    const row = id === undefined ? undefined : table.row(id)
    return row === undefined || table.isDeleted(row) ? [] : [row]
  }
  const rows = table.index(field).get(indexKey(field, value)) ?? []
  return rows.filter((row) => !table.isDeleted(row))
}

/** The row of a record that is there to be written. */
export function writableRow(org: Org, object: OrgObject, idText: FieldValue | undefined): number {
  const idLabel = object.field('Id')?.schema.label ?? 'Id'
  if (idText === undefined || idText === null) {
    throw refuseRecord('MISSING_ARGUMENT', 'Id not specified in an update call')
  }
  const id = canonicalRecordId(String(idText))
  if (id === undefined || org.objectOfId(id) !== object) {
    throw refuseRecord('MALFORMED_ID', `${idLabel}: id value of incorrect type: ${idText}`, ['Id'])
  }
  const table = org.table(object)
  const row = table.row(id)
  if (row === undefined) throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (table.isDeleted(row)) throw refuseRecord('ENTITY_IS_DELETED', 'entity is deleted')
  return row
}

/** The Id that a lookup takes: it must be one of a record that exists, of an object that the lookup refers to. */
export function checkedReference(org: Org, lookup: OrgField, text: string): string {
  const { label } = lookup.schema
  const id = canonicalRecordId(text)
  const message = `${label}: id value of incorrect type: ${text}`
  if (id === undefined) throw refuseRecord('MALFORMED_ID', message, [lookup.name])
  const object = org.objectOfId(id)
  if (object === undefined || !lookup.referenceTo.includes(object.name)) {
    throw refuseRecord('FIELD_INTEGRITY_EXCEPTION', message, [lookup.name])
  }
  const table = org.table(object)
  const row = table.row(id)
  if (row === undefined) throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (table.isDeleted(row)) throw refuseRecord('ENTITY_IS_DELETED', 'entity is deleted', [lookup.name])
  return id
}

/** The Id behind `"Account": {"Ext__c": "A1"}`. */
export function resolvedReference(org: Org, reference: DraftReference): string {
  const { lookup, fieldName } = reference
  const object = referencedObject(org, reference)
  const field = object.field(fieldName)
  if (field === undefined) {
    throw refuseRecord('INVALID_FIELD', `No such column '${fieldName}' on sobject of type ${object.name}`)
  }
  if (!isKey(field)) {
    throw refuseRecord('INVALID_FIELD', `${fieldName} is no external id or indexed field of ${object.name}`)
  }
  const value = readValue(field, reference.value)
  if (field.schema.type === 'id' && value !== null) return checkedReference(org, lookup, String(value))
  const rows = liveRowsWith(org, object, field, value)
  const [row, second] = rows
  if (row === undefined) {
    throw refuseRecord(
      'INVALID_FIELD',
      `Foreign key external ID: ${value ?? ''} not found for field ${field.name} in entity ${object.name}`,
    )
  }
  if (second !== undefined) throw ambiguous(org, object, field, rows)
  return org.table(object).id(row)
}

export function ambiguous(org: Org, object: OrgObject, field: OrgField, rows: readonly number[]): Error {
  const ids = rows.map((row) => org.table(object).id(row)).join(', ')
  return refuseRecord(
    'DUPLICATE_EXTERNAL_ID',
    `${field.schema.label}: more than one record found for external id field: [${ids}]`,
    [field.name],
  )
}

/** Fields by which a record may be named from outside. */
export function isKey({ schema }: OrgField): boolean {
  return schema.type === 'id' || schema.externalId === true || schema.idLookup === true
}

function referencedObject(org: Org, { lookup, objectName, fieldName }: DraftReference): OrgObject {
  const known = lookup.referenceTo.flatMap((name) => org.object(name) ?? [])
  const wanted = objectName?.toLowerCase()
  // Without a name it is the first that has the field.
  const object =
    wanted === undefined
      ? (known.find((candidate) => candidate.field(fieldName) !== undefined) ?? known[0])
      : known.find(({ name }) => name.toLowerCase() === wanted)
  if (object !== undefined) return object
  throw refuseRecord(
    'INVALID_FIELD',
    `${lookup.name} does not refer to ${objectName ?? 'any object of this org'}`,
  )
}
