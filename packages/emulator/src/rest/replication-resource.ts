import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import { datetimeText, storedDatetime } from '../org/stored-value.js'
import { methodNotAllowed } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { RECYCLE_BIN_DAYS } from '../write/delete-record.js'

const MINUTE = 60_000
const DAY = 86_400_000
const UPDATED_DAYS = 30
const MAXIMUM_IDS = 600_000

/** `GET /sobjects/X/updated?start=…&end=…` and `/deleted`. */
export function replicationResource(
  request: RestRequest,
  { org }: LocalOrg,
  object: OrgObject,
  what: 'updated' | 'deleted',
): RestResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET')
  const wantsDeleted = what === 'deleted'
  const days = wantsDeleted ? RECYCLE_BIN_DAYS : UPDATED_DAYS
  const { start, end } = interval(request, org.now(), days)
  const stamp = object.field('SystemModstamp')
  const table = org.table(object)
  const found: { id: string; moment: string }[] = []
  for (let row = 0; row < table.size; row++) {
    if (table.isDeleted(row) !== wantsDeleted || table.isPurged(row)) continue
    const moment = momentOf(table.value(stamp as OrgField, row))
    if (moment < start || moment > end) continue
    found.push({ id: table.id(row), moment: datetimeText(moment) })
  }
  if (found.length > MAXIMUM_IDS) {
    throw new OrgRefusal(400, 'EXCEEDED_ID_LIMIT', `There are more than ${MAXIMUM_IDS} records`)
  }
  const latestDateCovered = datetimeText(Math.min(end, org.now()))
  if (!wantsDeleted) return json({ ids: found.map(({ id }) => id), latestDateCovered })
  return json({
    deletedRecords: found.map(({ id, moment }) => ({ deletedDate: moment, id })),
    earliestDateAvailable: datetimeText(org.now() - RECYCLE_BIN_DAYS * DAY),
    latestDateCovered,
  })
}

function momentOf(value: unknown): number {
  return Date.parse(String(value).replace('+0000', 'Z'))
}

function interval(request: RestRequest, now: number, days: number): { start: number; end: number } {
  // Seconds do not count at the start.
  const start = Math.floor(moment(request, 'start') / MINUTE) * MINUTE
  const end = moment(request, 'end')
  if (end - start < MINUTE) throw badDate('start must be at least a minute before end')
  if (start < now - days * DAY) throw badDate(`start cannot be more than ${days} days ago`)
  return { start, end }
}

function moment(request: RestRequest, name: string): number {
  const text = request.parameters.get(name)
  if (text === null) {
    throw new OrgRefusal(400, 'MISSING_ARGUMENT', `Missing required parameter: ${name}`)
  }
  // A plus that was not encoded has become a blank.
  const stored = storedDatetime(text.replace(' ', '+'))
  if (stored === undefined) throw badDate(`${name} is no moment with an offset: ${text}`)
  return momentOf(stored)
}

function badDate(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALID_REPLICATION_DATE', message)
}
