import type { Column, SqlValue } from '@certsql/core'

/** A row as an object. Of columns with the same name the last one is seen, as with most drivers. */
export type RowObject = { [column: string]: SqlValue }

export type ToRowObject = (row: readonly SqlValue[]) => RowObject

export function rowObjects(columns: readonly Column[]): ToRowObject {
  const names = columns.map(({ name }) => name)
  // A column of this name would set the prototype of an ordinary object.
  if (names.includes('__proto__')) {
    return (row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))
  }
  return (row) => {
    const object: RowObject = {}
    for (let index = 0; index < names.length; index++) object[names[index] ?? ''] = row[index] ?? null
    return object
  }
}
