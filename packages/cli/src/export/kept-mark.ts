import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CertSqlError, systemErrorReason } from '@certsql/core'

/** The mark that was kept with the pages of an export that is gone on with; else this one, which is kept. */
export async function keptMark(folder: string, mark: string): Promise<string> {
  const path = join(folder, 'mark')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const kept = await readFile(path, 'utf8').catch(() => '')
    if (!Number.isNaN(Date.parse(kept))) return kept
    const file = await open(path, 'w', 0o600)
    await file.writeFile(mark)
    await file.datasync()
    await file.close()
    return mark
  } catch (error) {
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The file "${path}" cannot be written: ${systemErrorReason(error)}.`,
      cause: error,
    })
  }
}
