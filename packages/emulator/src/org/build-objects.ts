import { type ChildRelationship, OrgObject } from './org-object.js'
import type { FieldSchema, ObjectSchema, OrgSchema } from './org-schema.js'

/** The objects of a schema by lower-case name, completed with what every object of the platform has. */
export function buildObjects(schema: OrgSchema): ReadonlyMap<string, OrgObject> {
  const knowsUsers = schema.objects.some(({ name }) => name === 'User')
  const objects = new Map<string, OrgObject>()
  schema.objects.forEach((object, index) => {
    const fields = [...object.fields, ...missingSystemFields(object, knowsUsers)]
    const keyPrefix = object.keyPrefix ?? inventedKeyPrefix(index)
    const children = childRelationshipsOf(object, schema)
    objects.set(object.name.toLowerCase(), new OrgObject(object, keyPrefix, fields, children))
  })
  return objects
}

/** `z00`, `z01`, …: a range that the platform does not use. */
function inventedKeyPrefix(index: number): string {
  return `z${index.toString(36).padStart(2, '0')}`
}

const READ_ONLY = { nillable: false, filterable: true, sortable: true, defaultedOnCreate: true } as const

function systemFields(object: string, knowsUsers: boolean): readonly FieldSchema[] {
  const id: FieldSchema = {
    name: 'Id',
    label: `${object} ID`,
    type: 'id',
    length: 18,
    groupable: true,
    aggregatable: true,
    idLookup: true,
    ...READ_ONLY,
  }
  const isDeleted: FieldSchema = {
    name: 'IsDeleted',
    label: 'Deleted',
    type: 'boolean',
    groupable: true,
    ...READ_ONLY,
  }
  const moments = ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'].map(
    (name): FieldSchema => ({ name, label: name, type: 'datetime', aggregatable: true, ...READ_ONLY }),
  )
  const authors = ['CreatedBy', 'LastModifiedBy'].map(
    (name): FieldSchema => ({
      name: `${name}Id`,
      label: `${name} ID`,
      type: 'reference',
      length: 18,
      referenceTo: ['User'],
      relationshipName: name,
      groupable: true,
      aggregatable: true,
      ...READ_ONLY,
    }),
  )
  return [id, isDeleted, ...moments, ...(knowsUsers ? authors : [])]
}

function missingSystemFields(object: ObjectSchema, knowsUsers: boolean): readonly FieldSchema[] {
  const present = new Set(object.fields.map(({ name }) => name.toLowerCase()))
  return systemFields(object.name, knowsUsers).filter(({ name }) => !present.has(name.toLowerCase()))
}

/** The declared ones, and every other lookup to the object as one that cannot be traversed. */
function childRelationshipsOf(object: ObjectSchema, schema: OrgSchema): readonly ChildRelationship[] {
  const declared = (object.childRelationships ?? []).map(
    (child): ChildRelationship => ({
      name: child.relationshipName ?? null,
      childObject: child.childSObject,
      field: child.field,
      cascadeDelete: child.cascadeDelete === true,
    }),
  )
  const known = new Set(declared.map(({ childObject, field }) => `${childObject}.${field}`))
  const others = schema.objects.flatMap((child) =>
    child.fields
      .filter(
        ({ name, referenceTo }) => referenceTo?.includes(object.name) && !known.has(`${child.name}.${name}`),
      )
      .map(
        ({ name, cascadeDelete }): ChildRelationship => ({
          name: null,
          childObject: child.name,
          field: name,
          cascadeDelete: cascadeDelete === true,
        }),
      ),
  )
  return [...declared, ...others]
}
