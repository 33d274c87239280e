import type { Connection } from '@certsql/driver'
import type { SinceOption } from './export-invocation.js'
import { type DeliveredRecord, readSinceState, type SinceState } from './since-state.js'

/** An export of what has changed. */
export interface SinceExport {
  readonly stateFile: string
  /** Undefined: the first one, of all records. */
  readonly from: Date | undefined
  /** Where the next one begins. */
  readonly next: Omit<SinceState, 'delivered'>
  /** Records that earlier exports have brought, and that are still as they were then. */
  readonly delivered: readonly DeliveredRecord[]
}

export async function sinceExport(
  { moment, stateFile }: SinceOption,
  asked: Pick<SinceState, 'object' | 'where'>,
  connection: Connection,
  signal: AbortSignal,
): Promise<SinceExport> {
  const { instanceUrl } = connection
  const state = await readSinceState(stateFile, { instanceUrl, ...asked })
  const final = moment === 'last' && state !== undefined ? new Date(state.mark) : new Date(0)
  const covered = await nextMark(asked.object, connection, signal)
  const mark = new Date(Math.max(covered.getTime(), final.getTime())).toISOString()
  const next = { version: 1, instanceUrl, ...asked, mark } as const
  if (moment !== 'last') return { stateFile, from: moment, next, delivered: [] }
  if (state === undefined) return { stateFile, from: undefined, next, delivered: [] }
  return { stateFile, from: new Date(state.mark), next, delivered: state.delivered }
}

const MINUTE = 60_000
/** Longer than a transaction of the platform may take: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/ */
const LONGEST_TRANSACTION = 15 * MINUTE

/** Before it no record can turn up any more. The org tells it for objects that are replicated; for others the clock must do. */
async function nextMark(object: string, connection: Connection, signal: AbortSignal): Promise<Date> {
  const covered = await connection
    .changesCoveredUntil(object, { signal })
    .then((date) => date.getTime())
    .catch((error: unknown) => {
      if (signal.aborted) throw error
      return Date.now() - LONGEST_TRANSACTION
    })
  return new Date(Math.floor(covered / MINUTE) * MINUTE)
}
