import { mkdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAtExit, removeFolder } from './own-folders.js'

/**
 * The one folder whose files a locked DuckDB may read. It is made when first needed, for this user alone: the files hold
 * records of the org. Each is removed as soon as it has been read.
 */
export class CsvFolder {
  private files = 0
  private exists = false

  constructor(readonly path: string) {}

  /** Runs work on a file with these bytes. */
  async withFile<Result>(csv: Buffer, work: (path: string) => Promise<Result>): Promise<Result> {
    this.create()
    const path = join(this.path, `${++this.files}.csv`)
    try {
      await writeFile(path, csv, { mode: 0o600, flag: 'wx' })
      return await work(path)
    } finally {
      await rm(path, { force: true })
    }
  }

  close(): void {
    if (this.exists) removeFolder(this.path)
    this.exists = false
  }

  private create(): void {
    if (this.exists) return
    mkdirSync(this.path, { recursive: true, mode: 0o700 })
    removeAtExit(this.path)
    this.exists = true
  }
}
