import {
  CertSqlError,
  type ChildRelationshipDescribe,
  type FieldDescribe,
  type GlobalDescribe,
  type ObjectDescribe,
  type ObjectSummary,
  type PicklistValueDescribe,
} from '@certsql/core'

/**
 * Describes as we keep them: the attributes that we read, without those that are false, null or empty, which
 * mean the same when absent. What is left is small, hence quick to load again.
 */
type AttributeKind = 'text' | 'flag' | 'number' | 'texts'
type Attributes<Described> = Readonly<Record<keyof Described, AttributeKind>>

const OBJECT_ATTRIBUTES: Attributes<ObjectSummary> = {
  name: 'text',
  label: 'text',
  labelPlural: 'text',
  keyPrefix: 'text',
  custom: 'flag',
  queryable: 'flag',
  createable: 'flag',
  updateable: 'flag',
  deletable: 'flag',
  undeletable: 'flag',
  deprecatedAndHidden: 'flag',
}

const FIELD_ATTRIBUTES: Attributes<Omit<FieldDescribe, 'picklistValues'>> = {
  name: 'text',
  label: 'text',
  type: 'text',
  length: 'number',
  precision: 'number',
  scale: 'number',
  digits: 'number',
  nillable: 'flag',
  createable: 'flag',
  updateable: 'flag',
  defaultedOnCreate: 'flag',
  filterable: 'flag',
  sortable: 'flag',
  groupable: 'flag',
  aggregatable: 'flag',
  externalId: 'flag',
  unique: 'flag',
  idLookup: 'flag',
  caseSensitive: 'flag',
  calculated: 'flag',
  autoNumber: 'flag',
  nameField: 'flag',
  namePointing: 'flag',
  polymorphicForeignKey: 'flag',
  referenceTo: 'texts',
  relationshipName: 'text',
  relationshipOrder: 'number',
  cascadeDelete: 'flag',
  restrictedPicklist: 'flag',
  compoundFieldName: 'text',
  custom: 'flag',
  htmlFormatted: 'flag',
  extraTypeInfo: 'text',
}

const PICKLIST_ATTRIBUTES: Attributes<PicklistValueDescribe> = {
  value: 'text',
  label: 'text',
  active: 'flag',
  defaultValue: 'flag',
}

const CHILD_ATTRIBUTES: Attributes<ChildRelationshipDescribe> = {
  childSObject: 'text',
  field: 'text',
  relationshipName: 'text',
  cascadeDelete: 'flag',
}

/** What an org answered to "describe global", checked and compacted. */
export function compactGlobalDescribe(answer: unknown): GlobalDescribe {
  const { sobjects } = recordOf(answer, 'the list of objects')
  return { sobjects: listOf(sobjects, 'the list of objects').map(compactSummary) }
}

/** What an org answered to "describe" of an object, checked and compacted. */
export function compactObjectDescribe(answer: unknown): ObjectDescribe {
  const described = recordOf(answer, 'the describe of an object')
  const summary = compactSummary(described)
  const what = `the describe of ${summary.name}`
  const children = described.childRelationships ?? []
  return {
    ...summary,
    fields: listOf(described.fields, what).map((field) => compactField(field, what)),
    childRelationships: listOf(children, what).map((child) => compactChild(child, what)),
  }
}

function compactSummary(answer: unknown): ObjectSummary {
  const picked = pick(recordOf(answer, 'an object'), OBJECT_ATTRIBUTES)
  const name = required(picked, 'name', 'an object')
  return { ...picked, name, label: picked.label ?? name }
}

function compactField(answer: unknown, what: string): FieldDescribe {
  const described = recordOf(answer, what)
  const picked = pick(described, FIELD_ATTRIBUTES)
  const name = required(picked, 'name', what)
  const type = required(picked, 'type', what)
  const field = { ...picked, name, type, label: picked.label ?? name }
  const values = described.picklistValues
  if (!Array.isArray(values) || values.length === 0) return field
  return { ...field, picklistValues: values.map((value) => compactPicklistValue(value, what)) }
}

function compactPicklistValue(answer: unknown, what: string): PicklistValueDescribe {
  const picked = pick(recordOf(answer, what), PICKLIST_ATTRIBUTES)
  return { ...picked, value: picked.value ?? '' }
}

function compactChild(answer: unknown, what: string): ChildRelationshipDescribe {
  const picked = pick(recordOf(answer, what), CHILD_ATTRIBUTES)
  const childSObject = required(picked, 'childSObject', what)
  return { ...picked, childSObject, field: required(picked, 'field', what) }
}

type JsonObject = Readonly<Record<string, unknown>>

/** The attributes that are there and say something; `Partial`, because an answer promises nothing. */
function pick<Described>(source: JsonObject, attributes: Attributes<Described>): Partial<Described> {
  const picked: Record<string, unknown> = {}
  for (const name in attributes) {
    const value = source[name]
    if (says(value, attributes[name])) picked[name] = value
  }
  return picked as Partial<Described>
}

function says(value: unknown, kind: AttributeKind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value !== ''
    case 'flag':
      return value === true
    case 'number':
      return typeof value === 'number'
    case 'texts':
      return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
  }
}

function required<Described, Name extends keyof Described>(
  picked: Partial<Described>,
  name: Name,
  what: string,
): NonNullable<Described[Name]> {
  return picked[name] ?? fail(`${what} has a part without "${String(name)}"`)
}

function recordOf(value: unknown, what: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  return fail(`${what} has a part that is no JSON object`)
}

function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`${what} has no list where one belongs`)
}

function fail(detail: string): never {
  throw new CertSqlError({
    code: 'CERT-6002',
    message: `The org's answer is not what the API promises: ${detail}.`,
    hint: 'check that InstanceUrl and APIVersion are those of a Salesforce org, and that no proxy rewrites answers',
  })
}
