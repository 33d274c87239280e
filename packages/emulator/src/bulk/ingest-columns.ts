import type { OrgObject } from '../org/org-object.js'
import type { WriteRecord } from '../write/read-record.js'
import type { IngestOperation } from './ingest-job.js'

/** The platform reads no longer line of column names. */
const LONGEST_HEADER = 32_000

/** A file that does not fit its job: none of its lines is looked at. */
export class InvalidBatch extends Error {
  constructor(message: string) {
    super(`InvalidBatch : ${message}`)
    this.name = 'InvalidBatch'
  }
}

/** Puts a cell into the record that is being made. */
type Setter = (record: Record<string, unknown>, cell: string) => void

/** Makes records of the lines of a file, by the names of its columns. */
export class IngestColumns {
  readonly #setters: readonly Setter[]

  constructor(
    readonly names: readonly string[],
    object: OrgObject,
    operation: IngestOperation,
    externalIdField: string | undefined,
  ) {
    if (names.join(',').length > LONGEST_HEADER) throw new InvalidBatch('The header row is too long')
    checkNames(names, operation, externalIdField)
    this.#setters = names.map((name) => setterFor(name, object))
  }

  /** An empty cell says nothing about its field, `#N/A` empties it. */
  record(cells: readonly string[]): WriteRecord {
    const record: Record<string, unknown> = {}
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]
      if (cell !== undefined && cell !== '') this.#setters[index]?.(record, cell)
    }
    return record
  }
}

function checkNames(
  names: readonly string[],
  operation: IngestOperation,
  externalIdField: string | undefined,
): void {
  const lower = names.map((name) => name.toLowerCase())
  const twice = names.find((_, index) => lower.indexOf(lower[index] ?? '') < index)
  if (twice !== undefined) throw new InvalidBatch(`Duplicate field name found : ${twice}`)
  switch (operation) {
    case 'insert':
      return
    case 'update':
    case 'upsert': {
      const key = operation === 'upsert' ? (externalIdField ?? 'Id') : 'Id'
      if (!lower.includes(key.toLowerCase())) throw new InvalidBatch(`Field name not found : ${key}`)
      return
    }
    case 'delete':
    case 'hardDelete':
      if (lower.length !== 1 || lower[0] !== 'id') {
        throw new InvalidBatch(`The '${operation}' batch must contain only ids`)
      }
  }
}

/** `Name`, `Account.Ext__c`, and `User:Owner.Ext__c` where a lookup has several targets. */
function setterFor(name: string, object: OrgObject): Setter {
  const field = object.field(name)
  if (field !== undefined) {
    return (record, cell) => {
      record[field.name] = cell === '#N/A' ? null : cell
    }
  }
  const [, type, relationship = '', key = ''] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? []
  if (object.lookup(relationship) === undefined) throw new InvalidBatch(`Field name not found : ${name}`)
  return (record, cell) => {
    record[relationship] =
      cell === '#N/A' ? null : { ...(type === undefined ? {} : { attributes: { type } }), [key]: cell }
  }
}
