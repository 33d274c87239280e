import { CertSqlError, type SourceSpan } from '@certsql/core'
import type { CopyFrom, Identifier, QualifiedName } from '@certsql/sql'
import type { GivenWrite } from '../write/plan-given.js'
import { copyFormat, filePacking } from './copy-format.js'
import { badValue, CopyOptions } from './copy-options.js'
import type { CopyFormat } from './copy-plan.js'
import { formatOption } from './plan-copy-to.js'

/** COPY … FROM: what is read and how, and what is done with each row. The columns may stand in the file. */
export interface CopyFromPlan {
  readonly table: QualifiedName
  /** Empty: as the file says. */
  readonly columns: readonly QualifiedName[]
  readonly file: string
  readonly reading: FileReading
  readonly operation: GivenWrite['operation']
  readonly key: Identifier | undefined
  readonly onError: 'stop' | 'skip'
  /** Where rows go that were not written. */
  readonly errorsFile: string | undefined
  /** Where it is noted what has been done. */
  readonly ledgerFile: string | undefined
  readonly span: SourceSpan
}

/** How the rows of a file are read. */
export interface FileReading {
  readonly format: CopyFormat
  /** Whether the first row holds the names of the columns. */
  readonly header: boolean
  readonly delimiter: string
  /** What stands for NULL, unless it is quoted. */
  readonly nullText: string
  readonly encoding: string | undefined
  /** Of a workbook; the first one unless said. */
  readonly sheet: string | undefined
  /** Columns of the file by their names there; null: not loaded. */
  readonly mapping: ReadonlyMap<string, string | null>
  /** For example `DD.MM.YYYY`. */
  readonly dateFormat: string | undefined
  readonly decimalSeparator: string
}

const COMMON = ['FORMAT', 'MAPPING', 'UPSERT', 'UPDATE', 'DELETE', 'ON_ERROR', 'ERRORS', 'LEDGER']
const TEXT = ['HEADER', 'NULL', 'ENCODING', 'DATEFORMAT', 'DECIMAL']

const OPTIONS_OF_FORMAT: Readonly<Record<CopyFormat, readonly string[]>> = {
  csv: [...COMMON, ...TEXT, 'DELIMITER'],
  tsv: [...COMMON, ...TEXT],
  json: [...COMMON, 'ENCODING', 'DATEFORMAT', 'DECIMAL'],
  ndjson: [...COMMON, 'ENCODING', 'DATEFORMAT', 'DECIMAL'],
  parquet: COMMON,
  xlsx: [...COMMON, 'HEADER', 'SHEET', 'DATEFORMAT', 'DECIMAL'],
}

export function planCopyFrom(statement: CopyFrom): CopyFromPlan {
  const { table, columns, file, span } = statement
  if (file === '') throw new CertSqlError({ code: 'CERT-8603', message: 'The file has no name.', span })
  const options = new CopyOptions(statement.options)
  const format = copyFormat(formatOption(options), file, span)
  options.requireKnown(OPTIONS_OF_FORMAT[format], `COPY … FROM ${format}`)
  // Whether a text is compressed is seen when it is read, whatever its name.
  filePacking(file, format, span)
  return {
    table,
    columns,
    file,
    reading: {
      format,
      header: options.flag('HEADER') ?? true,
      delimiter: options.character('DELIMITER') ?? (format === 'tsv' ? '\t' : ','),
      nullText: options.text('NULL') ?? (format === 'tsv' ? '\\N' : ''),
      encoding: options.text('ENCODING'),
      sheet: options.text('SHEET'),
      mapping: readMapping(options),
      dateFormat: options.text('DATEFORMAT'),
      decimalSeparator: options.character('DECIMAL') ?? '.',
    },
    ...readOperation(options),
    onError: options.oneOf('ON_ERROR', ['stop', 'skip'] as const) ?? 'stop',
    errorsFile: options.text('ERRORS'),
    ledgerFile: options.text('LEDGER'),
    span,
  }
}

/** INSERT unless one of the others is asked for. */
function readOperation(options: CopyOptions): Pick<CopyFromPlan, 'operation' | 'key'> {
  const [first, second] = ['UPSERT', 'UPDATE', 'DELETE'].flatMap((name) => options.get(name) ?? [])
  if (first === undefined) return { operation: 'insert', key: undefined }
  if (second !== undefined) throw badValue(second, `does not go together with ${first.name}`)
  if (first.name === 'UPSERT') {
    if (first.value === undefined) throw badValue(first, 'needs the external id by which records are found')
    const key: Identifier = { kind: 'Identifier', name: first.value, quoted: false, span: first.span }
    return { operation: 'upsert', key }
  }
  if (first.value !== undefined) throw badValue(first, 'takes no value: records are found by their Id')
  return { operation: first.name === 'UPDATE' ? 'update' : 'delete', key: undefined }
}

/** `'{"Customer name": "Name", "Notes": null}'` */
function readMapping(options: CopyOptions): ReadonlyMap<string, string | null> {
  const option = options.get('MAPPING')
  const text = options.text('MAPPING')
  if (option === undefined || text === undefined) return new Map()
  const entries = Object.entries(parseObject(text) ?? {})
  const isMapping = entries.every(([, column]) => column === null || typeof column === 'string')
  if (entries.length > 0 && isMapping) return new Map(entries as [string, string | null][])
  throw badValue(
    option,
    'is a JSON object from names in the file to columns',
    `for example MAPPING '{"Customer name": "Name", "Notes": null}'; null leaves a column out`,
  )
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
