import { resolve } from 'node:path'
import { CertSqlError, systemErrorReason, tryFileLock } from '@certsql/core'

/**
 * Opens a ledger, and keeps everybody else from working with it until it is released: two that go on with it at the same
 * time would write everything twice. What a process that has ended left behind is taken over.
 */
export async function openLockedLedger<Ledger>(
  path: string,
  open: (unlock: () => Promise<void>) => Promise<Ledger>,
): Promise<Ledger> {
  const unlock = await lockLedger(path)
  try {
    return await open(unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function lockLedger(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`
  const release = await tryFileLock(lock).catch((error: unknown) => {
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The ledger ${path} cannot be locked: ${systemErrorReason(error)}.`,
      hint: 'name a file in a folder that is there and may be written to',
      cause: error,
    })
  })
  if (release !== undefined) return release
  throw new CertSqlError({
    code: 'CERT-8009',
    message: `The ledger ${path} is in use by another statement or process.`,
    hint: `wait for its end, or take another file; if nobody works with it, delete ${lock}`,
  })
}
