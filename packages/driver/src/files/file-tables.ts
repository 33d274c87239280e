import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CertSqlError } from '@certsql/core'
import {
  type DescribedFile,
  describeCsv,
  describeJson,
  describeParquet,
  type ExecutionContext,
  ownFolder,
  removeAtExit,
  removeFolder,
} from '@certsql/engine'
import type { FileOptions, FileRequest, LocalFile, LocalFiles } from '@certsql/planner'
import { headerFault } from '../copy/file-columns.js'
import { firstRow } from '../copy/read/csv-source.js'
import { decodeFile, encodingOf, requireFile } from '../copy/read/decode-file.js'
import { jsonElements } from '../copy/read/json-elements.js'
import { unreadable } from '../copy/read/read-error.js'
import { writeSheetAsCsv } from './workbook-as-csv.js'

/** The files that one statement reads as tables. */
export class FileTables implements LocalFiles {
  private readonly files = new Map<string, LocalFile>()
  /** Of workbooks, as DuckDB can read them. */
  private folder: string | undefined

  constructor(private readonly tempDirectory: string | undefined) {}

  find(request: FileRequest): LocalFile | undefined {
    return this.files.get(keyOf(request))
  }

  /** Finds out which columns a file has. */
  async look(request: FileRequest, context: ExecutionContext): Promise<void> {
    const { columns, sql } = await this.described(request, context).catch((error: unknown) => {
      throw atRequest(error, request)
    })
    const view = `certsql_file_${this.files.size + 1}`
    this.files.set(keyOf(request), { kind: 'LocalFile', name: request.path, columns, view, sql })
  }

  /** At the end of the statement. */
  close(): void {
    if (this.folder !== undefined) removeFolder(this.folder)
    this.folder = undefined
  }

  private async described(request: FileRequest, context: ExecutionContext): Promise<DescribedFile> {
    const { path, format, options } = request
    await requireFile(path)
    switch (format) {
      case 'csv':
        return await describedCsv(path, options, context)
      case 'json':
        return await describeJson(path, await countJson(path), context)
      case 'parquet':
        return await describeParquet(path, context)
      case 'xlsx':
        return await this.describedSheet(path, options, context)
    }
  }

  /** DuckDB reads no workbooks: for the time of the statement the sheet is a CSV file. */
  private async describedSheet(
    path: string,
    { header = true, sheet, all_varchar }: FileOptions,
    context: ExecutionContext,
  ): Promise<DescribedFile> {
    this.folder ??= await newFolder(this.tempDirectory)
    const target = join(this.folder, `${this.files.size + 1}.csv`)
    const names = await writeSheetAsCsv(path, { header, sheet }, target)
    requireNames(path, names, `read_xlsx('${path}', header = false)`)
    const facts = { ...SHEET_AS_CSV, names, allText: all_varchar === true }
    return await describeCsv(target, facts, context)
  }
}

const SHEET_AS_CSV = {
  header: true,
  delimiter: ',',
  encoding: 'utf-8',
  decimalSeparator: '.',
} as const

/** For this user alone, and gone with the process at the latest. */
async function newFolder(parent: string | undefined): Promise<string> {
  const folder = ownFolder(parent, 'certsql-csv')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  removeAtExit(folder)
  return folder
}

/** What stands in the first row must do as names of columns. */
function requireNames(path: string, names: readonly string[], withoutHeader: string): void {
  const fault = headerFault(names)
  if (fault === undefined) return
  throw unreadable(path, `${fault} in its first line`, {
    hint: `for a file without a header write ${withoutHeader}`,
  })
}

function keyOf({ path, format, options }: FileRequest): string {
  return JSON.stringify([path, format, options])
}

/** The objects of a file; one that ends in the middle is an error. */
async function countJson(path: string): Promise<number> {
  let rows = 0
  for await (const _ of jsonElements(decodeFile(path, 'utf-8'), path)) rows += 1
  if (rows === 0) throw unreadable(path, 'it is empty')
  return rows
}

async function describedCsv(
  path: string,
  options: FileOptions,
  context: ExecutionContext,
): Promise<DescribedFile> {
  const { header = true, delim, nullstr, encoding, dateformat, decimal_separator, all_varchar } = options
  const found = await encodingOf(path, encoding)
  const { delimiter, cells } = await firstCells(path, found, delim)
  const names = header ? cells.map((cell) => cell?.trim() ?? '') : cells.map((_, index) => `column${index}`)
  requireNames(path, names, `read_csv('${path}', header = false)`)
  const facts = {
    names,
    header,
    delimiter,
    encoding: duckEncoding(path, found),
    allText: all_varchar === true,
    decimalSeparator: decimal_separator ?? '.',
    dateFormat: dateformat,
    nullText: nullstr,
  }
  return await describeCsv(path, facts, context)
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Unless it is said, what stands between the columns is what the first row has most of. */
async function firstCells(path: string, encoding: string, given: string | undefined) {
  const [usual = ',', ...others] = given === undefined ? DELIMITERS : [given]
  let best = { delimiter: usual, cells: await firstRow(path, encoding, { delimiter: usual, nullText: '' }) }
  for (const delimiter of others) {
    // Quotes make no sense with what is no delimiter.
    const cells = await firstRow(path, encoding, { delimiter, nullText: '' }).catch(() => [])
    if (cells.length > best.cells.length) best = { delimiter, cells }
  }
  return best
}

function duckEncoding(path: string, encoding: string): 'utf-8' | 'utf-16' {
  if (encoding === 'utf-8') return 'utf-8'
  if (encoding.startsWith('utf-16')) return 'utf-16'
  throw unreadable(path, `as a table it must be UTF-8 or UTF-16, and not ${encoding}`, {
    hint: 'COPY … FROM loads files of any encoding',
  })
}

/** The file has a place in the statement. */
function atRequest(error: unknown, { span }: FileRequest): unknown {
  if (!(error instanceof CertSqlError) || error.span !== undefined) return error
  const { code, message, hint, cause } = error
  return new CertSqlError({ code, message, hint, span, cause })
}
