/**
 * The vocabulary of the platform's describe calls, as far as we read it. Absent attributes are false, empty or null:
 * see each reader.
 */
export interface GlobalDescribe {
  readonly encoding?: string
  readonly maxBatchSize?: number
  readonly sobjects: readonly ObjectSummary[]
}

export interface ObjectSummary {
  readonly name: string
  readonly label: string
  readonly labelPlural?: string
  readonly keyPrefix?: string | null
  readonly custom?: boolean
  readonly queryable?: boolean
  readonly createable?: boolean
  readonly updateable?: boolean
  readonly deletable?: boolean
  readonly undeletable?: boolean
  readonly deprecatedAndHidden?: boolean
}

export interface ObjectDescribe extends ObjectSummary {
  readonly fields: readonly FieldDescribe[]
  readonly childRelationships?: readonly ChildRelationshipDescribe[]
}

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'email'
  | 'phone'
  | 'url'
  | 'encryptedstring'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'base64'
  | 'address'
  | 'location'
  | 'complexvalue'
  | 'anyType'
  | 'datacategorygroupreference'
  | 'masterrecord'
  | 'json'

export interface PicklistValueDescribe {
  readonly value: string
  readonly label?: string | null
  readonly active?: boolean
  readonly defaultValue?: boolean
}

export interface FieldDescribe {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  /** In characters; 0 for what is no text. */
  readonly length?: number
  readonly precision?: number
  readonly scale?: number
  readonly digits?: number
  readonly nillable?: boolean
  readonly createable?: boolean
  readonly updateable?: boolean
  readonly defaultedOnCreate?: boolean
  readonly filterable?: boolean
  readonly sortable?: boolean
  readonly groupable?: boolean
  readonly aggregatable?: boolean
  readonly externalId?: boolean
  readonly unique?: boolean
  readonly idLookup?: boolean
  /** True for unique case-sensitive fields only: it decides how texts are compared. */
  readonly caseSensitive?: boolean
  readonly calculated?: boolean
  readonly autoNumber?: boolean
  readonly nameField?: boolean
  readonly namePointing?: boolean
  readonly polymorphicForeignKey?: boolean
  readonly referenceTo?: readonly string[]
  readonly relationshipName?: string | null
  readonly relationshipOrder?: number | null
  readonly cascadeDelete?: boolean
  readonly restrictedPicklist?: boolean
  readonly picklistValues?: readonly PicklistValueDescribe[]
  readonly compoundFieldName?: string | null
  readonly custom?: boolean
  readonly htmlFormatted?: boolean
  readonly extraTypeInfo?: string | null
}

export interface ChildRelationshipDescribe {
  readonly childSObject: string
  readonly field: string
  /** Null: cannot be traversed. */
  readonly relationshipName?: string | null
  readonly cascadeDelete?: boolean
}
