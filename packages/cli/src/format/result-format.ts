import { CsvWriter, JsonWriter, NdjsonWriter, type RowWriter, TsvWriter } from '@certsql/core'
import type { WriterSettings } from './writer-settings.js'

export type ResultFormat = 'table' | 'vertical' | 'csv' | 'tsv' | 'json' | 'ndjson' | 'markdown'

interface FormatDefinition {
  /** What files of this format are called, without the dot. */
  readonly extensions: readonly string[]
  /** Whether people read it: then a count of the rows follows on stderr. */
  readonly forPeople: boolean
  /** Loads what it needs when it is chosen, and nothing before. */
  readonly createWriter: (settings: WriterSettings) => Promise<RowWriter>
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
}

/** In the contract of the command line, and still to be built. */
export const FORMATS_TO_COME: Readonly<Record<string, readonly string[]>> = {
  html: ['html', 'htm'],
  insert: ['sql'],
  parquet: ['parquet'],
  xlsx: ['xlsx'],
  arrow: ['arrow', 'feather'],
}

export function isResultFormat(name: string): name is ResultFormat {
  return Object.hasOwn(RESULT_FORMATS, name)
}

export const FORMAT_NAMES = Object.keys(RESULT_FORMATS) as readonly ResultFormat[]
