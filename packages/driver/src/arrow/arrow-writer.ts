import { CertSqlError, type Column, type RowBatch, type SqlValue, uniqueNames } from '@certsql/core'
import type { DataType, Field, RecordBatchFileWriter, Schema } from 'apache-arrow'
import type { ByteSink, RowFile } from '../copy/row-file.js'
import { arrowColumn, type ColumnMaker } from './arrow-column.js'

type Arrow = typeof import('apache-arrow')

/** Rows of a record batch: readers take a batch at a time. */
const ROWS_OF_A_BATCH = 65_536

/**
 * An Arrow file (the IPC file format, also known as Feather 2), written batch by batch as rows come.
 *
 * Decimals are decimals of 128 bits, days `date32`, times `time64[us]`, moments `timestamp[ms, UTC]`; JSON and lists are texts.
 */
export class ArrowWriter implements RowFile {
  private file: OpenFile | undefined
  private held: (readonly SqlValue[])[] = []

  constructor(private readonly sink: ByteSink) {}

  async begin(columns: readonly Column[]): Promise<void> {
    this.file = new OpenFile(await loadArrow(), columns)
  }

  async write(rows: RowBatch['rows']): Promise<void> {
    for (const row of rows) this.held.push(row)
    while (this.held.length >= ROWS_OF_A_BATCH) await this.writeBatch(this.held.splice(0, ROWS_OF_A_BATCH))
  }

  async end(): Promise<void> {
    if (this.held.length > 0) await this.writeBatch(this.held)
    this.held = []
    await this.put(this.file?.end())
  }

  private async writeBatch(rows: RowBatch['rows']): Promise<void> {
    await this.put(this.file?.write(rows))
  }

  private async put(pieces: readonly Uint8Array[] = []): Promise<void> {
    for (const piece of pieces) await this.sink.write(piece)
  }
}

class OpenFile {
  private readonly schema: Schema
  private readonly makers: readonly ColumnMaker[]
  private readonly writer: RecordBatchFileWriter
  private readonly pieces: Uint8Array[] = []

  constructor(
    private readonly arrow: Arrow,
    columns: readonly Column[],
  ) {
    const names = uniqueNames(columns.map(({ name }) => name))
    this.makers = columns.map(({ type }) => arrowColumn(arrow, type))
    const fields: Field<DataType>[] = this.makers.map(
      ({ type }, index) => new arrow.Field(names[index] ?? '', type, true),
    )
    this.schema = new arrow.Schema(fields)
    this.writer = new arrow.RecordBatchFileWriter()
    this.writer.reset(queueInto(arrow, this.pieces), this.schema)
  }

  write(rows: RowBatch['rows']): readonly Uint8Array[] {
    const { arrow, makers, schema } = this
    const children = makers.map((maker, index) => maker.make(rows.map((row) => row[index] ?? null)))
    const data = arrow.makeData({
      type: new arrow.Struct(schema.fields),
      length: rows.length,
      nullCount: 0,
      children,
    })
    this.writer.write(new arrow.RecordBatch(schema, data))
    return this.pieces.splice(0)
  }

  end(): readonly Uint8Array[] {
    this.writer.finish()
    return this.pieces.splice(0)
  }
}

/** What the writer gives away, piece by piece. */
function queueInto({ AsyncByteQueue }: Arrow, pieces: Uint8Array[]) {
  return new (class extends AsyncByteQueue {
    override write(piece: ArrayBufferView): void {
      if (piece.byteLength > 0) pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
    }
  })()
}

async function loadArrow(): Promise<Arrow> {
  try {
    return await import('apache-arrow')
  } catch (error) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: 'Arrow files need the package apache-arrow, which is not installed.',
      hint: 'npm install apache-arrow, or write Parquet',
      cause: error,
    })
  }
}
