import { readFile } from 'node:fs/promises'
import { CertSqlError, systemErrorReason } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'

/**
 * How far incremental exports have come. All that was stamped before `mark` has been exported for good. What is stamped
 * later may still be joined by records with the same stamps, whose transactions end late: the next export asks from `mark`
 * on again, and leaves out what is still as `delivered` tells.
 */
export interface SinceState {
  readonly version: 1
  readonly instanceUrl: string
  readonly object: string
  readonly where: string | null
  readonly mark: string
  /** Records stamped at or after `mark` as they have been exported: Id, stamp, and a digest of all values. */
  readonly delivered: readonly DeliveredRecord[]
}

export type DeliveredRecord = readonly [id: string, stamp: string, digest: string]

/** Undefined where there is no file yet. */
export async function readSinceState(
  path: string,
  asked: Pick<SinceState, 'instanceUrl' | 'object' | 'where'>,
): Promise<SinceState | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The file "${path}" cannot be read: ${systemErrorReason(error)}.`,
      cause: error,
    })
  })
  if (text === undefined) return undefined
  const state = parseState(text)
  if (state === undefined) {
    throw new UsageError(`The file "${path}" is no state of an export.`, 'name another one with --state')
  }
  for (const fact of ['instanceUrl', 'object', 'where'] as const) {
    if (state[fact] === asked[fact]) continue
    throw new UsageError(
      `The state "${path}" is of ${WORDS[fact]}: ${state[fact] ?? 'none'}.`,
      'give each export a state of its own with --state',
    )
  }
  return state
}

const WORDS = { instanceUrl: 'another org', object: 'another object', where: 'another condition' } as const

function parseState(text: string): SinceState | undefined {
  try {
    const state: Partial<SinceState> = JSON.parse(text)
    const isState =
      state.version === 1 &&
      typeof state.object === 'string' &&
      Array.isArray(state.delivered) &&
      !Number.isNaN(Date.parse(String(state.mark)))
    return isState ? (state as SinceState) : undefined
  } catch {
    return undefined
  }
}

export function stateText(state: SinceState): string {
  return `${JSON.stringify(state)}\n`
}
