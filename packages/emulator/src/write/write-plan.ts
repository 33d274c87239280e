import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'

/** What follows from the schema of an object for writing it, worked out once. */
export interface WritePlan {
  /** Fields that a new record must have. */
  readonly required: readonly OrgField[]
  readonly unique: readonly OrgField[]
  readonly autoNumbers: readonly OrgField[]
  /** Picklists with a default value. */
  readonly defaults: readonly { readonly field: OrgField; readonly value: string }[]
  readonly currency: OrgField | undefined
  /** A name that is made of the first and the last one. */
  readonly composedName: ComposedName | undefined
  readonly system: SystemFields
}

export interface ComposedName {
  readonly name: OrgField
  readonly first: OrgField
  readonly last: OrgField
}

/** What the platform keeps up to date by itself. */
export interface SystemFields {
  readonly isDeleted: OrgField | undefined
  readonly modified: OrgField | undefined
  readonly modifiedBy: OrgField | undefined
  readonly stamp: OrgField | undefined
}

const plans = new WeakMap<OrgObject, WritePlan>()

export function writePlan(object: OrgObject): WritePlan {
  const existing = plans.get(object)
  if (existing !== undefined) return existing
  const plan = makePlan(object)
  plans.set(object, plan)
  return plan
}

function makePlan(object: OrgObject): WritePlan {
  return {
    required: object.fields.filter(isRequired),
    unique: object.fields.filter(({ schema }) => schema.unique === true),
    autoNumbers: object.fields.filter(({ schema }) => schema.autoNumber === true),
    defaults: object.fields.flatMap((field) => {
      const value = field.schema.picklistValues?.find(({ defaultValue }) => defaultValue === true)?.value
      return value === undefined ? [] : [{ field, value }]
    }),
    currency: object.field('CurrencyIsoCode'),
    composedName: composedNameOf(object),
    system: {
      isDeleted: object.field('IsDeleted'),
      modified: object.field('LastModifiedDate'),
      modifiedBy: object.field('LastModifiedById'),
      stamp: object.field('SystemModstamp'),
    },
  }
}

function isRequired({ schema, kind }: OrgField): boolean {
  const { createable, nillable, defaultedOnCreate } = schema
  // Booleans are never null: a missing one is false.
  return createable === true && nillable !== true && defaultedOnCreate !== true && kind !== 'boolean'
}

function composedNameOf(object: OrgObject): ComposedName | undefined {
  const name = object.field('Name')
  const first = object.field('FirstName')
  const last = object.field('LastName')
  if (name === undefined || first === undefined || last === undefined) return undefined
  return name.schema.createable === true ? undefined : { name, first, last }
}

/** An object can be written where its schema says so, or, where that is silent, where some field can. */
export function isCreateable({ schema, fields }: OrgObject): boolean {
  return schema.createable ?? fields.some((field) => field.schema.createable === true)
}

export function isUpdateable({ schema, fields }: OrgObject): boolean {
  return schema.updateable ?? fields.some((field) => field.schema.updateable === true)
}

/** Of the platform's own objects, those that stay for ever. */
const UNDELETABLE: ReadonlySet<string> = new Set(['User', 'Profile', 'RecordType', 'CurrencyType'])

export function isDeletable({ schema, name }: OrgObject): boolean {
  return schema.deletable ?? !UNDELETABLE.has(name)
}
