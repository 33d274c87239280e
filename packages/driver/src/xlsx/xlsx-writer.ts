import { CertSqlError, type Column, type SqlType, type SqlValue, uniqueNames, valueText } from '@certsql/core'
import { cellXml, headingCell } from './cell-xml.js'
import { columnLetters } from './column-letters.js'
import { columnWidth } from './column-width.js'
import {
  CONTENT_TYPES,
  PACKAGE_RELATIONS,
  SHEET_END,
  sheetStart,
  stylesXml,
  WORKBOOK,
  WORKBOOK_RELATIONS,
} from './workbook-parts.js'
import { type ByteSink, type ZipEntryWriter, ZipWriter } from './zip-writer.js'

/** https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
const MOST_CHARACTERS = 32_767

/** The first rows tell how wide the columns have to be, which stands before them in the file. */
const ROWS_FOR_WIDTHS = 1_000

/**
 * A workbook with one sheet, written as rows come. Its header stays in sight. Numbers are numbers up to the 15 digits
 * that a cell is good for, and texts of all their digits beyond; days, times and moments (in UTC) are dates; texts stay
 * texts, also those that look like numbers or formulas; nothing is cut off.
 */
export class XlsxWriter {
  private readonly zip: ZipWriter
  private sheet: ZipEntryWriter | undefined
  private columns: readonly Column[] = []
  private letters: readonly string[] = []
  private rowNumber = 0
  private held: (readonly SqlValue[])[] = []

  constructor(
    sink: ByteSink,
    private readonly header: boolean,
  ) {
    this.zip = new ZipWriter(sink)
  }

  async begin(columns: readonly Column[]): Promise<void> {
    if (columns.length > MOST_COLUMNS) throw tooMany('columns', MOST_COLUMNS)
    this.columns = columns
    this.letters = columns.map((_, index) => columnLetters(index))
    await this.zip.add('[Content_Types].xml', CONTENT_TYPES)
    await this.zip.add('_rels/.rels', PACKAGE_RELATIONS)
    await this.zip.add('xl/workbook.xml', WORKBOOK)
    await this.zip.add('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS)
    await this.zip.add('xl/styles.xml', stylesXml(columns.map(({ type }) => type)))
  }

  async write(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    if (this.sheet !== undefined) return await this.writeRows(this.sheet, rows)
    for (const row of rows) this.held.push(row)
    if (this.held.length >= ROWS_FOR_WIDTHS) await this.beginSheet()
  }

  async end(): Promise<void> {
    const sheet = this.sheet ?? (await this.beginSheet())
    await sheet.write(SHEET_END)
    await sheet.end()
    await this.zip.end()
  }

  private async beginSheet(): Promise<ZipEntryWriter> {
    const { columns, header, held } = this
    const names = header ? uniqueNames(columns.map(({ name }) => name)) : columns.map(() => '')
    const sample = held.slice(0, ROWS_FOR_WIDTHS)
    const widths = columns.map(({ type }, index) =>
      columnWidth(
        names[index] ?? '',
        type,
        sample.map((row) => row[index] ?? null),
      ),
    )
    const sheet = await this.zip.open('xl/worksheets/sheet1.xml')
    this.sheet = sheet
    this.held = []
    await sheet.write(sheetStart(widths, header))
    if (header) await sheet.write(this.rowXml((index) => headingCell(names[index] ?? '')))
    await this.writeRows(sheet, held)
    return sheet
  }

  private async writeRows(sheet: ZipEntryWriter, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await sheet.write(
      rows.map((row) => this.rowXml((index, type) => this.cell(row[index] ?? null, index, type))).join(''),
    )
  }

  private rowXml(cell: (index: number, type: SqlType) => string): string {
    const number = ++this.rowNumber
    if (number > MOST_ROWS) throw tooMany('rows', MOST_ROWS)
    const cells = this.columns.map(({ type }, index) => {
      const content = cell(index, type)
      return content === '' ? '' : `<c r="${this.letters[index]}${number}"${content}</c>`
    })
    return `<row r="${number}">${cells.join('')}</row>`
  }

  private cell(value: SqlValue, index: number, type: SqlType): string {
    if (value === null) return ''
    const text = typeof value === 'string' ? value : valueText(value, type)
    if (text.length > MOST_CHARACTERS) {
      throw new CertSqlError({
        code: 'CERT-7005',
        message: `A text of column "${this.columns[index]?.name}" has ${text.length.toLocaleString('en')} characters; a cell of a workbook holds ${MOST_CHARACTERS.toLocaleString('en')}.`,
        hint: 'leave the column out, take its beginning with LEFT(…, 32767), or write CSV or Parquet',
      })
    }
    return cellXml(value, type)
  }
}

function tooMany(what: 'rows' | 'columns', most: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7002',
    message: `A sheet of a workbook holds at most ${most.toLocaleString('en')} ${what}, its header included.`,
    hint: 'write CSV or Parquet, or a part of the rows',
  })
}
