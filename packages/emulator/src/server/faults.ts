import { CertSqlError } from '@certsql/core'
import type { RecordTrouble } from '../org/org.js'
import { isRecord, readMember } from './read-json.js'

/** What a fault waits for; all that is given must fit. */
export interface FaultMatch {
  readonly method?: string
  /** Part of the path, the locator of a next page included. */
  readonly path?: string
  /** Part of the query; next pages belong to the query of their first one. */
  readonly soql?: string
  /** Only this one of the requests that fit, from 1. */
  readonly nth?: number
  /** Only each so-manieth of them. */
  readonly every?: number
  /** Only this share of them, from 0 to 1. */
  readonly probability?: number
}

export interface FaultAction {
  readonly status?: number
  readonly errorCode?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly delayMs?: number
  /** The connection breaks off before anything happened. */
  readonly reset?: boolean
  /** Only this share of the answer is sent, from 0 to 1, then the connection breaks off. */
  readonly truncate?: number
  /** The session of the request is closed first. */
  readonly expireSession?: boolean
  /** The locator of the request is forgotten first. */
  readonly dropLocator?: boolean
  /** The connection breaks off after the request was carried out. */
  readonly applyThenReset?: boolean
  /** Single records of the request are refused. */
  readonly recordErrors?: RecordErrors
}

/** `{"statusCode": "UNABLE_TO_LOCK_ROW", "every": 3}`: every third record that a request writes. */
export interface RecordErrors {
  readonly statusCode: string
  readonly message?: string
  /** 1, so that all are refused, where nothing is said. */
  readonly every?: number
}

/** Trouble on demand. */
export interface Fault {
  readonly match: FaultMatch
  readonly action: FaultAction
  /** How often at most. */
  readonly times?: number
}

export interface FaultSubject {
  readonly method: string
  readonly path: string
  readonly soql: string | undefined
}

interface FaultState {
  readonly fault: Fault
  seen: number
  used: number
}

/** Decides which requests get into trouble. */
export class FaultPlan {
  #states: readonly FaultState[] = []

  constructor(
    faults: readonly Fault[],
    readonly random: () => number,
  ) {
    this.replace(faults)
  }

  /** Other faults from now on; what the earlier ones have counted is forgotten. */
  replace(faults: readonly Fault[]): void {
    this.#states = faults.map((fault) => ({ fault, seen: 0, used: 0 }))
  }

  /** The actions of all faults that this request meets, taken together. */
  actionFor(subject: FaultSubject): FaultAction {
    let action: FaultAction = {}
    for (const state of this.#states) {
      const { match, times = Number.POSITIVE_INFINITY } = state.fault
      if (!fits(match, subject)) continue
      state.seen++
      if (state.used >= times || !isDue(match, state.seen, this.random)) continue
      state.used++
      action = { ...action, ...state.fault.action }
    }
    return action
  }
}

function fits(match: FaultMatch, { method, path, soql }: FaultSubject): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path !== undefined && !path.includes(match.path)) return false
  return match.soql === undefined || (soql?.includes(match.soql) ?? false)
}

function isDue({ nth, every, probability }: FaultMatch, seen: number, random: () => number): boolean {
  if (nth !== undefined && seen !== nth) return false
  if (every !== undefined && seen % every !== 0) return false
  return probability === undefined || random() < probability
}

/** Checks what was read from a file: an unknown word would be trouble that never comes. */
export function checkFaults(faults: unknown): readonly Fault[] {
  if (!Array.isArray(faults)) throw badFault('faults are a JSON array')
  return faults.map((fault, index): Fault => {
    const place = `fault ${index + 1}`
    if (!isRecord(fault)) throw badFault(`${place} is no object`)
    checkNames(fault, ['match', 'action', 'times'], place)
    const match = fault.match ?? {}
    const { action } = fault
    if (!isRecord(match) || !isRecord(action))
      throw badFault(`${place} needs the objects "match" and "action"`)
    checkNames(match, ['method', 'path', 'soql', 'nth', 'every', 'probability'], `"match" of ${place}`)
    checkNames(
      action,
      [
        'status',
        'errorCode',
        'body',
        'headers',
        'delayMs',
        'reset',
        'truncate',
        'expireSession',
        'dropLocator',
        'applyThenReset',
        'recordErrors',
      ],
      `"action" of ${place}`,
    )
    const times = readMember(fault, 'times', 'number', badFault)
    return {
      match: checkedMatch(match),
      action: checkedAction(action),
      ...(times === undefined ? {} : { times }),
    }
  })
}

type Members = Readonly<Record<string, unknown>>

function checkedMatch(match: Members): FaultMatch {
  for (const name of ['method', 'path', 'soql']) readMember(match, name, 'string', badFault)
  for (const name of ['nth', 'every', 'probability']) readMember(match, name, 'number', badFault)
  return match
}

function checkedAction(action: Members): FaultAction {
  for (const name of ['status', 'delayMs', 'truncate']) readMember(action, name, 'number', badFault)
  for (const name of ['reset', 'expireSession', 'dropLocator', 'applyThenReset']) {
    readMember(action, name, 'boolean', badFault)
  }
  readMember(action, 'errorCode', 'string', badFault)
  readMember(action, 'headers', 'object', badFault)
  const recordErrors = readMember(action, 'recordErrors', 'object', badFault)
  if (recordErrors !== undefined) checkRecordErrors(recordErrors)
  return action
}

function checkRecordErrors(recordErrors: object): void {
  if (!isRecord(recordErrors)) throw badFault('"recordErrors" must be an object')
  checkNames(recordErrors, ['statusCode', 'message', 'every'], '"recordErrors"')
  readMember(recordErrors, 'message', 'string', badFault)
  readMember(recordErrors, 'every', 'number', badFault)
  if (readMember(recordErrors, 'statusCode', 'string', badFault) === undefined) {
    throw badFault('"recordErrors" needs a "statusCode"')
  }
}

/** Says for one record after the other whether it is refused. */
export function recordTroubleOf({
  statusCode,
  message,
  every = 1,
}: RecordErrors): () => RecordTrouble | undefined {
  const words = message ?? RECORD_WORDS[statusCode] ?? `${statusCode} on demand`
  let seen = 0
  return () => {
    seen++
    return seen % every === 0 ? { statusCode, message: words, fields: [] } : undefined
  }
}

const RECORD_WORDS: Readonly<Record<string, string>> = {
  UNABLE_TO_LOCK_ROW: 'unable to obtain exclusive access to this record',
}

function checkNames(value: Members, names: readonly string[], place: string): void {
  const unknown = Object.keys(value).find((name) => !names.includes(name))
  if (unknown !== undefined) throw badFault(`${place} has "${unknown}", but knows only ${names.join(', ')}`)
}

function badFault(message: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-8601', message: `Faults: ${message}.` })
}
