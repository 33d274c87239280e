import type { ChildRelationshipDescribe, FieldDescribe, ObjectDescribe } from '@certsql/core'

/** A field in the vocabulary of describe; an absent flag is false, an absent list is empty. */
export interface FieldSchema extends FieldDescribe {
  /** How auto numbers look: `INV-{000000}`. */
  readonly displayFormat?: string
}

/** An object in the vocabulary of describe, and its fields. */
export interface ObjectSchema extends ObjectDescribe {
  readonly fields: readonly FieldSchema[]
  readonly childRelationships?: readonly ChildRelationshipDescribe[]
  /** 1: the core of the model, 2: optional. */
  readonly tier?: number
}

/**
 * All objects of an org.
 *
 * ```json
 * {"objects": [{"name": "Account", "label": "Account", "keyPrefix": "001", "fields": [
 *   {"name": "Id", "label": "Account ID", "type": "id", "length": 18, "filterable": true, "sortable": true},
 *   {"name": "Name", "label": "Name", "type": "string", "length": 255, "nameField": true, "filterable": true}
 * ]}]}
 * ```
 */
export interface OrgSchema {
  readonly objects: readonly ObjectSchema[]
}
