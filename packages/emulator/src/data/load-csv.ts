import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CertSqlError } from '@certsql/core'
import { parse } from 'csv-parse/sync'
import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import type { ValueKind } from '../org/value-kind.js'

/** Reads every `OBJECT.csv` of a folder: the first line has field names, an empty cell is null. */
export function loadCsvDirectory(directory: string, org: Org): void {
  for (const file of csvFiles(directory)) {
    const object = file.slice(0, -'.csv'.length)
    const text = readFileSync(join(directory, file), 'utf8')
    try {
      loadCsv(text, object, org)
    } catch (error) {
      if (error instanceof CertSqlError) throw error
      throw unreadable(join(directory, file), error)
    }
  }
}

function csvFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith('.csv'))
      .sort()
  } catch (error) {
    throw unreadable(directory, error)
  }
}

function unreadable(path: string, cause: unknown): CertSqlError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CertSqlError({ code: 'CERT-8603', message: `${path} cannot be read: ${reason}`, cause })
}

function loadCsv(text: string, objectName: string, org: Org): void {
  const lines: string[][] = parse(text, { bom: true, skip_empty_lines: true })
  const [header = [], ...rows] = lines
  const kinds = header.map((name) => kindOf(org.object(objectName), name))
  for (const row of rows) {
    const record: Record<string, FieldValue> = {}
    header.forEach((name, index) => {
      record[name] = cellValue(row[index] ?? '', kinds[index])
    })
    org.insert(objectName, record)
  }
}

function kindOf(object: OrgObject | undefined, field: string): ValueKind | undefined {
  return object?.field(field)?.kind
}

function cellValue(cell: string, kind: ValueKind | undefined): FieldValue {
  if (cell === '') return null
  if (kind === 'boolean' && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true'
  return cell
}
