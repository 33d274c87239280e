import type { RawAnswer, RawRequest } from '@certsql/transport'
import { inDoubt } from './outcome-error.js'
import type { ProcedureContext } from './procedure.js'

export type Answered = Extract<RawAnswer, { kind: 'answered' }>

/** Sends a request; a lost answer to what cannot be sent twice is an error, named by what was to be done. */
export async function sendOrThrow(
  raw: RawRequest,
  what: string,
  { client, request }: ProcedureContext,
): Promise<Answered> {
  const answer = await client.request(raw, request)
  if (answer.kind === 'inDoubt') throw inDoubt(what, answer.cause)
  return answer
}

/** The members of a JSON object; none of anything else. */
export function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

export function momentOrNull(value: unknown): Date | null {
  const moment = typeof value === 'string' ? new Date(value) : undefined
  return moment === undefined || Number.isNaN(moment.getTime()) ? null : moment
}
