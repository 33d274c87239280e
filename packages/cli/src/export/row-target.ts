import type { Column, RowBatch } from '@certsql/core'
import type { FilePacking, RowFile, RowFileFormat } from '@certsql/driver'
import { type FileFacts, HashedFile } from './hashed-file.js'

/** A file of an export, as the manifest names it. */
export interface WrittenFile extends FileFacts {
  readonly path: string
  readonly rows: number
}

/** Where rows go; what it has written appears at the end. */
export interface RowTarget {
  begin(columns: readonly Column[]): Promise<void>
  write(rows: RowBatch['rows']): Promise<void>
  /** Lines of CSV that are written already; only where `takesCsv` says so. */
  writeCsv(lines: Uint8Array, rows: number): Promise<void>
  readonly takesCsv: boolean
  finish(): Promise<readonly WrittenFile[]>
  /** Never throws. */
  discard(): Promise<void>
}

/** One file of rows. */
export class SingleFile implements RowTarget {
  private rows = 0

  private constructor(
    private readonly path: string,
    private readonly format: RowFileFormat,
    private readonly file: HashedFile,
    private readonly writer: RowFile,
  ) {}

  static async open(
    path: string,
    format: RowFileFormat,
    packing: FilePacking | undefined,
  ): Promise<SingleFile> {
    return await SingleFile.into(await HashedFile.open(path, packing), path, format)
  }

  static async into(file: HashedFile, path: string, format: RowFileFormat): Promise<SingleFile> {
    const { openRowFile } = await import('@certsql/driver')
    try {
      return new SingleFile(path, format, file, await openRowFile(format, file))
    } catch (error) {
      await file.discard()
      throw error
    }
  }

  get takesCsv(): boolean {
    return this.format === 'csv'
  }

  begin(columns: readonly Column[]): Promise<void> {
    return this.writer.begin(columns)
  }

  async write(rows: RowBatch['rows']): Promise<void> {
    this.rows += rows.length
    await this.writer.write(rows)
  }

  async writeCsv(lines: Uint8Array, rows: number): Promise<void> {
    this.rows += rows
    await this.file.write(lines)
  }

  async finish(): Promise<readonly WrittenFile[]> {
    await this.writer.end()
    return [{ path: this.path, rows: this.rows, ...(await this.file.finish()) }]
  }

  discard(): Promise<void> {
    return this.file.discard()
  }
}
