import { randomBytes } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CertSqlError } from '@certsql/core'
import { systemErrorReason } from './system-error.js'
import type { TextOutput } from './text-output.js'

/**
 * Writes a file all at once: text is gathered in a neighbour of the file, which takes its place at the end. Until then,
 * and when anything fails, the old file stays as it was.
 *
 * ```ts
 * const output = await FileOutput.open('invoices.csv')
 * ```
 */
export class FileOutput implements TextOutput {
  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    /** Absent for what cannot be replaced: a pipe, a device. */
    private readonly temporaryPath: string | undefined,
  ) {}

  static async open(path: string): Promise<FileOutput> {
    return await naming(path, async () => {
      const existing = await stat(path).catch(() => undefined)
      if (existing !== undefined && !existing.isFile()) {
        return new FileOutput(path, await open(path, 'w'), undefined)
      }
      const target = existing === undefined ? path : await realpath(path)
      const temporaryPath = join(
        dirname(target),
        `.${basename(target)}.${randomBytes(4).toString('hex')}.part`,
      )
      const handle = await open(temporaryPath, 'wx', existing === undefined ? 0o666 : existing.mode & 0o777)
      return new FileOutput(target, handle, temporaryPath)
    })
  }

  async write(text: string): Promise<void> {
    await naming(this.path, () => this.handle.writeFile(text))
  }

  async finish(): Promise<void> {
    const { temporaryPath } = this
    await naming(this.path, async () => {
      if (temporaryPath !== undefined) await this.handle.sync()
      await this.handle.close()
      if (temporaryPath !== undefined) await rename(temporaryPath, this.path)
    })
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined)
    if (this.temporaryPath !== undefined) await rm(this.temporaryPath, { force: true }).catch(() => undefined)
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The file "${path}" cannot be written: ${systemErrorReason(error)}.`,
      cause: error,
    })
  }
}
