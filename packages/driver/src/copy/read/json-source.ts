import type { SqlValue } from '@certsql/core'
import type { LoadRow } from '@certsql/engine'
import type { FileReading } from '@certsql/planner'
import { decodeFile, encodingOf } from './decode-file.js'
import { jsonElements } from './json-elements.js'
import { unreadable } from './read-error.js'
import { inBatches, type RowSource } from './row-source.js'
import { textLines } from './text-lines.js'

/** Columns are looked for in so many rows: one that comes up later must be named in COPY. */
const ROWS_FOR_COLUMNS = 1000

/** One array of objects, or one object per line. Objects inside are columns with a path: `Account.Ext__c`. */
export async function openJson(path: string, reading: FileReading): Promise<RowSource> {
  const encoding = await encodingOf(path, reading.encoding)
  const texts = () => {
    const pieces = decodeFile(path, encoding)
    return reading.format === 'json' ? jsonElements(pieces, path) : textLines(pieces)
  }
  const names = await findColumns(texts(), path)
  return { header: names, rows: () => inBatches(rowsOf(texts(), names)) }
}

async function findColumns(texts: AsyncIterable<string>, path: string): Promise<readonly string[]> {
  const names = new Set<string>()
  let rows = 0
  for await (const text of texts) {
    for (const name of (parseRow(text) ?? new Map()).keys()) names.add(name)
    rows += 1
    if (rows === ROWS_FOR_COLUMNS) break
  }
  if (rows === 0) throw unreadable(path, 'it is empty')
  if (names.size === 0)
    throw unreadable(path, 'it holds no JSON objects', { hint: 'each row is an object: {"Name": "Acme"}' })
  return [...names]
}

async function* rowsOf(texts: AsyncIterable<string>, names: readonly string[]): AsyncGenerator<LoadRow> {
  const known = new Set(names)
  for await (const text of texts) {
    if (text.trim() === '') continue
    const members = parseRow(text)
    const stranger = [...(members?.keys() ?? [])].find((name) => !known.has(name))
    if (members === undefined) yield problem('is no JSON object', text, names.length)
    else if (stranger !== undefined) {
      yield problem(
        `has a member "${stranger}" that the first ${ROWS_FOR_COLUMNS} rows have not`,
        text,
        names.length,
      )
    } else yield { kind: 'row', values: names.map((name) => members.get(name)) }
  }
}

function problem(message: string, text: string, width: number): LoadRow {
  return {
    kind: 'problem',
    message,
    values: [...new Array<null>(width).fill(null), text.slice(0, LONGEST_SHOWN)],
  }
}

/** Of a row that is no object. */
const LONGEST_SHOWN = 1000

/** A text that is no number, or a number of so many characters that a double may not hold it. */
const LONG_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g

/** The members of an object by their paths; undefined for anything else. Long numbers come as texts of all their digits. */
function parseRow(text: string): ReadonlyMap<string, SqlValue> | undefined {
  if (text.trim() === '') return new Map()
  try {
    const exact = text.replace(LONG_NUMBERS, (found) => (found.startsWith('"') ? found : `"${found}"`))
    const row: unknown = JSON.parse(exact)
    return isObject(row) ? new Map(pathsOf(row, '')) : undefined
  } catch {
    return undefined
  }
}

function* pathsOf(object: object, prefix: string): Generator<[string, SqlValue]> {
  for (const [name, value] of Object.entries(object)) {
    if (isObject(value)) yield* pathsOf(value, `${prefix}${name}.`)
    else yield [`${prefix}${name}`, Array.isArray(value) ? JSON.stringify(value) : (value as SqlValue)]
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
