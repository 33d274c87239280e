import type { Column, SqlValue } from '../row-batch.js'
import { jsonText } from './json-text.js'
import { uniqueNames } from './unique-names.js'

/** Rows as JSON objects. */
export class JsonRows {
  private readonly keys: readonly string[]

  constructor(private readonly columns: readonly Column[]) {
    this.keys = uniqueNames(columns.map(({ name }) => name)).map((name) => JSON.stringify(name))
  }

  objectText(row: readonly SqlValue[]): string {
    const members = this.columns.map(
      ({ type }, index) => `${this.keys[index]}:${jsonText(row[index] ?? null, type)}`,
    )
    return `{${members.join(',')}}`
  }
}
