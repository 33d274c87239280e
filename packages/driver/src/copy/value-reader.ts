import type { SqlValue } from '@certsql/core'
import type { LoadRow } from '@certsql/engine'
import type { FileReading, WriteColumn, WritePlan } from '@certsql/planner'
import { type FileColumns, REST_COLUMN } from './file-columns.js'

type ReadValue = (value: SqlValue | undefined) => SqlValue | undefined

/** Takes the columns out of the rows of a file, and reads dates and numbers that are written in another way. */
export function valueReader(
  plan: WritePlan,
  { positions, restPosition }: FileColumns,
  reading: FileReading,
): (row: LoadRow) => LoadRow {
  const readers = positions.map((_, index) => readerOf(fieldTypeOf(plan, index), reading))
  return (row) => {
    if (row.kind === 'problem') return row
    const isUnread = restPosition !== undefined && (row.values[restPosition] ?? null) !== null
    if (isUnread) return { kind: 'problem', message: NOT_MENDED, values: row.values }
    const values = positions.map((position, index) => {
      const value = row.values[position]
      return readers[index]?.(value) ?? value
    })
    return { kind: 'row', values }
  }
}

const NOT_MENDED = `has something in ${REST_COLUMN}: put it into the columns, and empty that one`

/** Of the column at a place in the rows that are handed in. */
function fieldTypeOf(
  { actions }: WritePlan,
  position: number,
): WriteColumn['target']['column']['fieldType'] | undefined {
  const column = actions[0]?.columns.find((one) => one.position === position)
  return column?.target.kind === 'field' ? column.target.column.fieldType : undefined
}

function readerOf(
  fieldType: ReturnType<typeof fieldTypeOf>,
  { dateFormat, decimalSeparator }: FileReading,
): ReadValue | undefined {
  switch (fieldType) {
    case 'date':
    case 'datetime':
      return dateFormat === undefined ? undefined : onText(dateReader(dateFormat))
    case 'double':
    case 'currency':
    case 'percent':
      return decimalSeparator === '.' ? undefined : onText((text) => plainNumber(text, decimalSeparator))
    default:
      return undefined
  }
}

function onText(read: (text: string) => string): ReadValue {
  return (value) => (typeof value === 'string' ? read(value) : value)
}

/** `1.234.567,50` with a comma: the other separator groups digits. */
function plainNumber(text: string, decimalSeparator: string): string {
  const grouping = decimalSeparator === ',' ? /[.\s\u00a0\u202f'’]/g : /[,\s\u00a0\u202f'’]/g
  return text.replace(grouping, '').replace(decimalSeparator, '.')
}

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  MI: '(?<minute>\\d{2})',
  SS: '(?<second>\\d{2})',
}

/** `DD.MM.YYYY` makes `2025-01-31` of `31.01.2025`; what does not look like it is left for the check to tell of. */
function dateReader(format: string): (text: string) => string {
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = new RegExp(`^${escaped.replace(/YYYY|MM|DD|HH|MI|SS/g, (part) => PARTS[part] ?? part)}$`)
  return (text) => {
    const parts = pattern.exec(text.trim())?.groups
    if (parts === undefined) return text
    const { year = '', month = '', day = '', hour, minute = '00', second = '00' } = parts
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    return hour === undefined ? date : `${date} ${hour.padStart(2, '0')}:${minute}:${second}`
  }
}
