import { foldText } from './fold-text.js'
import { OrgField } from './org-field.js'
import type { FieldSchema, ObjectSchema } from './org-schema.js'

/** A relationship from a parent down to its children. */
export interface ChildRelationship {
  readonly name: string | null
  readonly childObject: string
  readonly field: string
  readonly cascadeDelete: boolean
}

/** An object of the org; names are looked up without regard to case. */
export class OrgObject {
  readonly name: string
  readonly keyPrefix: string
  readonly fields: readonly OrgField[]
  readonly childRelationships: readonly ChildRelationship[]
  readonly #fieldsByName = new Map<string, OrgField>()
  readonly #lookupsByRelationship = new Map<string, OrgField>()

  constructor(
    readonly schema: ObjectSchema,
    keyPrefix: string,
    fields: readonly FieldSchema[],
    childRelationships: readonly ChildRelationship[],
  ) {
    this.name = schema.name
    this.keyPrefix = keyPrefix
    this.fields = fields.map((field, index) => new OrgField(field, index, foldText))
    this.childRelationships = childRelationships
    for (const field of this.fields) {
      this.#fieldsByName.set(field.name, field)
      this.#fieldsByName.set(field.name.toLowerCase(), field)
      const relationship = field.schema.relationshipName
      if (relationship != null) this.#lookupsByRelationship.set(relationship.toLowerCase(), field)
    }
  }

  field(name: string): OrgField | undefined {
    // Most names come as they were defined.
    return this.#fieldsByName.get(name) ?? this.#fieldsByName.get(name.toLowerCase())
  }

  /** The lookup behind a relationship name: `Account` on Contact is `AccountId`. */
  lookup(relationship: string): OrgField | undefined {
    return this.#lookupsByRelationship.get(relationship.toLowerCase())
  }

  childRelationship(name: string): ChildRelationship | undefined {
    const wanted = name.toLowerCase()
    return this.childRelationships.find((relationship) => relationship.name?.toLowerCase() === wanted)
  }
}
