import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CertSqlError, tryFileLock } from '@certsql/core'
import { onDisk } from './disk-failure.js'
import type { PageEntry } from './ledger-entry.js'

const PAGE_FILE = /^page-\d{6,}\.csv(?:\.part)?$/

/** The folder of an extract: the ledger, and a CSV file for each page. Its files are for this user alone. */
export class ExtractFolder {
  constructor(readonly path: string) {}

  get ledgerPath(): string {
    return join(this.path, 'ledger.jsonl')
  }

  pagePath(number: number): string {
    return join(this.path, `page-${String(number).padStart(6, '0')}.csv`)
  }

  /** Keeps other processes out until it is released. */
  async lock(): Promise<() => Promise<void>> {
    await onDisk(this.path, () => mkdir(this.path, { recursive: true, mode: 0o700 }))
    const release = await onDisk(this.path, () => tryFileLock(join(this.path, 'ledger.lock')))
    if (release !== undefined) return release
    throw new CertSqlError({
      code: 'CERT-8604',
      message: `Another process is extracting into ${this.path}.`,
      hint: 'wait for it, or take another folder',
    })
  }

  /** The bytes of a page, safe on disk under a name of their own until {@link keepPage}. */
  async writePage(number: number, csv: Buffer): Promise<void> {
    const part = `${this.pagePath(number)}.part`
    await onDisk(part, async () => {
      try {
        const file = await open(part, 'w', 0o600)
        try {
          await file.writeFile(csv)
          await file.datasync()
        } finally {
          await file.close()
        }
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined)
        throw error
      }
    })
  }

  /** Gives a page that was written, and noted in the ledger, its name. */
  async keepPage(number: number): Promise<void> {
    const path = this.pagePath(number)
    await onDisk(path, () => rename(`${path}.part`, path))
  }

  /** Whether the page is there as it was noted; one that was noted and not yet named is named now. */
  async hasPage({ number, bytes }: PageEntry): Promise<boolean> {
    const path = this.pagePath(number)
    if ((await sizeOf(path)) === bytes) return true
    if ((await sizeOf(`${path}.part`)) !== bytes) return false
    await this.keepPage(number)
    return true
  }

  async removePages(): Promise<void> {
    const names = (await readdir(this.path)).filter((name) => PAGE_FILE.test(name))
    for (const name of names) await rm(join(this.path, name), { force: true })
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch {
    return undefined
  }
}
