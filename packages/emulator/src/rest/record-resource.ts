import { createHash } from 'node:crypto'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import { canonicalRecordId } from '../org/record-id.js'
import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, jsonText, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { isKey, liveRowsWith } from '../write/find-record.js'
import { readValue } from '../write/read-value.js'
import { recordText, selectedFields } from './record-text.js'
import { createRecord, deleteRecordById, updateRecordById, upsertRecord } from './write-record.js'

/** `/sobjects/X/{id}` and `/sobjects/X/{field}/{value}`. */
export function recordResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  rest: readonly string[],
): RestResponse {
  const [first = '', ...more] = rest
  const field = object.field(first)
  if (field === undefined || !isKey(field)) {
    const [name = '', ...others] = more
    const file = others.length === 0 ? object.field(name) : undefined
    if (file?.kind === 'base64' && canonicalRecordId(first) !== undefined) {
      return fileOfRecord(request, localOrg, object, first, file)
    }
    if (more.length > 0 || canonicalRecordId(first) === undefined) throw noSuchKey(first)
    return recordById(request, localOrg, basePath, object, first)
  }
  if (more.length === 0) {
    if (request.method === 'POST' && field.schema.type === 'id') {
      return createRecord(request, localOrg, basePath, object)
    }
    throw notFound()
  }
  // The slashes of a value have split it.
  return recordByKey(request, localOrg, basePath, object, field, more.join('/'))
}

/** The bytes of a file. */
function fileOfRecord(
  request: RestRequest,
  localOrg: LocalOrg,
  object: OrgObject,
  id: string,
  field: OrgField,
): RestResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw methodNotAllowed(request.method, 'GET, HEAD')
  const table = localOrg.org.table(object)
  const row = addressedRow(localOrg, object, id, request.method)
  const content = table.value(field, row)
  if (typeof content !== 'string') throw notFound()
  const type = object.field('ContentType')
  const contentType = String((type && table.value(type, row)) ?? 'application/octetstream')
  return { status: 200, contentType, body: '', bytes: Buffer.from(content, 'base64') }
}

function noSuchKey(name: string): OrgRefusal {
  return new OrgRefusal(
    404,
    'NOT_FOUND',
    `Provided external ID field does not exist or is not accessible: ${name}`,
  )
}

function recordById(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  text: string,
): RestResponse {
  const { method } = request
  const row = addressedRow(localOrg, object, text, method)
  const id = localOrg.org.table(object).id(row)
  switch (method) {
    case 'GET':
    case 'HEAD':
      return readRow(request, localOrg, basePath, object, row)
    case 'PATCH':
      checkPreconditions(request, localOrg, basePath, object, row)
      return updateRecordById(request, localOrg, object, id)
    case 'DELETE':
      return deleteRecordById(localOrg, object, id)
    default:
      throw methodNotAllowed(method, 'GET, HEAD, PATCH, DELETE')
  }
}

/** The row that an Id in an address names; the words depend on what is to be done with it. */
function addressedRow({ org }: LocalOrg, object: OrgObject, text: string, method: string): number {
  const id = canonicalRecordId(text)
  if (id === undefined || org.objectOfId(id) !== object) {
    const label = object.field('Id')?.schema.label ?? 'Id'
    throw new OrgRefusal(400, 'MALFORMED_ID', `${label}: id value of incorrect type: ${text}`, ['Id'])
  }
  const table = org.table(object)
  const row = table.row(id)
  const isWrite = method === 'PATCH' || method === 'DELETE'
  if (row === undefined) {
    throw method === 'DELETE'
      ? new OrgRefusal(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [])
      : notFound()
  }
  if (!table.isDeleted(row)) return row
  throw isWrite ? new OrgRefusal(404, 'ENTITY_IS_DELETED', 'entity is deleted', []) : notFound()
}

function recordByKey(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  field: OrgField,
  text: string,
): RestResponse {
  const { org } = localOrg
  const { method } = request
  if (field.schema.type === 'id') return recordById(request, localOrg, basePath, object, text)
  const rows = liveRowsWith(org, object, field, readValue(field, text))
  const [row, second] = rows
  if (second !== undefined) return multipleChoices(rows, localOrg, basePath, object)
  if (method === 'PATCH') return upsertRecord(request, localOrg, basePath, object, field.name, text)
  if (method !== 'GET' && method !== 'HEAD' && method !== 'DELETE') {
    throw methodNotAllowed(method, 'GET, HEAD, PATCH, DELETE')
  }
  if (row === undefined) throw notFound()
  if (method === 'DELETE') return deleteRecordById(localOrg, object, org.table(object).id(row))
  return readRow(request, localOrg, basePath, object, row)
}

/** Where several records have the value: their addresses. */
function multipleChoices(
  rows: readonly number[],
  { org }: LocalOrg,
  basePath: string,
  object: OrgObject,
): RestResponse {
  const table = org.table(object)
  return json(
    rows.map((row) => `${basePath}/sobjects/${object.name}/${table.id(row)}`),
    { status: 300 },
  )
}

function readRow(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  row: number,
): RestResponse {
  const fields = selectedFields(object, request.parameters.get('fields'))
  const body = recordText(localOrg, basePath, object, fields)(row)
  const headers = rowHeaders(localOrg, basePath, object, row)
  const isUnchanged = checkPreconditions(request, localOrg, basePath, object, row)
  if (isUnchanged) return json('', { status: 304, body: '', headers })
  return jsonText(body, { headers, rows: 1 })
}

function rowHeaders(
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  row: number,
): Readonly<Record<string, string>> {
  const modified = modifiedAt(localOrg, object, row)
  return {
    ...(modified === undefined ? {} : { 'Last-Modified': new Date(modified).toUTCString() }),
    ...(object.name === 'Account' ? { ETag: etagOf(localOrg, basePath, object, row) } : {}),
  }
}

/** When a record was changed; HTTP dates have no fractions of seconds. */
function modifiedAt({ org }: LocalOrg, object: OrgObject, row: number): number | undefined {
  const field = object.field('LastModifiedDate')
  const text = field && org.table(object).value(field, row)
  if (typeof text !== 'string') return undefined
  return Math.floor(Date.parse(text.replace('+0000', 'Z')) / 1000) * 1000
}

/** Only accounts have one. */
function etagOf(localOrg: LocalOrg, basePath: string, object: OrgObject, row: number): string {
  const text = recordText(localOrg, basePath, object, object.fields)(row)
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

/** True when a client that reads knows the record already; writes and `If-Match` are refused with 412. */
function checkPreconditions(
  { headers, method }: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  row: number,
): boolean {
  const modified = modifiedAt(localOrg, object, row) ?? 0
  const isRead = method !== 'PATCH'
  const unmodifiedSince = conditionalDate(headers['if-unmodified-since'], isRead)
  if (unmodifiedSince !== undefined && modified > unmodifiedSince) throw preconditionFailed()
  if (object.name === 'Account') {
    const tag = etagOf(localOrg, basePath, object, row)
    if (headers['if-match'] !== undefined && !hasTag(headers['if-match'], tag)) throw preconditionFailed()
    if (headers['if-none-match'] !== undefined) {
      if (!hasTag(headers['if-none-match'], tag)) return false
      if (isRead) return true
      throw preconditionFailed()
    }
  }
  const since = conditionalDate(headers['if-modified-since'], isRead)
  if (since === undefined || modified > since) return false
  if (isRead) return true
  throw preconditionFailed()
}

function hasTag(header: string, tag: string): boolean {
  return header.split(',').some((item) => item.trim().replace(/^W\//, '') === tag || item.trim() === '*')
}

function preconditionFailed(): OrgRefusal {
  return new OrgRefusal(412, 'PRECONDITION_FAILED', 'The resource was modified since then')
}

/** Reading ignores a date that is none; writing does not. */
function conditionalDate(header: string | undefined, isRead: boolean): number | undefined {
  if (header === undefined) return undefined
  const milliseconds = Date.parse(header)
  if (!Number.isNaN(milliseconds)) return milliseconds
  if (isRead) return undefined
  throw new OrgRefusal(400, 'BAD_REQUEST', `The date of a conditional header cannot be read: ${header}`)
}
