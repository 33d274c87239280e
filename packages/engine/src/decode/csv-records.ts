import { ExactNumber, type JsonRecord, type JsonRecordValue, type SqlType } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import { type CsvLayout, csvLayout, pathsOf } from './csv-columns.js'
import { csvRows } from './csv-rows.js'
import { misfit } from './misfit.js'

/** Puts one cell into a record. */
type PutCell = (record: MutableRecord, cells: readonly string[]) => void

type MutableRecord = { [name: string]: JsonRecordValue }

/** Decimal digits that every double holds. */
const DIGITS_OF_A_DOUBLE = 15

/**
 * The rows of a CSV file as the records that REST would have sent, in batches: an empty cell is null, numbers keep all
 * their digits, parents are records inside. What reads records need not know how they came.
 */
export function* csvRecords(csv: Buffer, columns: readonly ScanColumn[]): Generator<readonly JsonRecord[]> {
  let putters: readonly PutCell[] | undefined
  for (const rows of csvRows(csv)) {
    let lines = rows
    if (putters === undefined) {
      const [header] = lines
      if (header === undefined) continue
      putters = putCells(columns, csvLayout(header))
      lines = lines.slice(1)
    }
    const known = putters
    if (lines.length > 0) yield lines.map((cells) => toRecord(cells, known))
  }
}

function toRecord(cells: readonly string[], putters: readonly PutCell[]): JsonRecord {
  const record: MutableRecord = {}
  for (const put of putters) put(record, cells)
  return record
}

function putCells(columns: readonly ScanColumn[], layout: CsvLayout): readonly PutCell[] {
  return columns.flatMap((column) =>
    pathsOf(column).map((path, index) => {
      const type: SqlType = index === 0 ? column.type : { kind: 'boolean' }
      return putCell(path, layout.indexOf(path), readCell(column.name, type))
    }),
  )
}

function putCell(path: readonly string[], index: number, read: (cell: string) => JsonRecordValue): PutCell {
  const [first = '', ...deeper] = path
  const last = deeper.pop()
  if (last === undefined) {
    return (record, cells) => {
      record[first] = read(cells[index] ?? '')
    }
  }
  const parents = [first, ...deeper]
  return (record, cells) => {
    let parent = record
    for (const name of parents) parent = inner(parent, name)
    parent[last] = read(cells[index] ?? '')
  }
}

/** A parent that is missing is one without values: all that is read of it is null. */
function inner(record: MutableRecord, name: string): MutableRecord {
  const known = record[name]
  if (known !== undefined && known !== null) return known as MutableRecord
  const made: MutableRecord = {}
  record[name] = made
  return made
}

/** Reads the text of a cell as the value that REST would have sent. */
export function readCell(name: string, type: SqlType): (cell: string) => JsonRecordValue {
  switch (type.kind) {
    case 'boolean':
      return (cell) => (cell === '' ? null : cell === 'true' ? true : cell === 'false' ? false : refuse(cell))
    case 'integer':
    case 'bigint':
    case 'double':
    case 'decimal':
      return (cell) => (cell === '' ? null : readNumber(cell, refuse))
    default:
      return (cell) => (cell === '' ? null : cell)
  }
  function refuse(cell: string): never {
    throw misfit(name, type, cell)
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

function readNumber(cell: string, refuse: (cell: string) => never): JsonRecordValue {
  if (!NUMBER.test(cell)) return refuse(cell)
  // With its point and sign, so some shorter numbers go the long way too.
  return cell.length <= DIGITS_OF_A_DOUBLE ? Number(cell) : new ExactNumber(cell)
}
