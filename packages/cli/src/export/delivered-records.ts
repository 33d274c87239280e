import { createHash } from 'node:crypto'
import { type Column, type RowBatch, type SqlValue, valueText } from '@certsql/core'
import { STAMP_COLUMN } from './object-selection.js'
import type { DeliveredRecord } from './since-state.js'

const ID_COLUMN = 'Id'

/** Gathers the records of an export that are stamped from a moment on. */
export class DeliveredRecords {
  readonly records: DeliveredRecord[] = []
  private readonly id: number
  private readonly stamp: number

  constructor(
    private readonly columns: readonly Column[],
    private readonly mark: Date,
  ) {
    this.id = columns.findIndex(({ name }) => name === ID_COLUMN)
    this.stamp = columns.findIndex(({ name }) => name === STAMP_COLUMN)
  }

  add(rows: RowBatch['rows']): void {
    for (const row of rows) {
      const stamp = row[this.stamp]
      if (stamp instanceof Date && stamp >= this.mark) {
        this.records.push([String(row[this.id]), stamp.toISOString(), digest(row, this.columns)])
      }
    }
  }
}

/** Tells a record from what it was before, even within the second that its stamp counts. */
function digest(row: readonly SqlValue[], columns: readonly Column[]): string {
  const texts = columns.map(({ type }, index) => {
    const value = row[index] ?? null
    return value === null ? null : valueText(value, type)
  })
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64').slice(0, 22)
}
