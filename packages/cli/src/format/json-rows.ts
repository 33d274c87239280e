import type { Column, SqlValue } from '@certsql/core'
import { jsonText } from './json-text.js'

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

/** Most readers keep only the last of equal keys, so a second `Name` becomes `Name_2`. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let count = 2; seen.has(unique) || (unique !== name && taken.has(unique)); count++) {
      unique = `${name}_${count}`
    }
    seen.add(unique)
    return unique
  })
}
