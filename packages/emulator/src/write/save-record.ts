import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import { nextAutoNumber } from './auto-number.js'
import { roundedToScale, valueError } from './check-values.js'
import { checkedReference, liveRowsWith, resolvedReference } from './find-record.js'
import type { DraftRecord } from './read-record.js'
import type { RecordChanges } from './record-changes.js'
import { isCreateable, isUpdateable, writePlan } from './write-plan.js'
import { RecordRefusal, refuseRecord, type WriteError } from './write-result.js'

type Values = Map<OrgField, FieldValue>

/** Adds a record, and gives back its row. */
export function insertRecord(changes: RecordChanges, object: OrgObject, draft: DraftRecord): number {
  if (!isCreateable(object)) {
    throw refuseRecord('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support create`)
  }
  if (draft.id !== undefined && draft.id !== null) {
    throw refuseRecord('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id'])
  }
  const { org } = changes
  const plan = writePlan(object)
  const values = checkedValues(org, draft, ({ createable }) => createable === true)
  for (const { field, value } of plan.defaults) if (!values.has(field)) values.set(field, value)
  if (plan.currency !== undefined && (values.get(plan.currency) ?? null) === null) {
    values.set(plan.currency, defaultCurrency(org))
  }
  const missing = plan.required.filter((field) => (values.get(field) ?? null) === null)
  refuseMissing(missing)
  checkUnique(org, object, values, undefined)
  for (const field of plan.autoNumbers) values.set(field, nextAutoNumber(org, object, field))
  if (plan.composedName !== undefined) {
    const { name, first, last } = plan.composedName
    values.set(name, composeName(values.get(first) ?? null, values.get(last) ?? null))
  }
  const record: Record<string, FieldValue> = {}
  for (const [field, value] of values) if (value !== null) record[field.name] = value
  return changes.insert(object, record)
}

/** Changes the fields that are given of a record. */
export function updateRecord(
  changes: RecordChanges,
  object: OrgObject,
  row: number,
  draft: DraftRecord,
): void {
  if (!isUpdateable(object)) {
    throw refuseRecord('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support update`)
  }
  const { org } = changes
  const values = checkedValues(org, draft, ({ updateable }) => updateable === true)
  refuseMissing([...values.keys()].filter((field) => values.get(field) === null && !isClearable(field)))
  checkUnique(org, object, values, row)
  for (const [field, value] of values) changes.set(object, row, field, value)
  const { composedName } = writePlan(object)
  if (composedName !== undefined) {
    const table = org.table(object)
    const { name, first, last } = composedName
    changes.set(object, row, name, composeName(table.value(first, row), table.value(last, row)))
  }
  changes.stampModified(object, row)
}

/** A field that has no value of its own accord must keep the one that it has. */
function isClearable({ schema, kind }: OrgField): boolean {
  return schema.nillable === true || kind === 'boolean'
}

function refuseMissing(missing: readonly OrgField[]): void {
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name)
  throw refuseRecord('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names)
}

/** The values of a draft as they are stored, or all that is wrong with them. */
function checkedValues(
  org: Org,
  draft: DraftRecord,
  isWritable: (schema: OrgField['schema']) => boolean,
): Values {
  const given = [...draft.values.keys(), ...draft.references.map(({ lookup }) => lookup)]
  const readOnly = given.filter(({ schema }) => !isWritable(schema)).map(({ name }) => name)
  if (readOnly.length > 0) {
    throw refuseRecord(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${readOnly.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      readOnly,
    )
  }
  const values: Values = new Map()
  const errors: WriteError[] = []
  for (const [field, value] of draft.values) collect(errors, () => storeValue(values, org, field, value))
  for (const reference of draft.references) {
    collect(errors, () => values.set(reference.lookup, resolvedReference(org, reference)))
  }
  if (errors.length > 0) throw new RecordRefusal(errors)
  return values
}

function collect(errors: WriteError[], work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error
    errors.push(...error.errors)
  }
}

function storeValue(values: Values, org: Org, field: OrgField, given: FieldValue): void {
  const value = field.kind === 'double' && isNumber(given) ? roundedToScale(field, given) : given
  const error = valueError(field, value)
  if (error !== undefined) throw new RecordRefusal([error])
  const isReference = field.kind === 'id' && typeof value === 'string'
  values.set(field, isReference ? checkedReference(org, field, value) : value)
}

function isNumber(value: FieldValue): value is number | string {
  return typeof value === 'number' || typeof value === 'string'
}

/** Refuses values that another record has already, where they must be unique; deleted records do not count. */
export function checkUnique(
  org: Org,
  object: OrgObject,
  values: ReadonlyMap<OrgField, FieldValue>,
  row: number | undefined,
): void {
  for (const field of writePlan(object).unique) {
    const others = liveRowsWith(org, object, field, values.get(field) ?? null)
    const other = others.find((candidate) => candidate !== row)
    if (other === undefined) continue
    const id = org.table(object).id(other).slice(0, 15)
    throw refuseRecord(
      'DUPLICATE_VALUE',
      `duplicate value found: ${field.name} duplicates value on record with id: ${id}`,
    )
  }
}

function composeName(first: FieldValue, last: FieldValue): string {
  return [first, last].filter((part) => part !== null).join(' ')
}

/** The currency that the org keeps its books in, or none where it has only one. */
function defaultCurrency(org: Org): FieldValue {
  const object = org.object('CurrencyType')
  const isCorporate = object?.field('IsCorporate')
  const isoCode = object?.field('IsoCode')
  if (object === undefined || isCorporate === undefined || isoCode === undefined) return null
  const table = org.table(object)
  const row = table.column(isCorporate).indexOf(true)
  return row === -1 ? null : table.value(isoCode, row)
}
