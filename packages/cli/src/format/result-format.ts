import { CsvWriter, JsonWriter, NdjsonWriter, type RowWriter, TsvWriter } from '@certsql/core'
import type { WriterSettings } from './writer-settings.js'

export type ResultFormat =
  | 'table'
  | 'vertical'
  | 'csv'
  | 'tsv'
  | 'json'
  | 'ndjson'
  | 'markdown'
  | 'html'
  | 'insert'

interface FormatDefinition {
  /** What files of this format are called, without the dot. */
  readonly extensions: readonly string[]
  /** Whether people read it: then a count of the rows follows on stderr. */
  readonly forPeople: boolean
  /** Loads what it needs when it is chosen, and nothing before. `sql` is the statement whose rows are to be written. */
  readonly createWriter: (settings: WriterSettings, sql: string) => Promise<RowWriter>
}

export const RESULT_FORMATS: Readonly<Record<ResultFormat, FormatDefinition>> = {
  table: {
    extensions: ['txt'],
    forPeople: true,
    createWriter: async (settings) => {
      if (settings.screenWidth === undefined) {
        const { TableWriter } = await import('./table-writer.js')
        return new TableWriter(settings)
      }
      const { FittingWriter } = await import('./fitting-writer.js')
      return new FittingWriter(settings, settings.screenWidth)
    },
  },
  vertical: {
    extensions: [],
    forPeople: true,
    createWriter: async (settings) => {
      const { VerticalWriter } = await import('./vertical-writer.js')
      return new VerticalWriter(settings)
    },
  },
  csv: {
    extensions: ['csv'],
    forPeople: false,
    createWriter: async () => new CsvWriter(),
  },
  tsv: {
    extensions: ['tsv', 'tab'],
    forPeople: false,
    createWriter: async () => new TsvWriter(),
  },
  json: {
    extensions: ['json'],
    forPeople: false,
    createWriter: async () => new JsonWriter(),
  },
  ndjson: {
    extensions: ['ndjson', 'jsonl'],
    forPeople: false,
    createWriter: async () => new NdjsonWriter(),
  },
  markdown: {
    extensions: ['md', 'markdown'],
    forPeople: true,
    createWriter: async ({ nullText }) => {
      const { MarkdownWriter } = await import('./markdown-writer.js')
      return new MarkdownWriter(nullText)
    },
  },
  html: {
    extensions: ['html', 'htm'],
    forPeople: false,
    createWriter: async () => {
      const { HtmlWriter } = await import('./html-writer.js')
      return new HtmlWriter()
    },
  },
  insert: {
    extensions: ['sql'],
    forPeople: false,
    createWriter: async (_settings, sql) => {
      const { InsertWriter } = await import('./insert-writer.js')
      const { tableOfStatement } = await import('./table-of-statement.js')
      return new InsertWriter(tableOfStatement(sql))
    },
  },
}

/** Formats that are files and no text: they are written by COPY, and need a name. */
export const FILE_FORMATS = {
  parquet: ['parquet'],
  xlsx: ['xlsx'],
  arrow: ['arrow'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FileFormat = keyof typeof FILE_FORMATS

export const FILE_FORMAT_NAMES = Object.keys(FILE_FORMATS) as readonly FileFormat[]

export function isFileFormat(name: string): name is FileFormat {
  return Object.hasOwn(FILE_FORMATS, name)
}

export function isResultFormat(name: string): name is ResultFormat {
  return Object.hasOwn(RESULT_FORMATS, name)
}

export const FORMAT_NAMES = Object.keys(RESULT_FORMATS) as readonly ResultFormat[]
