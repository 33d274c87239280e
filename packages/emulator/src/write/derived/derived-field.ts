import type { Decimal } from '../../org/decimal-text.js'
import type { FieldValue } from '../../org/record-sink.js'
import { rounded, storedDecimal, sumOf } from '../decimal-math.js'
import type { RecordView } from './record-view.js'

/** A field that follows from others: a formula, a roll-up, or what the packages' own code keeps up to date. */
export interface DerivedField {
  readonly object: string
  readonly field: string
  readonly value: (record: RecordView) => FieldValue
  /** The objects and lookups of the children that it is made of. */
  readonly children: readonly ChildLink[]
  /** The lookups to the parents that it reads. */
  readonly parents: readonly string[]
}

export interface ChildLink {
  readonly object: string
  readonly lookup: string
}

const MONEY_SCALE = 2

/** A field that follows from its own record, and from the parents behind these lookups. */
export function formula(
  object: string,
  field: string,
  value: (record: RecordView) => FieldValue | Decimal,
  parents: readonly string[] = [],
): DerivedField {
  return { object, field, value: (record) => stored(value(record)), children: [], parents }
}

/** The sum of a value over the children. */
export function rollUp(
  object: string,
  field: string,
  child: ChildLink,
  value: string | ((child: RecordView) => Decimal),
): DerivedField {
  const read = typeof value === 'string' ? (record: RecordView) => record.amount(value) : value
  return {
    object,
    field,
    value: (record) => stored(sumOf(record.children(child.object, child.lookup).map(read))),
    children: [child],
    parents: [],
  }
}

function stored(value: FieldValue | Decimal): FieldValue {
  return typeof value === 'object' && value !== null ? storedDecimal(rounded(value, MONEY_SCALE)) : value
}
