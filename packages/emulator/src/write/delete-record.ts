import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { RecordChanges } from './record-changes.js'
import { checkUnique } from './save-record.js'
import { isDeletable, writePlan } from './write-plan.js'
import { refuseRecord } from './write-result.js'

/** Deleted records stay in the recycle bin for so long. */
export const RECYCLE_BIN_DAYS = 15
const DAY = 86_400_000

/** What a deletion took along, so that undeleting brings it back. */
interface Deletion {
  readonly children: { readonly object: OrgObject; readonly row: number }[]
  readonly cleared: { readonly object: OrgObject; readonly row: number; readonly lookup: OrgField }[]
}

/** By org and Id of the deleted record. */
const deletions = new WeakMap<Org, Map<string, Deletion>>()

function deletionsOf(org: Org): Map<string, Deletion> {
  const own = deletions.get(org) ?? new Map<string, Deletion>()
  deletions.set(org, own)
  return own
}

/** Puts a record into the recycle bin, with the details of a master; lookups to it become empty. */
export function deleteRecord(changes: RecordChanges, object: OrgObject, row: number): void {
  refuseUndeletable(object)
  const { org } = changes
  const id = org.table(object).id(row)
  const deletion: Deletion = { children: [], cleared: [] }
  markDeleted(changes, object, row, true)
  for (const child of referringRecords(org, object, id)) {
    const { table, lookup, rows, cascades } = child
    const live = rows.filter((childRow) => !table.isDeleted(childRow))
    if (cascades) {
      for (const childRow of live) {
        deletion.children.push({ object: table.object, row: childRow })
        deleteRecord(changes, table.object, childRow)
      }
    } else if (lookup.schema.nillable !== true && live.length > 0) {
      throw refuseRecord(
        'DELETE_FAILED',
        `Your attempt to delete ${nameOf(org, object, row)} could not be completed because it is associated with the following ${table.object.schema.labelPlural ?? table.object.schema.label}: ${live.map((childRow) => nameOf(org, table.object, childRow)).join(', ')}`,
      )
    } else {
      for (const childRow of live) {
        deletion.cleared.push({ object: table.object, row: childRow, lookup })
        changes.set(table.object, childRow, lookup, null)
      }
    }
  }
  const all = deletionsOf(org)
  all.set(id, deletion)
  org.undoLog.add(() => all.delete(id))
}

/** Brings a record back from the recycle bin, with what its deletion took along. */
export function undeleteRecord(changes: RecordChanges, object: OrgObject, row: number): void {
  const { org } = changes
  const table = org.table(object)
  if (!table.isDeleted(row)) {
    throw refuseRecord('UNDELETE_FAILED', 'entity is not in the recycle bin')
  }
  const deleted = deletionMoment(org, object, row)
  if (deleted !== undefined && org.now() - deleted > RECYCLE_BIN_DAYS * DAY) {
    throw refuseRecord('UNDELETE_FAILED', 'entity is not in the recycle bin')
  }
  refuseLostMaster(org, object, row)
  const unique = writePlan(object).unique.map((field) => [field, table.value(field, row)] as const)
  checkUnique(org, object, new Map(unique), row)
  markDeleted(changes, object, row, false)
  const id = table.id(row)
  const all = deletionsOf(org)
  const deletion = all.get(id)
  if (deletion === undefined) return
  for (const child of deletion.children) {
    const isStillDeleted = org.table(child.object).isDeleted(child.row)
    if (isStillDeleted && !org.table(child.object).isPurged(child.row)) {
      undeleteRecord(changes, child.object, child.row)
    }
  }
  for (const { object: other, row: otherRow, lookup } of deletion.cleared) {
    // Only what is still empty: a lookup that was filled again since then stays.
    if (org.table(other).value(lookup, otherRow) === null) changes.set(other, otherRow, lookup, id)
  }
  all.delete(id)
  org.undoLog.add(() => all.set(id, deletion))
}

/** Deletes a record for good, whether it is in the recycle bin or not. */
export function purgeRecord(changes: RecordChanges, object: OrgObject, row: number): void {
  refuseUndeletable(object)
  const { org } = changes
  if (!org.table(object).isDeleted(row)) deleteRecord(changes, object, row)
  const id = org.table(object).id(row)
  for (const { object: child, row: childRow } of deletionsOf(org).get(id)?.children ?? []) {
    if (org.table(child).isDeleted(childRow)) purgeRecord(changes, child, childRow)
  }
  changes.purge(object, row)
}

function refuseUndeletable(object: OrgObject): void {
  if (isDeletable(object)) return
  throw refuseRecord('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support delete`)
}

/** A detail cannot come back without its master. */
function refuseLostMaster(org: Org, object: OrgObject, row: number): void {
  for (const field of object.fields) {
    if (field.schema.cascadeDelete !== true) continue
    const id = org.table(object).value(field, row)
    if (typeof id !== 'string') continue
    const master = org.objectOfId(id)
    const masterRow = master && org.table(master).row(id)
    if (master === undefined || masterRow === undefined || org.table(master).isDeleted(masterRow)) {
      throw refuseRecord('UNDELETE_FAILED', 'entity is deleted', [field.name])
    }
  }
}

function markDeleted(changes: RecordChanges, object: OrgObject, row: number, isDeleted: boolean): void {
  const field = writePlan(object).system.isDeleted
  if (field !== undefined) changes.set(object, row, field, isDeleted)
  changes.stampModified(object, row)
}

/** When a record was deleted: nothing has changed it since. */
export function deletionMoment(org: Org, object: OrgObject, row: number): number | undefined {
  const { stamp } = writePlan(object).system
  const text = stamp && org.table(object).value(stamp, row)
  return typeof text === 'string' ? Date.parse(text.replace('+0000', 'Z')) : undefined
}

export interface Referring {
  readonly table: ReturnType<Org['table']>
  readonly lookup: OrgField
  readonly rows: readonly number[]
  readonly cascades: boolean
}

/** The records with a lookup to this one, masters' details first. */
export function referringRecords(org: Org, object: OrgObject, id: string): readonly Referring[] {
  const found: Referring[] = []
  for (const { childObject, field, cascadeDelete } of object.childRelationships) {
    const child = org.object(childObject)
    const lookup = child?.field(field)
    if (child === undefined || lookup === undefined) continue
    const table = org.table(child)
    // An index is not worth its making where the lookup was never filled.
    if (table.column(lookup).length === 0) continue
    const rows = table.index(lookup).get(id)
    if (rows === undefined || rows.length === 0) continue
    const cascades = cascadeDelete || lookup.schema.cascadeDelete === true
    found.push({ table, lookup, rows: [...rows], cascades })
  }
  return found.sort((a, b) => Number(b.cascades) - Number(a.cascades))
}

function nameOf(org: Org, object: OrgObject, row: number): string {
  const field = object.fields.find(({ schema }) => schema.nameField === true)
  const table = org.table(object)
  return String((field && table.value(field, row)) ?? table.id(row))
}
