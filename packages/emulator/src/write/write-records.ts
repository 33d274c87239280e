import { completeFile } from '../files/file-records.js'
import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { canonicalRecordId } from '../org/record-id.js'
import type { FieldValue } from '../org/record-sink.js'
import { indexKey } from '../org/table.js'
import { deleteRecord, purgeRecord, undeleteRecord } from './delete-record.js'
import { deriveFields } from './derived/derive-fields.js'
import { ambiguous, isKey, liveRowsWith, writableRow } from './find-record.js'
import { type DraftRecord, readRecord, type WriteRecord } from './read-record.js'
import { RecordChanges } from './record-changes.js'
import { insertRecord, updateRecord } from './save-record.js'
import {
  MalformedRecord,
  RecordRefusal,
  refuseRecord,
  type WriteError,
  type WriteResult,
} from './write-result.js'

/** `hardDelete` passes over the recycle bin, `emptyBin` is for what is in it. */
export type WriteOperation =
  | 'insert'
  | 'update'
  | 'upsert'
  | 'delete'
  | 'undelete'
  | 'hardDelete'
  | 'emptyBin'

export interface WriteOptions {
  /** One refused record, and none is written. */
  readonly allOrNone?: boolean
  /** For upserts: the field that finds a record; `Id` where nothing is said. */
  readonly externalIdField?: string
  /** Upserts that find nothing are refused. */
  readonly updateOnly?: boolean
  /**
   * What becomes of a record that cannot be read, for an unknown field or a value of another type: an error among the
   * results (`report`), or all of the request is refused before anything is written (`throw` a MalformedRecord).
   */
  readonly malformed?: 'report' | 'throw'
}

export const ROLLED_BACK: WriteError = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
}

/** Records are processed so many at a time. */
const CHUNK = 200

/** The external ids of a chunk: each may come but once. */
class UpsertKeys {
  readonly #seen = new Set<FieldValue>()

  forget(): void {
    this.#seen.clear()
  }

  add(key: FieldValue): void {
    if (this.#seen.has(key)) {
      throw refuseRecord('DUPLICATE_VALUE', `Duplicate external id specified: ${key}`)
    }
    this.#seen.add(key)
  }
}

/**
 * Writes records of one object as every API of the platform does: checked against the schema, one result for each, in
 * their order. Records to update, delete and undelete carry their `Id`.
 *
 * ```ts
 * writeRecords(org, 'insert', account, [{ Name: 'Acme' }, {}])
 * // [{ id: '001…', success: true, errors: [] },
 * //  { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', … }] }]
 * ```
 */
export function writeRecords(
  org: Org,
  operation: WriteOperation,
  object: OrgObject,
  records: readonly WriteRecord[],
  options: WriteOptions = {},
): readonly WriteResult[] {
  const drafts = records.map((record) => readDraft(object, record, options))
  const changes = new RecordChanges(org)
  const { allOrNone = false } = options
  const write = () => {
    const keys = new UpsertKeys()
    const results = drafts.map((draft, index) => {
      if (index % CHUNK === 0) keys.forget()
      return writeOne(changes, operation, object, draft, options, keys)
    })
    deriveFields(changes)
    return results
  }
  const results = org.undoLog.attempt(write, (all) => !allOrNone || all.every(({ success }) => success))
  if (!allOrNone || results.every(({ success }) => success)) return results
  return results.map((result) => (result.success ? { success: false, errors: [ROLLED_BACK] } : result))
}

function readDraft(
  object: OrgObject,
  record: WriteRecord,
  { malformed = 'report' }: WriteOptions,
): DraftRecord | RecordRefusal {
  try {
    return readRecord(object, record)
  } catch (error) {
    if (!(error instanceof MalformedRecord) || malformed === 'throw') throw error
    return error
  }
}

/** Writes a record wholly or not at all. */
function writeOne(
  changes: RecordChanges,
  operation: WriteOperation,
  object: OrgObject,
  draft: DraftRecord | RecordRefusal,
  options: WriteOptions,
  keys: UpsertKeys,
): WriteResult {
  if (draft instanceof RecordRefusal) return { success: false, errors: draft.errors }
  try {
    const trouble = changes.org.recordTrouble?.()
    if (trouble !== undefined) throw new RecordRefusal([trouble])
    return changes.org.undoLog.attempt(
      () => carryOut(changes, operation, object, draft, options, keys),
      () => true,
    )
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error
    const id = typeof draft.id === 'string' ? canonicalRecordId(draft.id) : undefined
    return { ...(id === undefined ? {} : { id }), success: false, errors: error.errors }
  }
}

function carryOut(
  changes: RecordChanges,
  operation: WriteOperation,
  object: OrgObject,
  draft: DraftRecord,
  options: WriteOptions,
  keys: UpsertKeys,
): WriteResult {
  const table = changes.org.table(object)
  switch (operation) {
    case 'insert':
      return written(table.id(insertWithFile(changes, object, draft)))
    case 'update': {
      const row = writableRow(changes.org, object, draft.id)
      updateRecord(changes, object, row, draft)
      if (object.name === 'Attachment') completeFile(changes, object, row)
      return written(table.id(row))
    }
    case 'upsert':
      return upsert(changes, object, draft, options, keys)
    case 'delete': {
      const row = writableRow(changes.org, object, draft.id)
      deleteRecord(changes, object, row)
      return written(table.id(row))
    }
    case 'undelete': {
      const row = binnedRow(changes.org, object, draft)
      undeleteRecord(changes, object, row)
      return written(table.id(row))
    }
    case 'emptyBin':
    case 'hardDelete': {
      const row = binnedRow(changes.org, object, draft)
      if (operation === 'emptyBin' && !table.isDeleted(row)) {
        throw refuseRecord('INVALID_ID_FIELD', 'entity is not in the recycle bin')
      }
      const id = table.id(row)
      purgeRecord(changes, object, row)
      return written(id)
    }
  }
}

function insertWithFile(changes: RecordChanges, object: OrgObject, draft: DraftRecord): number {
  const row = insertRecord(changes, object, draft)
  completeFile(changes, object, row)
  return row
}

function written(id: string): WriteResult {
  return { id, success: true, errors: [] }
}

/** The row of a record that may be in the recycle bin. */
function binnedRow(org: Org, object: OrgObject, { id: text }: DraftRecord): number {
  const id = typeof text === 'string' ? canonicalRecordId(text) : undefined
  if (id === undefined || org.objectOfId(id) !== object) return writableRow(org, object, text)
  const row = org.table(object).row(id)
  if (row === undefined) throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  return row
}

function upsert(
  changes: RecordChanges,
  object: OrgObject,
  draft: DraftRecord,
  { externalIdField = 'Id', updateOnly = false }: WriteOptions,
  keys: UpsertKeys,
): WriteResult {
  const { org } = changes
  const table = org.table(object)
  const field = object.field(externalIdField)
  if (field === undefined || !isKey(field)) {
    throw refuseRecord(
      'INVALID_FIELD',
      `Provided external ID field does not exist or is not accessible: ${externalIdField}`,
    )
  }
  const isById = field.schema.type === 'id'
  if (isById && draft.id !== undefined && draft.id !== null) {
    const row = writableRow(org, object, draft.id)
    updateRecord(changes, object, row, { ...draft, id: undefined })
    return { ...written(table.id(row)), created: false }
  }
  const value = isById ? null : (draft.values.get(field) ?? null)
  if (value === null && !isById) {
    throw refuseRecord('MISSING_ARGUMENT', `${field.name} not specified`, [])
  }
  if (!isById) keys.add(indexKey(field, value))
  const rows = liveRowsWith(org, object, field, value)
  const [row, second] = rows
  if (second !== undefined) throw ambiguous(org, object, field, rows)
  if (row === undefined) {
    if (updateOnly) throw refuseRecord('NOT_FOUND', 'The requested resource does not exist')
    return { ...written(table.id(insertRecord(changes, object, draft))), created: true }
  }
  updateRecord(changes, object, row, withoutKey(draft, field))
  return { ...written(table.id(row)), created: false }
}

/** The key has found the record, so that it is no change; it may be a field that nobody may change. */
function withoutKey(draft: DraftRecord, key: DraftRecord['references'][number]['lookup']): DraftRecord {
  const values = new Map(draft.values)
  values.delete(key)
  return { ...draft, id: undefined, values }
}
