import type { JsonRecordValue } from '@certsql/core'
import type { WriteAction, WriteColumn } from '@certsql/planner'
import type { RowProblems } from './row-problem.js'

/** Finds values that stand twice in a statement, in fields where the org lets them stand once. */
export class UniqueValues {
  /** By field, the row in which a value stood first. */
  private readonly rowsByValue = new Map<string, Map<string, number>>()

  constructor(private readonly problems: RowProblems) {}

  check(value: JsonRecordValue, { target, name }: WriteColumn, action: WriteAction, row: number): void {
    if (value === null || target.kind !== 'field') return
    const { field } = target.column
    const isKey = action.operation === 'upsert' && action.externalIdField?.name === target.column.name
    if (field.unique !== true && !isKey) return
    const rows = this.rowsByValue.get(field.name) ?? new Map<string, number>()
    this.rowsByValue.set(field.name, rows)
    const text = String(value)
    const key = field.caseSensitive === true ? text : text.toUpperCase()
    const first = rows.get(key)
    if (first === undefined) rows.set(key, row)
    else {
      this.problems.add({
        row,
        column: name,
        value: text,
        message: `stands in row ${first} already, and the field is ${isKey ? 'the key' : 'unique'}`,
      })
    }
  }
}
