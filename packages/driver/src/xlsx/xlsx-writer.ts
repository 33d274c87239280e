import { CertSqlError, type Column, type SqlType, type SqlValue, uniqueNames, valueText } from '@certsql/core'
import { cellXml, textCell } from './cell-xml.js'
import { columnLetters } from './column-letters.js'
import {
  CONTENT_TYPES,
  PACKAGE_RELATIONS,
  stylesXml,
  WORKBOOK,
  WORKBOOK_RELATIONS,
} from './workbook-parts.js'
import { type ByteSink, type ZipEntryWriter, ZipWriter } from './zip-writer.js'

/** https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
const MOST_CHARACTERS = 32_767

/**
 * A workbook with one sheet, written as rows come. Numbers are numbers up to the 15 digits that a cell is good for, and
 * texts of all their digits beyond; days and moments (in UTC) are dates; nothing is cut off.
 */
export class XlsxWriter {
  private readonly zip: ZipWriter
  private sheet: ZipEntryWriter | undefined
  private columns: readonly Column[] = []
  private letters: readonly string[] = []
  private rowNumber = 0

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
    this.sheet = await this.zip.open('xl/worksheets/sheet1.xml')
    await this.sheet.write(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    )
    if (this.header) {
      const names = uniqueNames(columns.map(({ name }) => name))
      await this.sheet.write(this.rowXml((index) => textCell(names[index] ?? '')))
    }
  }

  async write(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await this.sheet?.write(
      rows.map((row) => this.rowXml((index, type) => this.cell(row[index] ?? null, index, type))).join(''),
    )
  }

  async end(): Promise<void> {
    await this.sheet?.write('</sheetData></worksheet>')
    await this.sheet?.end()
    await this.zip.end()
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
