import { ExactNumber } from '@certsql/core'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import { misfit, readValue } from './read-value.js'
import { MalformedRecord } from './write-result.js'

/** A record as a client sends it: values by field name, parents as objects with one external id. */
export type WriteRecord = Readonly<Record<string, unknown>>

/** A record whose fields are known and whose values have the right types; nothing else is checked yet. */
export interface DraftRecord {
  /** The Id in the record, as it was sent. */
  readonly id: FieldValue | undefined
  readonly values: ReadonlyMap<OrgField, FieldValue>
  /** Lookups that name their record by an external id. */
  readonly references: readonly DraftReference[]
}

/** `"Account": {"Ext__c": "A1"}` */
export interface DraftReference {
  readonly lookup: OrgField
  /** Where one is named, as polymorphic lookups need it. */
  readonly objectName: string | undefined
  readonly fieldName: string
  readonly value: unknown
}

/** Reads the fields of a record; what is no field of the object, or of another type, is refused. */
export function readRecord(object: OrgObject, record: WriteRecord): DraftRecord {
  const values = new Map<OrgField, FieldValue>()
  const references: DraftReference[] = []
  let id: FieldValue | undefined
  for (const name of Object.keys(record)) {
    const value = record[name]
    if (name === 'attributes' || value === undefined) continue
    const field = object.field(name)
    if (field === undefined) {
      const lookup = object.lookup(name)
      if (lookup === undefined) throw unknownField(name, object)
      if (value === null) values.set(lookup, null)
      else references.push(readReference(lookup, value))
    } else if (field.schema.type === 'id') id = readValue(field, value)
    else values.set(field, readValue(field, value))
  }
  return { id, values, references }
}

function unknownField(name: string, object: OrgObject): MalformedRecord {
  return new MalformedRecord('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`)
}

function readReference(lookup: OrgField, value: unknown): DraftReference {
  if (!isMembers(value)) throw misfit(lookup, value)
  const names = Object.keys(value).filter((name) => name !== 'attributes')
  const [fieldName, ...others] = names
  if (fieldName === undefined || others.length > 0) {
    throw new MalformedRecord(
      'INVALID_FIELD',
      `Relationship ${lookup.schema.relationshipName} must name its record by exactly one external id`,
    )
  }
  const { attributes } = value
  const type = isMembers(attributes) && typeof attributes.type === 'string' ? attributes.type : undefined
  return { lookup, objectName: type, fieldName, value: value[fieldName] }
}

function isMembers(value: unknown): value is WriteRecord {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  )
}
