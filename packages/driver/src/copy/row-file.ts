import { CsvWriter, JsonWriter, NdjsonWriter, type RowBatch, type RowWriter, TsvWriter } from '@certsql/core'
import type { CopyTextStyle, CopyToFormat } from '@certsql/planner'

/** Formats that are written row by row. */
export type RowFileFormat = Exclude<CopyToFormat, 'parquet'>

/** Where the bytes go; they are taken when it says so. */
export interface ByteSink {
  write(data: string | Uint8Array): Promise<void>
}

/** Takes rows, and has handed them on when it says so. */
export interface RowFile {
  begin(columns: RowBatch['columns']): Promise<void>
  write(rows: RowBatch['rows']): Promise<void>
  end(): Promise<void>
}

const USUAL_STYLE: Readonly<Record<'csv' | 'tsv', CopyTextStyle>> = {
  csv: { header: true, delimiter: ',', nullText: '' },
  tsv: { header: true, delimiter: '\t', nullText: '\\N' },
}

/** Writes rows in a format; libraries are loaded for the formats that need them. */
export async function openRowFile(
  format: RowFileFormat,
  sink: ByteSink,
  style: CopyTextStyle = USUAL_STYLE[format === 'tsv' ? 'tsv' : 'csv'],
): Promise<RowFile> {
  switch (format) {
    case 'csv':
      return textFile(new CsvWriter(style), sink)
    case 'tsv':
      return textFile(new TsvWriter(style), sink)
    case 'json':
      return textFile(new JsonWriter(), sink)
    case 'ndjson':
      return textFile(new NdjsonWriter(), sink)
    case 'xlsx': {
      const { XlsxWriter } = await import('../xlsx/xlsx-writer.js')
      return new XlsxWriter(sink, style.header)
    }
    case 'arrow': {
      const { ArrowWriter } = await import('../arrow/arrow-writer.js')
      return new ArrowWriter(sink)
    }
  }
}

function textFile(writer: RowWriter, sink: ByteSink): RowFile {
  return {
    begin: (columns) => sink.write(writer.begin(columns)),
    write: (rows) => sink.write(writer.write(rows)),
    end: () => sink.write(writer.end()),
  }
}
