import type { FieldSchema } from './org-schema.js'
import { type ValueKind, valueKindOf } from './value-kind.js'

/** A field of an object, with what follows from its schema worked out once. */
export class OrgField {
  readonly name: string
  readonly kind: ValueKind
  readonly referenceTo: readonly string[]
  /** A lookup to several kinds of objects: only the fields of `Name` can be reached through it. */
  readonly isPolymorphic: boolean
  /** Text that is compared byte for byte. */
  readonly isExact: boolean
  /** Long and rich text: it is only ever selected, and two of them make pages short. */
  readonly isLongText: boolean
  /** The place of each picklist value in its defined order, by folded value; empty for other types. */
  readonly picklistOrder: ReadonlyMap<string, number>

  constructor(
    readonly schema: FieldSchema,
    /** The place of the field in its object, and of its values in a record. */
    readonly index: number,
    fold: (text: string) => string,
  ) {
    this.name = schema.name
    this.kind = valueKindOf(schema.type)
    this.referenceTo = schema.referenceTo ?? []
    this.isPolymorphic = this.referenceTo.length > 1 || schema.polymorphicForeignKey === true
    this.isExact = this.kind === 'id' || schema.caseSensitive === true
    this.isLongText = schema.type === 'textarea' && schema.filterable !== true
    const values = schema.type === 'picklist' ? (schema.picklistValues ?? []) : []
    this.picklistOrder = new Map(values.map(({ value }, order) => [fold(value), order]))
  }
}
