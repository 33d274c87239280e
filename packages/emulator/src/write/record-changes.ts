import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import { datetimeText } from '../org/stored-value.js'
import type { StoredRecord, Table } from '../org/table.js'
import { writePlan } from './write-plan.js'

/** A record that was written, and the parents that it has, or had. */
export interface TouchedRecord {
  readonly object: OrgObject
  readonly row: number
}

/**
 * All that writes change goes through here: it can be taken back, and what was touched is known, so that totals of
 * parents can follow.
 */
export class RecordChanges {
  readonly #touched = new Map<OrgObject, Set<number>>()
  /** Parents that records had before: their totals change too. */
  readonly #leftParents: { readonly lookup: OrgField; readonly id: string }[] = []

  constructor(readonly org: Org) {}

  get touched(): ReadonlyMap<OrgObject, ReadonlySet<number>> {
    return this.#touched
  }

  get leftParents(): readonly { readonly lookup: OrgField; readonly id: string }[] {
    return this.#leftParents
  }

  /** Starts over: what follows was not touched by anything before. */
  forget(): void {
    this.#touched.clear()
    this.#leftParents.length = 0
  }

  insert(object: OrgObject, record: StoredRecord): number {
    const table = this.org.table(object)
    const row = table.size
    this.org.insert(object.name, record)
    this.org.undoLog.add(() => table.purge(row))
    this.touch(object, row)
    return row
  }

  set(object: OrgObject, row: number, field: OrgField, value: FieldValue): void {
    const table = this.org.table(object)
    const before = table.update(row, field, value)
    if (before === value) return
    this.org.undoLog.add(() => table.update(row, field, before))
    if (field.referenceTo.length > 0 && typeof before === 'string') {
      this.#leftParents.push({ lookup: field, id: before })
    }
    this.touch(object, row)
  }

  purge(object: OrgObject, row: number): void {
    const table = this.org.table(object)
    if (table.isPurged(row)) return
    const isDeleted = table.isDeleted(row)
    table.purge(row)
    this.org.undoLog.add(() => table.restore(row, isDeleted))
    this.touch(object, row)
  }

  /** Says that a record was changed by its user, now. */
  stampModified(object: OrgObject, row: number): void {
    const { modified, modifiedBy } = writePlan(object).system
    if (modified !== undefined) this.set(object, row, modified, this.now())
    if (modifiedBy !== undefined) this.set(object, row, modifiedBy, this.#user())
    this.stampSystem(object, row)
  }

  /** Says that a record was changed by the platform, now. */
  stampSystem(object: OrgObject, row: number): void {
    const { stamp } = writePlan(object).system
    if (stamp !== undefined) this.set(object, row, stamp, this.now())
  }

  now(): string {
    return datetimeText(this.org.now())
  }

  #user(): FieldValue {
    const users = this.org.object('User')
    const table: Table | undefined = users && this.org.table(users)
    return table === undefined || table.size === 0 ? null : this.org.userId
  }

  touch(object: OrgObject, row: number): void {
    const rows = this.#touched.get(object)
    if (rows === undefined) this.#touched.set(object, new Set([row]))
    else rows.add(row)
  }
}
