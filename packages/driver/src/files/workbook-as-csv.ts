import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { CsvWriter, TEXT } from '@certsql/core'
import { unreadable } from '../copy/read/read-error.js'
import { openXlsx } from '../copy/read/xlsx-source.js'

export interface SheetChoice {
  readonly header: boolean
  /** The first one unless said. */
  readonly sheet: string | undefined
}

/** Writes a sheet as CSV, every value with all its digits; gives the names of its columns. */
export async function writeSheetAsCsv(
  path: string,
  { header, sheet }: SheetChoice,
  target: string,
): Promise<readonly string[]> {
  const source = await openXlsx(path, { ...READING, header, sheet })
  const writer = new CsvWriter()
  let names = source.header
  async function* lines() {
    let row = 0
    if (names !== undefined) yield writer.begin(names.map(textColumn))
    for await (const batch of source.rows()) {
      for (const one of batch) {
        row += 1
        if (one.kind === 'problem') throw unreadable(path, `row ${row} ${one.message}`)
      }
      if (names === undefined) {
        names = batch[0]?.values.map((_, index) => `column${index}`) ?? []
        yield writer.begin(names.map(textColumn))
      }
      yield writer.write(batch.map(({ values }) => values.map((value) => value ?? null)))
    }
  }
  await pipeline(lines, createWriteStream(target, { mode: 0o600, flags: 'wx' }))
  return names ?? []
}

/** As texts, of which all is left to whoever reads them. */
const READING = {
  format: 'xlsx',
  delimiter: ',',
  nullText: '',
  encoding: undefined,
  mapping: new Map<string, string | null>(),
  dateFormat: undefined,
  decimalSeparator: '.',
} as const

function textColumn(name: string) {
  return { name, type: TEXT }
}
