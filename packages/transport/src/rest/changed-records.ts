import { CertSqlError } from '@certsql/core'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

/** A span of time. The org goes by minutes: seconds are dropped. */
export interface TimeSpan {
  readonly start: Date
  /** At least a minute later. */
  readonly end: Date
}

export interface UpdatedRecords {
  readonly ids: readonly string[]
  /** `2026-01-08T21:20:00.000+0000`: begin the next question here. */
  readonly latestDateCovered: string
}

export interface DeletedRecords {
  readonly deletedRecords: readonly { readonly id: string; readonly deletedDate: string }[]
  readonly earliestDateAvailable: string
  readonly latestDateCovered: string
}

/** Records that were added or changed, within the last 30 days. */
export async function fetchUpdatedRecords(
  caller: RestCaller,
  apiVersion: string,
  object: string,
  span: TimeSpan,
  options: RequestOptions,
): Promise<UpdatedRecords> {
  const body = await fetchChanges(caller, apiVersion, object, 'updated', span, options)
  if (!Array.isArray(body.ids)) throw notAList(object)
  return { ids: body.ids.map(String), latestDateCovered: String(body.latestDateCovered) }
}

/** Records that were deleted, within the last 15 days. */
export async function fetchDeletedRecords(
  caller: RestCaller,
  apiVersion: string,
  object: string,
  span: TimeSpan,
  options: RequestOptions,
): Promise<DeletedRecords> {
  const body = await fetchChanges(caller, apiVersion, object, 'deleted', span, options)
  if (!Array.isArray(body.deletedRecords)) throw notAList(object)
  const deletedRecords = body.deletedRecords.map((entry: unknown) => {
    const { id, deletedDate } = (entry ?? {}) as Readonly<Record<string, unknown>>
    return { id: String(id), deletedDate: String(deletedDate) }
  })
  return {
    deletedRecords,
    earliestDateAvailable: String(body.earliestDateAvailable),
    latestDateCovered: String(body.latestDateCovered),
  }
}

async function fetchChanges(
  caller: RestCaller,
  apiVersion: string,
  object: string,
  kind: 'updated' | 'deleted',
  { start, end }: TimeSpan,
  options: RequestOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const resource = `/services/data/v${apiVersion}/sobjects/${encodeURIComponent(object)}/${kind}/`
  const path = `${resource}?start=${moment(start)}&end=${moment(end)}`
  const { body } = await caller.call(get(path), options)
  return (body ?? {}) as Readonly<Record<string, unknown>>
}

/** With an offset, whose plus sign would be a blank. */
function moment(date: Date): string {
  return encodeURIComponent(date.toISOString().replace(/\.\d+Z$/, '+00:00'))
}

function notAList(object: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org answered the question for changed records of ${object} with something else than a list.`,
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}
