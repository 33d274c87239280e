import { CertSqlError, didYouMean } from '@certsql/core'
import { buildObjects } from './build-objects.js'
import type { OrgField } from './org-field.js'
import type { OrgObject } from './org-object.js'
import type { OrgSchema } from './org-schema.js'
import { makeRecordId } from './record-id.js'
import type { FieldValue, RecordSink } from './record-sink.js'
import { datetimeText } from './stored-value.js'
import { type StoredRecord, Table } from './table.js'
import { UndoLog } from './undo-log.js'

export interface OrgIdentity {
  readonly organizationId: string
  readonly organizationName: string
  readonly username: string
  /** An IANA name: the zone of relative dates and of `convertTimezone`. */
  readonly timeZone: string
  readonly locale: string
  /** The first month of the fiscal year, 1 to 12. */
  readonly fiscalYearStartMonth: number
}

/** An error of a single record, as results of writes have it. */
export interface RecordTrouble {
  readonly statusCode: string
  readonly message: string
  readonly fields: readonly string[]
}

/** The local org: its objects and their records. */
export class Org implements RecordSink {
  readonly objects: ReadonlyMap<string, OrgObject>
  /** How to take back what is being written. */
  readonly undoLog = new UndoLog()
  /** Trouble on demand: asked for each record that is written, and refusing it when there is an answer. */
  recordTrouble: (() => RecordTrouble | undefined) | undefined
  readonly #tables = new Map<OrgObject, Table>()
  readonly #objectsByKeyPrefix = new Map<string, OrgObject>()
  readonly #now: () => number
  #stamp = { at: Number.NaN, text: '' }

  /** @param now Milliseconds since 1970: what new records are stamped with, and what "today" is. */
  constructor(
    schema: OrgSchema,
    readonly identity: OrgIdentity,
    now: () => number,
  ) {
    this.#now = now
    this.objects = buildObjects(schema)
    for (const object of this.objects.values()) {
      this.#tables.set(object, new Table(object))
      this.#objectsByKeyPrefix.set(object.keyPrefix, object)
    }
  }

  now(): number {
    return this.#now()
  }

  object(name: string): OrgObject | undefined {
    return this.objects.get(name.toLowerCase())
  }

  table(object: OrgObject): Table {
    const table = this.#tables.get(object)
    if (table === undefined) throw new RangeError(`${object.name} is not of this org`)
    return table
  }

  /** The object that a record belongs to, by the first three characters of its Id. */
  objectOfId(id: string): OrgObject | undefined {
    return this.#objectsByKeyPrefix.get(id.slice(0, 3))
  }

  /**
   * Adds a record as the platform's system would: Id, owner and audit fields are filled in where they are missing.
   *
   * ```ts
   * org.insert('Account', { Name: 'Acme', AnnualRevenue: 1250.5 })
   * ```
   */
  insert(object: string, record: StoredRecord): string {
    return this.#tableNamed(object).insert(record, (field) => this.#default(field))
  }

  /** The records of an object in the order of their insertion, deleted ones too; null fields are left out. */
  records(object: string): readonly StoredRecord[] {
    const table = this.#tableNamed(object)
    const rows = Array.from({ length: table.size }, (_, row) => row)
    return rows.filter((row) => !table.isPurged(row)).map((row) => table.record(row))
  }

  #default(field: OrgField): FieldValue {
    if (field.kind === 'boolean') return false
    switch (field.name) {
      case 'CreatedDate':
      case 'LastModifiedDate':
      case 'SystemModstamp':
        return this.#nowText()
      case 'OwnerId':
      case 'CreatedById':
      case 'LastModifiedById':
        return this.#firstUser()
      default:
        return null
    }
  }

  /** Records that are made in the same millisecond share their stamp. */
  #nowText(): string {
    const now = this.#now()
    if (now !== this.#stamp.at) this.#stamp = { at: now, text: datetimeText(now) }
    return this.#stamp.text
  }

  /** The user that every session belongs to: the first one of the org, or one without a record. */
  get userId(): string {
    return this.#firstUser() ?? makeRecordId('005', 1)
  }

  #firstUser(): string | null {
    const users = this.object('User')
    if (users === undefined) return null
    const table = this.table(users)
    return table.size === 0 ? null : table.id(0)
  }

  #tableNamed(name: string): Table {
    const object = this.object(name)
    if (object !== undefined) return this.table(object)
    throw new CertSqlError({
      code: 'CERT-2001',
      message: `The org has no object ${name}.`,
      hint: didYouMean(
        name,
        [...this.objects.values()].map((known) => known.name),
      ),
    })
  }
}
