import { CertSqlError, didYouMean } from '@certsql/core'
import { foldText } from './fold-text.js'
import type { OrgField } from './org-field.js'
import type { OrgObject } from './org-object.js'
import { makeRecordId } from './record-id.js'
import type { FieldValue } from './record-sink.js'
import { storedValue } from './stored-value.js'

export type StoredRecord = Readonly<Record<string, FieldValue>>

/** What the platform fills in by itself; booleans too, since they are never null. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'OwnerId',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
])

/** The rows that hold each value of a field. */
type FieldIndex = Map<FieldValue, number[]>

/** Records of one object by columns; a record is known inside by its row number, which never changes. */
export class Table {
  #size = 0
  readonly #columns: FieldValue[][]
  readonly #rowsById = new Map<string, number>()
  readonly #indexes = new Map<number, FieldIndex>()
  readonly #idField: OrgField
  readonly #isDeleted: FieldValue[]
  readonly #defaultedFields: readonly OrgField[]
  #serial = 0

  constructor(readonly object: OrgObject) {
    this.#columns = object.fields.map(() => [])
    this.#idField = requiredField(object, 'Id')
    this.#isDeleted = this.column(requiredField(object, 'IsDeleted'))
    this.#defaultedFields = object.fields.filter(
      ({ name, kind }) => kind === 'boolean' || SYSTEM_FIELDS.has(name),
    )
  }

  get size(): number {
    return this.#size
  }

  /** How many records are not in the recycle bin. */
  get liveSize(): number {
    let deleted = 0
    for (const isDeleted of this.#isDeleted) if (isDeleted === true) deleted++
    return this.#size - deleted
  }

  /** The values of a field by row; rows beyond its end are null. */
  column(field: OrgField): FieldValue[] {
    const column = this.#columns[field.index]
    if (column === undefined) throw new RangeError(`${field.name} is not of ${this.object.name}`)
    return column
  }

  value(field: OrgField, row: number): FieldValue {
    return this.column(field)[row] ?? null
  }

  id(row: number): string {
    return String(this.column(this.#idField)[row])
  }

  isDeleted(row: number): boolean {
    return this.#isDeleted[row] === true
  }

  /** The row of a record by its 18-character Id. */
  row(id: string): number | undefined {
    return this.#rowsById.get(id)
  }

  record(row: number): StoredRecord {
    const record: Record<string, FieldValue> = {}
    for (const field of this.object.fields) {
      const value = this.value(field, row)
      if (value !== null) record[field.name] = value
    }
    return record
  }

  /** Adds a record; `defaults` says what the platform fills in where nothing is given. */
  insert(record: StoredRecord, defaults: (field: OrgField) => FieldValue): string {
    const row = this.#size
    const values: [OrgField, FieldValue][] = []
    let id: string | undefined
    for (const name in record) {
      const field = this.object.field(name)
      if (field === undefined) throw this.#unknownField(name)
      const value = storedValue(field, record[name] ?? null)
      if (field === this.#idField) id = value === null ? undefined : String(value)
      else if (value !== null) values.push([field, value])
    }
    id ??= this.#nextId()
    if (this.#rowsById.has(id)) {
      throw new CertSqlError({
        code: 'CERT-3003',
        message: `${this.object.name} already has a record ${id}.`,
      })
    }
    this.#put(this.#idField, row, id)
    for (const [field, value] of values) this.#put(field, row, value)
    for (const field of this.#defaultedFields) {
      if (this.value(field, row) === null) this.#put(field, row, defaults(field))
    }
    this.#rowsById.set(id, row)
    this.#size++
    for (const [index, rows] of this.#indexes) this.#addToIndex(index, rows, row)
    return id
  }

  /**
   * The rows by the value of a field, deleted ones included: Ids as they are, other texts folded. It is made at the
   * first call and kept up to date from then on.
   */
  index(field: OrgField): ReadonlyMap<FieldValue, readonly number[]> {
    const existing = this.#indexes.get(field.index)
    if (existing !== undefined) return existing
    const index: FieldIndex = new Map()
    for (let row = 0; row < this.#size; row++) this.#addToIndex(field.index, index, row)
    this.#indexes.set(field.index, index)
    return index
  }

  #addToIndex(fieldIndex: number, index: FieldIndex, row: number): void {
    const field = this.object.fields[fieldIndex]
    const value = this.#columns[fieldIndex]?.[row] ?? null
    const key = typeof value === 'string' && field?.isExact !== true ? foldText(value) : value
    const rows = index.get(key)
    if (rows === undefined) index.set(key, [row])
    else rows.push(row)
  }

  #put(field: OrgField, row: number, value: FieldValue): void {
    const column = this.column(field)
    if (value === null && column.length <= row) return
    // A column grows only when it has something to hold, without gaps that would make it slow.
    while (column.length < row) column.push(null)
    column[row] = value
  }

  #nextId(): string {
    let id: string
    do {
      this.#serial++
      id = makeRecordId(this.object.keyPrefix, this.#serial)
    } while (this.#rowsById.has(id))
    return id
  }

  #unknownField(name: string): CertSqlError {
    return new CertSqlError({
      code: 'CERT-2003',
      message: `${this.object.name} has no field ${name}.`,
      hint: didYouMean(
        name,
        this.object.fields.map((field) => field.name),
      ),
    })
  }
}

function requiredField(object: OrgObject, name: string): OrgField {
  const field = object.field(name)
  if (field === undefined) throw new RangeError(`${object.name} has no field ${name}`)
  return field
}
