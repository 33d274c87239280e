import { cellValue, type SheetCell, type WorkbookStyles } from './cell-value.js'
import { columnIndex } from './column-letters.js'
import { xmlEvents } from './xml-events.js'
import { NoZip, ZipReader } from './zip-reader.js'

export interface SheetRow {
  /** As the workbook counts it, from 1. */
  readonly number: number
  readonly cells: readonly SheetCell[]
}

/** A sheet of a workbook, read row by row; its shared texts are held, as any row may name any of them. */
export class WorkbookReader {
  private constructor(
    private readonly zip: ZipReader,
    readonly sheets: readonly { readonly name: string; readonly part: string }[],
    private readonly styles: WorkbookStyles,
    private readonly texts: readonly string[],
  ) {}

  static async open(path: string): Promise<WorkbookReader> {
    const zip = await ZipReader.open(path)
    try {
      if (!zip.has('xl/workbook.xml')) throw new NoZip('it is no workbook')
      const { sheets, date1904 } = await readWorkbook(zip)
      const formats = zip.has('xl/styles.xml') ? await readFormats(zip) : []
      const texts = zip.has('xl/sharedStrings.xml') ? await readSharedTexts(zip) : []
      return new WorkbookReader(zip, sheets, { formats, date1904 }, texts)
    } catch (error) {
      await zip.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.zip.close()
  }

  async *rows(part: string): AsyncGenerator<SheetRow> {
    let number = 0
    let cells: SheetCell[] = []
    let column = 0
    let type = 'n'
    let style = 0
    let value = ''
    let isValue = false
    const { styles, texts } = this
    yield* xmlEvents<SheetRow>(await this.zip.read(part), {
      open(name, { r, t = 'n', s = '0' }) {
        if (name === 'row') {
          number = r === undefined ? number + 1 : Number(r)
          cells = []
        } else if (name === 'c') {
          column = r === undefined ? cells.length : columnIndex(r)
          type = t
          style = Number(s)
          value = ''
        } else if (name === 'v' || name === 't') isValue = true
        // What is pronounced stands beside what is written.
        else if (name === 'rPh') isValue = false
        return undefined
      },
      text(text) {
        if (isValue) value += text
      },
      close(name) {
        if (name === 'v' || name === 't') isValue = false
        else if (name === 'c') {
          while (cells.length < column) cells.push(null)
          cells[column] = cellValue(type, value, style, styles, texts)
        } else if (name === 'row') return { number, cells }
        return undefined
      },
    })
  }
}

async function readWorkbook(zip: ZipReader) {
  const targets = new Map<string, string>()
  for await (const [id, target] of xmlEvents<[string, string]>(await zip.read('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id = '', Target = '' }) => (name === 'Relationship' ? [Id, Target] : undefined),
  })) {
    targets.set(id, target)
  }
  const sheets: { name: string; part: string }[] = []
  let date1904 = false
  for await (const _ of xmlEvents<never>(await zip.read('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'sheet') {
        sheets.push({
          name: attributes.name ?? '',
          part: partOf(targets.get(attributes['r:id'] ?? '') ?? ''),
        })
      }
      return undefined
    },
  }));
  return { sheets, date1904 }
}

/** Targets are below `xl`, or from the root. */
function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** The formats of cells, in their order; those that stand in every workbook go by their number. */
async function readFormats(zip: ZipReader): Promise<readonly string[]> {
  const patterns = new Map<string, string>()
  const formats: string[] = []
  let isCellFormat = false
  for await (const _ of xmlEvents<never>(await zip.read('xl/styles.xml'), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') patterns.set(numFmtId, formatCode)
      if (name === 'cellXfs') isCellFormat = true
      if (name === 'xf' && isCellFormat)
        formats.push(patterns.get(numFmtId) ?? BUILT_IN_DATES[numFmtId] ?? '')
      return undefined
    },
    close(name) {
      if (name === 'cellXfs') isCellFormat = false
      return undefined
    },
  }));
  return formats
}

/** ISO/IEC 29500-1, 18.8.30, and what the versions for East Asia have. */
const BUILT_IN_DATES: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    '14',
    '15',
    '16',
    '17',
    '27',
    '28',
    '29',
    '30',
    '31',
    '36',
    '50',
    '51',
    '52',
    '53',
    '54',
    '55',
    '56',
    '57',
    '58',
  ].map((number) => [number, 'yyyy-mm-dd']),
  ['22', 'yyyy-mm-dd hh:mm'],
  ...['18', '19', '20', '21', '32', '33', '34', '35', '45', '46', '47'].map((number) => [number, 'hh:mm:ss']),
])

async function readSharedTexts(zip: ZipReader): Promise<readonly string[]> {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isPronounced = false
  for await (const one of xmlEvents<string>(await zip.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPronounced = true
      else if (name === 't') isText = !isPronounced
      return undefined
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') isPronounced = false
      return name === 'si' ? text : undefined
    },
  })) {
    texts.push(one)
  }
  return texts
}
