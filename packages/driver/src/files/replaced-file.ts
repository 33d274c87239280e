import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CertSqlError, systemErrorReason } from '@certsql/core'

/**
 * A file that takes the place of another all at once: it is written as a neighbour, and renamed at the end. Until then,
 * and when anything fails, the old file stays as it was.
 */
export class ReplacedFile {
  private constructor(
    /** Where the file will be; a link is followed. */
    readonly path: string,
    /** Where it is to be written; the path itself for what cannot be replaced: a pipe, a device. */
    readonly writePath: string,
    /** The access rights of the old file. */
    private readonly mode: number | undefined,
  ) {}

  static async at(path: string): Promise<ReplacedFile> {
    return await namingFile(path, async () => {
      const existing = await stat(path).catch(() => undefined)
      if (existing !== undefined && !existing.isFile()) return new ReplacedFile(path, path, undefined)
      const target = existing === undefined ? path : await realpath(path)
      const mode = existing === undefined ? undefined : existing.mode & 0o777
      return new ReplacedFile(target, neighbourOf(target), mode)
    })
  }

  /** Takes away what writers of the file have left that were killed; only for whoever knows that no other one is at work. */
  static async clearLeftovers(path: string): Promise<void> {
    const folder = dirname(path)
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((one) => isLeftover(one, basename(path)))) {
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
    }
  }

  get isReplaced(): boolean {
    return this.writePath !== this.path
  }

  /** Makes the file that is to be written, with the rights of the old one. */
  create(): Promise<FileHandle> {
    return namingFile(this.path, () => open(this.writePath, this.isReplaced ? 'wx' : 'w', this.mode))
  }

  /** All is written. */
  async keep(): Promise<void> {
    if (this.isReplaced) await namingFile(this.path, () => rename(this.writePath, this.path))
  }

  /** Something went wrong. Never throws. */
  async discard(): Promise<void> {
    if (this.isReplaced) await rm(this.writePath, { force: true }).catch(() => undefined)
  }
}

/** Where it is written before it takes its place. */
function neighbourOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
}

/** A neighbour, or one of a neighbour: Parquet is written beside the folder of its partitions. */
function isLeftover(name: string, of: string): boolean {
  const [own, wanted] = [name, of].map((text) => text.replace(/^\.+/, ''))
  if (own === undefined || wanted === undefined || !own.startsWith(`${wanted}.`)) return false
  return name.startsWith('.') && LEFTOVER.test(own.slice(wanted.length + 1))
}

const LEFTOVER = /^[0-9a-f]{8}\.part(?:(?:\.parquet)?\.[0-9a-f]{8}\.part)?$/

/** Errors of the system name the file. */
export async function namingFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CertSqlError) throw error
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The file "${path}" cannot be written: ${systemErrorReason(error)}.`,
      cause: error,
    })
  }
}
