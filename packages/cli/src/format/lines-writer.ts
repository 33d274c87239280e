import type { RowWriter, SqlValue } from '@certsql/core'
import { paintPlanLine } from './paint-plan-line.js'
import { visibleText } from './visible-text.js'

/** The first column of each row as a line of its own, without borders: for EXPLAIN, whose rows are lines of one text. */
export class LinesWriter implements RowWriter {
  constructor(private readonly colour: boolean) {}

  begin(): string {
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map(([line]) => `${paintPlanLine(visibleText(String(line ?? '')), this.colour)}\n`).join('')
  }

  end(): string {
    return ''
  }
}
