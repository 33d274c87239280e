import { rm } from 'node:fs/promises'
import { BulkCalls } from '../bulk/bulk-calls.js'
import { discardJob } from '../bulk/discard-job.js'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { onDisk } from './disk-failure.js'
import { ExtractFolder } from './extract-folder.js'
import { ExtractLedger } from './extract-ledger.js'

/** Gives up an extract: its job in the org, where it is one of this org, its pages and its ledger. */
export async function discardExtract(
  caller: RestCaller,
  instanceUrl: string,
  directory: string,
  options: RequestOptions,
): Promise<void> {
  const folder = new ExtractFolder(directory)
  const unlock = await folder.lock()
  try {
    const ledger = await ExtractLedger.open(folder.ledgerPath)
    const { identity, jobId, isWhole } = ledger.state
    await ledger.close()
    if (jobId !== undefined && !isWhole && identity?.instanceUrl === instanceUrl) {
      await discardJob(new BulkCalls(caller, identity.apiVersion, options), {
        id: jobId,
        state: 'InProgress',
      })
    }
    await onDisk(directory, () => folder.removePages())
    await onDisk(folder.ledgerPath, () => rm(folder.ledgerPath, { force: true }))
  } finally {
    await unlock()
  }
}
