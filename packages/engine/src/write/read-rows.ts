import { internalError, type JsonRecordValue, type SqlValue } from '@certsql/core'
import type { ParentTarget, WriteAction, WriteColumn, WritePlan } from '@certsql/planner'
import type { WriteRecord } from '../remote-writes.js'
import { fieldValue } from './field-value.js'
import type { PendingRow } from './pending-row.js'
import { RepeatedRecords } from './repeated-records.js'
import { RowProblems } from './row-problem.js'
import { UniqueValues } from './unique-values.js'
import { type ValueContext, wireValue } from './wire-value.js'

/** What a row may refer to beside the records of the org. */
export interface RowReferences {
  /** Whether a text is the reference to a record that the same transaction inserts, of which object. */
  objectOf(text: string): string | undefined
}

/** One for all rows, as there may be many. */
const NONE: readonly SqlValue[] = []

/** `undefined` is DEFAULT: the org fills the field. */
export type SourceRow = readonly (SqlValue | undefined)[]

/**
 * Makes records of the rows of the source, and checks them by what describe says. All problems are told at once, before
 * anything is sent.
 */
export class RowReader {
  private readonly problems: RowProblems
  private readonly rows: PendingRow[] = []
  private readonly repeated: RepeatedRecords
  private readonly unique: UniqueValues
  /** What RETURNING shows of the rows of the source. */
  private readonly shownPositions: readonly number[]
  private readonly defaults: ReadonlyMap<number, ReadonlySet<number>>
  private readonly keys = new Set<string>()
  private count: number

  /** `rowsBefore`: of a source that is read in several parts. */
  constructor(
    private readonly plan: WritePlan,
    private readonly context: ValueContext,
    private readonly references: RowReferences | undefined,
    { problems = new RowProblems(), rowsBefore = 0 } = {},
  ) {
    this.problems = problems
    this.count = rowsBefore
    this.repeated = new RepeatedRecords(plan.repeated, plan.statement)
    this.unique = new UniqueValues(this.problems)
    this.defaults = defaultPositions(plan)
    const inputs = plan.returning?.inputs ?? []
    this.shownPositions = inputs.flatMap(({ from }) => (from.kind === 'source' ? [from.position] : []))
  }

  add(given: SourceRow): void {
    const row = this.withDefaults(given)
    const action = this.actionOf(row)
    this.count += 1
    if (action === undefined || this.isConflict(row, action)) return
    const record = this.recordOf(row, action)
    const shown =
      this.shownPositions.length === 0 ? NONE : this.shownPositions.map((position) => row[position] ?? null)
    if (!this.repeated.isNew(record, action, shown)) return
    this.rows.push({ index: this.rows.length, row: this.count, action, record, shown })
  }

  /** Passes over a row that is no row: its number counts, and what is wrong with it is told. */
  refuse(message: string): void {
    this.count += 1
    this.problems.add({ row: this.count, column: '', value: '', message })
  }

  /** The records, those with problems too. */
  get pending(): readonly PendingRow[] {
    return this.rows
  }

  /** The records, if nothing is wrong with any. */
  finish(): readonly PendingRow[] {
    this.problems.throwIfAny()
    return this.rows
  }

  /** DEFAULT in VALUES that had to be computed. */
  private withDefaults(row: SourceRow): SourceRow {
    const positions = this.defaults.get(Number(row[0]))
    return positions === undefined
      ? row
      : row.map((value, position) => (positions.has(position) ? undefined : value))
  }

  /** ON CONFLICT DO NOTHING: of the rows with one key the first is new, and the others would meet it. */
  private isConflict(row: SourceRow, { skipsConflictsOn: key, columns }: WriteAction): boolean {
    if (key === undefined) return false
    const column = columns.find(({ target }) => target.kind === 'field' && target.column.name === key.name)
    const value = column === undefined ? null : (row[column.position] ?? null)
    if (value === null) return false
    const text = key.field.caseSensitive === true ? String(value) : String(value).toUpperCase()
    if (this.keys.has(text)) return true
    this.keys.add(text)
    return false
  }

  private actionOf(row: SourceRow): WriteAction | undefined {
    const { actions, actionPosition } = this.plan
    if (actionPosition === undefined) return actions[0]
    const index = row[actionPosition]
    return index === null || index === undefined ? undefined : actions[Number(index)]
  }

  private recordOf(row: SourceRow, action: WriteAction): WriteRecord {
    const record: Record<string, JsonRecordValue> = {}
    if (action.idPosition !== undefined) {
      record.Id = this.idOf(row[action.idPosition] ?? null)
    }
    for (const column of action.columns) this.writeCell(row[column.position], column, action, record)
    return record
  }

  /** From a query it is right; from a file it may be anything. */
  private idOf(value: SqlValue): JsonRecordValue {
    const { columns, keyPrefix, name } = this.plan.table
    const column = columns.find(({ fieldType }) => fieldType === 'id')
    if (column === undefined) throw internalError(`${name} has no Ids.`)
    const wire = wireValue(value, column, this.context)
    const told = { row: this.count, column: column.name, value: shownValue(value) }
    if (wire.kind === 'problem') {
      this.problems.add({ ...told, message: wire.message })
      return null
    }
    const id = wire.value
    if (typeof id !== 'string')
      this.problems.add({ ...told, message: 'is NULL, and says which record is meant' })
    else if (keyPrefix !== null && !id.startsWith(keyPrefix))
      this.problems.add({ ...told, message: `is not the Id of ${name}: those begin with ${keyPrefix}` })
    return id
  }

  private writeCell(
    value: SqlValue | undefined,
    column: WriteColumn,
    action: WriteAction,
    record: Record<string, JsonRecordValue>,
  ): void {
    if (value === undefined) return
    const { target } = column
    if (typeof value === 'string' && this.isReference(value, column)) {
      record[target.column.name] = value
      return
    }
    const wire = fieldValue(value, column, action, this.references !== undefined, this.context)
    if (wire.kind === 'problem') {
      this.tell(column, value, wire)
      return
    }
    this.unique.check(wire.value, column, action, this.count)
    if (target.kind === 'field' || wire.value === null) record[target.column.name] = wire.value
    else record[target.relationship.name] = parentRecord(target, wire.value)
  }

  /** `@{ref.id}` of a record that the transaction inserts; the same text anywhere else would be taken for one too. */
  private isReference(text: string, column: WriteColumn): boolean {
    const object = this.references?.objectOf(text)
    const { target } = column
    if (object === undefined || target.kind !== 'field' || target.column.fieldType !== 'reference')
      return false
    const { referenceTo = [] } = target.column.field
    if (!referenceTo.includes(object))
      this.tell(column, text, {
        message: `is a new ${object}, and the lookup leads to ${referenceTo.join(', ')}`,
      })
    return true
  }

  private tell(
    { name }: WriteColumn,
    value: SqlValue,
    { message, advice }: { readonly message: string; readonly advice?: string },
  ): void {
    this.problems.add({
      row: this.count,
      column: name,
      value: shownValue(value),
      message,
      ...(advice !== undefined && { advice }),
    })
  }
}

function defaultPositions({ source }: WritePlan): ReadonlyMap<number, ReadonlySet<number>> {
  const positions = new Map<number, Set<number>>()
  for (const { row, position } of source.kind === 'query' ? (source.defaults ?? []) : []) {
    const known = positions.get(row) ?? new Set<number>()
    positions.set(row, known.add(position))
  }
  return positions
}

function parentRecord({ relationship, key, parent }: ParentTarget, value: JsonRecordValue): WriteRecord {
  const named = { [key.name]: value }
  return relationship.polymorphic ? { attributes: { type: parent.name }, ...named } : named
}

function shownValue(value: SqlValue): string {
  if (value === null) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
