import type { FileHandle } from 'node:fs/promises'
import type { FilePacking } from '@certsql/core'
import { Compressor } from './compressor.js'
import { namingFile, ReplacedFile } from './replaced-file.js'

export interface FileOutputOptions {
  /** How what is written is compressed; not at all unless said. */
  readonly packing?: FilePacking | undefined
  /** Sees the bytes that go into the file. */
  readonly onBytes?: (bytes: Uint8Array) => void
}

/**
 * Writes a file that appears only when all of it is there; see `ReplacedFile`.
 *
 * ```ts
 * const output = await FileOutput.open('invoices.csv.gz', { packing: 'gz' })
 * await output.write('Name\r\n')
 * await output.finish()
 * ```
 */
export class FileOutput {
  private compressor: Compressor | undefined

  private constructor(
    private readonly file: ReplacedFile,
    private readonly handle: FileHandle,
    private readonly onBytes: FileOutputOptions['onBytes'],
  ) {}

  static async open(path: string, { packing, onBytes }: FileOutputOptions = {}): Promise<FileOutput> {
    const file = await ReplacedFile.at(path)
    const output = new FileOutput(file, await file.create(), onBytes)
    try {
      output.compressor = packing && (await Compressor.open(packing, { write: (data) => output.put(data) }))
      return output
    } catch (error) {
      await output.discard()
      throw error
    }
  }

  async write(data: string | Uint8Array): Promise<void> {
    if (this.compressor === undefined) await this.put(data)
    else await this.compressor.write(data)
  }

  /** All has been written and is to be kept. */
  async finish(): Promise<void> {
    const { file, handle } = this
    await this.compressor?.end()
    await namingFile(file.path, async () => {
      if (file.isReplaced) await handle.sync()
      await handle.close()
    })
    await file.keep()
  }

  /** Something went wrong: nothing half-written may remain. Never throws. */
  async discard(): Promise<void> {
    this.compressor?.discard()
    await this.handle.close().catch(() => undefined)
    await this.file.discard()
  }

  private async put(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    this.onBytes?.(bytes)
    await namingFile(this.file.path, () => this.handle.writeFile(bytes))
  }
}
