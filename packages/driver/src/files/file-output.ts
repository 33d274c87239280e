import type { FileHandle } from 'node:fs/promises'
import { namingFile, ReplacedFile } from './replaced-file.js'

/**
 * Writes a file that appears only when all of it is there; see `ReplacedFile`.
 *
 * ```ts
 * const output = await FileOutput.open('invoices.csv')
 * await output.write('Name\r\n')
 * await output.finish()
 * ```
 */
export class FileOutput {
  private constructor(
    private readonly file: ReplacedFile,
    private readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<FileOutput> {
    const file = await ReplacedFile.at(path)
    return new FileOutput(file, await file.create())
  }

  async write(data: string | Uint8Array): Promise<void> {
    await namingFile(this.file.path, () => this.handle.writeFile(data))
  }

  /** All has been written and is to be kept. */
  async finish(): Promise<void> {
    const { file, handle } = this
    await namingFile(file.path, async () => {
      if (file.isReplaced) await handle.sync()
      await handle.close()
    })
    await file.keep()
  }

  /** Something went wrong: nothing half-written may remain. Never throws. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined)
    await this.file.discard()
  }
}
