import type { RowWriter, SqlValue } from '@certsql/core'
import { visibleText } from './visible-text.js'

/** The first column of each row as a line of its own, without borders: for EXPLAIN, whose rows are lines of one text. */
export class LinesWriter implements RowWriter {
  begin(): string {
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map(([line]) => `${visibleText(String(line ?? ''))}\n`).join('')
  }

  end(): string {
    return ''
  }
}
