import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { CertSqlError, systemErrorReason } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import { manifestPath } from './manifest.js'

/** A folder that takes the place of another one when all of it is there. */
export class ReplacedFolder {
  private constructor(
    readonly path: string,
    /** Where its files are written until then. */
    readonly writePath: string,
  ) {}

  /** A folder that is no earlier export is not replaced: it may hold what nobody else has. */
  static async open(path: string): Promise<ReplacedFolder> {
    const target = resolve(path)
    const existing = await stat(target).catch(() => undefined)
    if (existing !== undefined && !(await mayBeReplaced(target, existing.isDirectory()))) {
      throw new UsageError(
        `"${path}" is there already, and is no folder of an earlier export.`,
        'take it away, or name another one',
      )
    }
    const folder = new ReplacedFolder(target, neighbour(target))
    await folder.naming(() => mkdir(folder.writePath))
    return folder
  }

  async keep(): Promise<void> {
    const old = neighbour(this.path)
    await this.naming(async () => {
      const replaced = await rename(this.path, old).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false
          throw error
        },
      )
      await rename(this.writePath, this.path)
      if (replaced) await rm(old, { recursive: true, force: true })
    })
  }

  /** Never throws. */
  async discard(): Promise<void> {
    await rm(this.writePath, { recursive: true, force: true }).catch(() => undefined)
  }

  private async naming<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw new CertSqlError({
        code: 'CERT-8603',
        message: `The folder "${this.path}" cannot be written: ${systemErrorReason(error)}.`,
        cause: error,
      })
    }
  }
}

async function mayBeReplaced(path: string, isFolder: boolean): Promise<boolean> {
  if (!isFolder) return false
  const names = await readdir(path)
  if (names.length === 0) return true
  return await stat(manifestPath(path)).then(
    () => true,
    () => false,
  )
}

function neighbour(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
}
