import { didYouMean } from '@certsql/core'
import type { LoadRow } from '@certsql/engine'
import type { FileReading } from '@certsql/planner'
import type { SheetCell } from '../../xlsx/cell-value.js'
import { type SheetRow, WorkbookReader } from '../../xlsx/workbook-reader.js'
import { NoZip } from '../../xlsx/zip-reader.js'
import { readError, unreadable } from './read-error.js'
import { inBatches, type RowSource } from './row-source.js'

/** A sheet of a workbook; rows without a cell that holds something are passed over. */
export async function openXlsx(path: string, { sheet, header }: FileReading): Promise<RowSource> {
  const part = await partOf(path, sheet)
  const first = await firstRow(path, part)
  const width = first.cells.length
  return {
    header: header ? first.cells.map((cell) => (typeof cell === 'string' ? cell.trim() : '')) : undefined,
    rows: () => inBatches(rowsOf(sheetRows(path, part), width, header)),
  }
}

async function partOf(path: string, sheet: string | undefined): Promise<string> {
  const workbook = await openWorkbook(path)
  try {
    const { sheets } = workbook
    const wanted = sheets.find(
      ({ name }) => sheet === undefined || name.toLowerCase() === sheet.toLowerCase(),
    )
    if (wanted !== undefined) return wanted.part
    const names = sheets.map(({ name }) => name)
    throw unreadable(path, `it has no sheet "${sheet}"`, {
      hint: didYouMean(sheet ?? '', names) ?? `its sheets are ${names.join(', ')}`,
    })
  } finally {
    await workbook.close()
  }
}

async function openWorkbook(path: string): Promise<WorkbookReader> {
  try {
    return await WorkbookReader.open(path)
  } catch (error) {
    throw broken(path, error)
  }
}

async function* sheetRows(path: string, part: string): AsyncGenerator<SheetRow> {
  const workbook = await openWorkbook(path)
  try {
    for await (const row of workbook.rows(part)) {
      if (row.cells.some((cell) => cell !== null)) yield row
    }
  } catch (error) {
    throw broken(path, error)
  } finally {
    await workbook.close()
  }
}

async function firstRow(path: string, part: string): Promise<SheetRow> {
  for await (const row of sheetRows(path, part)) return row
  throw unreadable(path, 'its sheet is empty')
}

async function* rowsOf(
  rows: AsyncIterable<SheetRow>,
  width: number,
  header: boolean,
): AsyncGenerator<LoadRow> {
  let skips = header
  for await (const { cells } of rows) {
    if (skips) skips = false
    else yield loadRow(cells, width)
  }
}

/** A row ends at its last cell that holds something. */
function loadRow(cells: readonly SheetCell[], width: number): LoadRow {
  const error = cells.find((cell) => typeof cell === 'object' && cell !== null)
  if (typeof error === 'object' && error !== null) {
    return { kind: 'problem', message: `has a cell with the error ${error.error}`, values: cells.map(textOf) }
  }
  const beyond = cells.findLastIndex((cell) => cell !== null)
  if (beyond >= width)
    return {
      kind: 'problem',
      message: `has ${beyond + 1} cells, and there are ${width} columns`,
      values: cells.map(textOf),
    }
  return { kind: 'row', values: Array.from({ length: width }, (_, index) => textOf(cells[index])) }
}

function textOf(cell: SheetCell | undefined): string | null {
  return typeof cell === 'string' ? cell : null
}

function broken(path: string, error: unknown): Error {
  if (error instanceof NoZip)
    return unreadable(path, error.message, { hint: 'a workbook is an .xlsx file', cause: error })
  if (error instanceof Error && !('code' in error))
    return unreadable(path, 'the workbook is damaged', { cause: error })
  return readError(path, error)
}
