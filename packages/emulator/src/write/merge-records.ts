import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { deleteRecord, referringRecords } from './delete-record.js'
import { deriveFields } from './derived/derive-fields.js'
import { writableRow } from './find-record.js'
import { readRecord, type WriteRecord } from './read-record.js'
import { RecordChanges } from './record-changes.js'
import { updateRecord } from './save-record.js'
import { RecordRefusal, refuseRecord, type WriteError } from './write-result.js'

export interface Merge {
  readonly object: string
  readonly masterId: string
  readonly fields: WriteRecord
  readonly mergedIds: readonly string[]
}

export interface MergedRecords {
  readonly success: boolean
  readonly errors: readonly WriteError[]
  readonly id?: string
  readonly mergedIds?: readonly string[]
  readonly updatedRelatedIds?: readonly string[]
}

const MERGEABLE: ReadonlySet<string> = new Set(['Account', 'Contact', 'Lead', 'Case'])
const MOST_MERGED = 2

/** Gives a record the values that are wanted and all that refers to the merged ones, which go into the recycle bin. */
export function mergeRecords(org: Org, merge: Merge): MergedRecords {
  try {
    return org.undoLog.attempt(
      () => carryOut(org, merge),
      () => true,
    )
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error
    return { success: false, errors: error.errors }
  }
}

function carryOut(org: Org, { object: name, masterId, fields, mergedIds }: Merge): MergedRecords {
  const object = org.object(name)
  if (object === undefined || !MERGEABLE.has(object.name)) {
    throw refuseRecord('INVALID_TYPE_FOR_OPERATION', `entity type ${name} does not support merge`)
  }
  if (mergedIds.length < 1 || mergedIds.length > MOST_MERGED) {
    throw refuseRecord('INVALID_NUM_1_OR_2_RECORDS', 'merge takes one or two records besides the master')
  }
  const changes = new RecordChanges(org)
  const table = org.table(object)
  const masterRow = writableRow(org, object, masterId)
  const id = table.id(masterRow)
  const rows = mergedIds.map((merged) => writableRow(org, object, merged))
  if (rows.includes(masterRow) || new Set(rows).size < rows.length) {
    throw refuseRecord('DUPLICATE_VALUE', 'a record can be merged only once, and not with itself')
  }
  updateRecord(changes, object, masterRow, readRecord(object, fields))
  const related = rows.flatMap((row) => moveReferences(changes, object, row, id))
  for (const row of rows) {
    deleteRecord(changes, object, row)
    const master = object.field('MasterRecordId')
    if (master !== undefined) changes.set(object, row, master, id)
  }
  deriveFields(changes)
  return {
    success: true,
    errors: [],
    id,
    mergedIds: rows.map((row) => table.id(row)),
    updatedRelatedIds: [...new Set(related)],
  }
}

/** All that referred to a record refers to another one; gives the Ids of what did. */
function moveReferences(
  changes: RecordChanges,
  object: OrgObject,
  row: number,
  id: string,
): readonly string[] {
  const { org } = changes
  return referringRecords(org, object, org.table(object).id(row)).flatMap(({ table, lookup, rows }) =>
    rows
      .filter((childRow) => !table.isDeleted(childRow))
      .map((childRow) => {
        changes.set(table.object, childRow, lookup, id)
        changes.stampSystem(table.object, childRow)
        return table.id(childRow)
      }),
  )
}
