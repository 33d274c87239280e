import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { Table } from '../org/table.js'
import type { Evaluation } from './evaluation.js'
import { valueWriter } from './json-value.js'
import { NAME_OBJECT } from './name-object.js'

/** The JSON of something in a row; an empty text leaves the member out. */
export type CellWriter = (row: number) => string

interface Cell {
  readonly name: string
  readonly write: CellWriter
}

/** `{"attributes":{"type":…,"url":…},…}`, written by gluing texts: it must be faster than those who read it. */
export function recordWriter(
  object: OrgObject,
  cells: readonly Cell[],
  { org, basePath }: Evaluation,
): CellWriter {
  const table = org.table(object)
  const start = `{"attributes":{"type":"${object.name}","url":"${basePath}/sobjects/${object.name}/`
  const names = cells.map(({ name }) => `,${JSON.stringify(name)}:`)
  const writers = cells.map(({ write }) => write)
  return (row) => {
    let text = `${start}${table.id(row)}"}`
    for (let index = 0; index < writers.length; index++) {
      const value = writers[index]?.(row) ?? ''
      if (value !== '') text += names[index] + value
    }
    return `${text}}`
  }
}

/** The value of a field in its own table. */
export function fieldWriter(field: OrgField, table: Table, evaluation: Evaluation): CellWriter {
  if (field.kind === 'compound') return compoundWriter(field, table, evaluation)
  if (field.kind === 'base64') return fileWriter(field, table, evaluation)
  const column = table.column(field)
  const write = valueWriter(field.kind, evaluation.variants)
  return (row) => write(column[row] ?? null)
}

/** Not the file itself, but where it is. */
function fileWriter(field: OrgField, table: Table, { basePath }: Evaluation): CellWriter {
  const start = `${basePath}/sobjects/${table.object.name}/`
  return (row) => (table.value(field, row) === null ? 'null' : `"${start}${table.id(row)}/${field.name}"`)
}

/** An address or a place, made of its parts; null when all of them are. */
function compoundWriter(field: OrgField, table: Table, evaluation: Evaluation): CellWriter {
  const parts = table.object.fields
    .filter(({ schema }) => schema.compoundFieldName === field.name)
    .map((part) => ({
      column: table.column(part),
      name: partName(part.name, field.name),
      write: valueWriter(part.kind, evaluation.variants),
    }))
  return (row) => {
    if (parts.every(({ column }) => (column[row] ?? null) === null)) return 'null'
    const members = parts.map(
      ({ column, name, write }) => `${JSON.stringify(name)}:${write(column[row] ?? null)}`,
    )
    return `{${members.join(',')}}`
  }
}

/** `BillingPostalCode` of `BillingAddress` is `postalCode`, `Place__Latitude__s` of `Place__c` is `latitude`. */
function partName(part: string, compound: string): string {
  const stem = compound.replace(/(Address|__c)$/, '')
  const bare = part.startsWith(stem) ? part.slice(stem.length) : part
  const word = bare.replace(/^_+|__s$/g, '')
  return word.charAt(0).toLowerCase() + word.slice(1)
}

/** A record that a polymorphic lookup points to, seen as `Name` or, through TYPEOF, as what it is. */
export function foreignWriter(
  object: OrgObject,
  /** What `attributes.type` says. */
  typeName: string,
  fields: readonly OrgField[],
  evaluation: Evaluation,
): (id: string, row: number) => string {
  const { org, basePath, variants } = evaluation
  const table = org.table(object)
  const cells = fields.map((field) => {
    const { name } = field
    if (field === NAME_TYPE) return { name, write: () => JSON.stringify(object.name) }
    const own = ownField(field, object)
    const write = valueWriter(field.kind, variants)
    return { name, write: (row: number) => write(own === undefined ? null : table.value(own, row)) }
  })
  return (id, row) => {
    const members = cells.map(({ name, write }) => `,${JSON.stringify(name)}:${write(row)}`).join('')
    const attributes = `{"type":"${typeName}","url":"${basePath}/sobjects/${object.name}/${id}"}`
    return `{"attributes":${attributes}${members}}`
  }
}

const NAME_TYPE = NAME_OBJECT.field('Type')

/** The field of the object that a field of `Name` stands for. */
function ownField(field: OrgField, object: OrgObject): OrgField | undefined {
  if (field.name === 'Name') {
    return object.fields.find(({ schema }) => schema.nameField === true) ?? object.field('Name')
  }
  return object.field(field.name)
}
