import { CertSqlError, didYouMean } from '@certsql/core'
import { foldText } from './fold-text.js'
import type { OrgField } from './org-field.js'
import type { OrgObject } from './org-object.js'
import { makeRecordId, serialOf } from './record-id.js'
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
  /** Rows of records that are gone for good; what they held is kept for pages that are still to be read. */
  readonly #purged = new Set<number>()
  #serial = 0
  #greatestId = ''

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

  /** The record is no longer there, not even in the recycle bin. */
  isPurged(row: number): boolean {
    return this.#purged.has(row)
  }

  get hasPurgedRows(): boolean {
    return this.#purged.size > 0
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
    const fields: OrgField[] = []
    const values: FieldValue[] = []
    let id: string | undefined
    for (const name in record) {
      const field = this.object.field(name)
      if (field === undefined) throw this.#unknownField(name)
      const value = storedValue(field, record[name] ?? null)
      if (field === this.#idField) id = value === null ? undefined : String(value)
      else if (value !== null) {
        fields.push(field)
        values.push(value)
      }
    }
    id ??= this.#nextId()
    if (this.#rowsById.has(id)) {
      throw new CertSqlError({
        code: 'CERT-3003',
        message: `${this.object.name} already has a record ${id}.`,
      })
    }
    this.#put(this.#idField, row, id)
    for (let index = 0; index < fields.length; index++) {
      this.#put(fields[index] ?? this.#idField, row, values[index] ?? null)
    }
    for (const field of this.#defaultedFields) {
      if (this.value(field, row) === null) this.#put(field, row, defaults(field))
    }
    this.#rowsById.set(id, row)
    if (id > this.#greatestId) this.#greatestId = id
    this.#size++
    for (const [index, rows] of this.#indexes) this.#addToIndex(index, rows, row)
    return id
  }

  /** Puts another value, in its stored form, into a record, and gives back the one before. */
  update(row: number, field: OrgField, value: FieldValue): FieldValue {
    const before = this.value(field, row)
    if (before === value) return before
    const index = this.#indexes.get(field.index)
    if (index !== undefined) this.#removeFromIndex(field.index, index, row)
    this.#put(field, row, value)
    if (index !== undefined) this.#addToIndex(field.index, index, row)
    return before
  }

  /** Takes a record out for good: no query and no Id finds it any more. */
  purge(row: number): void {
    if (this.#purged.has(row)) return
    for (const [fieldIndex, index] of this.#indexes) this.#removeFromIndex(fieldIndex, index, row)
    this.#rowsById.delete(this.id(row))
    this.#isDeleted[row] = true
    this.#purged.add(row)
  }

  /** Undoes `purge`. */
  restore(row: number, isDeleted: boolean): void {
    if (!this.#purged.delete(row)) return
    this.#isDeleted[row] = isDeleted
    this.#rowsById.set(this.id(row), row)
    for (const [fieldIndex, index] of this.#indexes) this.#addToIndex(fieldIndex, index, row)
  }

  /**
   * The rows by the value of a field, deleted ones included: Ids as they are, other texts folded. It is made at the
   * first call and kept up to date from then on.
   */
  index(field: OrgField): ReadonlyMap<FieldValue, readonly number[]> {
    const existing = this.#indexes.get(field.index)
    if (existing !== undefined) return existing
    const index: FieldIndex = new Map()
    for (let row = 0; row < this.#size; row++) {
      if (!this.#purged.has(row)) this.#addToIndex(field.index, index, row)
    }
    this.#indexes.set(field.index, index)
    return index
  }

  #addToIndex(fieldIndex: number, index: FieldIndex, row: number): void {
    const key = this.#indexKey(fieldIndex, row)
    const rows = index.get(key)
    if (rows === undefined) return void index.set(key, [row])
    // Rows stay in the order of their insertion, also those that get a value later.
    if (row > (rows.at(-1) ?? -1)) rows.push(row)
    else rows.splice(placeOf(row, rows), 0, row)
  }

  #removeFromIndex(fieldIndex: number, index: FieldIndex, row: number): void {
    const rows = index.get(this.#indexKey(fieldIndex, row))
    if (rows === undefined) return
    const place = placeOf(row, rows)
    if (rows[place] === row) rows.splice(place, 1)
  }

  #indexKey(fieldIndex: number, row: number): FieldValue {
    const field = this.object.fields[fieldIndex]
    const value = this.#columns[fieldIndex]?.[row] ?? null
    return field === undefined ? value : indexKey(field, value)
  }

  #put(field: OrgField, row: number, value: FieldValue): void {
    const column = this.column(field)
    if (value === null && column.length <= row) return
    // A column grows only when it has something to hold, without gaps that would make it slow.
    while (column.length < row) column.push(null)
    column[row] = value
  }

  #nextId(): string {
    this.#serial = Math.max(this.#serial, serialOf(this.#greatestId, this.object.keyPrefix))
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

/** The key under which an index has a value of a field. */
export function indexKey(field: OrgField, value: FieldValue): FieldValue {
  return typeof value === 'string' && !field.isExact ? foldText(value) : value
}

/** Where a row stands, or would stand, among rows in order. */
function placeOf(row: number, rows: readonly number[]): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}

function requiredField(object: OrgObject, name: string): OrgField {
  const field = object.field(name)
  if (field === undefined) throw new RangeError(`${object.name} has no field ${name}`)
  return field
}
