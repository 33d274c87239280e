import { multipartRecord } from '../files/multipart-record.js'
import type { OrgObject } from '../org/org-object.js'
import { parseVersion } from '../server/api-version.js'
import { recordErrors } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, noContent, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { writeRecords } from '../write/write-records.js'
import type { WriteResult } from '../write/write-result.js'
import { readBody } from './read-body.js'

/** From this version on, an upsert that changes a record has a body. */
const VERSION_WITH_UPSERT_BODY = 46

/** `POST /sobjects/X`. */
export function createRecord(
  request: RestRequest,
  { org }: LocalOrg,
  basePath: string,
  object: OrgObject,
): RestResponse {
  const body = multipartRecord(request, object) ?? readBody(request)
  const [result] = writeRecords(org, 'insert', object, [body], { malformed: 'throw' })
  if (result === undefined || !result.success) return recordErrors(result?.errors ?? [])
  return created(result, basePath, object)
}

function created(result: WriteResult, basePath: string, object: OrgObject): RestResponse {
  const { id, errors, ...flags } = result
  return json(
    { id, success: true, errors, ...(flags.created === undefined ? {} : { created: flags.created }) },
    { status: 201, headers: { Location: `${basePath}/sobjects/${object.name}/${id}` } },
  )
}

/** `PATCH /sobjects/X/{id}`. */
export function updateRecordById(
  request: RestRequest,
  { org }: LocalOrg,
  object: OrgObject,
  id: string,
): RestResponse {
  const body = multipartRecord(request, object) ?? readBody(request)
  refuseMember(body, 'Id', 'INVALID_FIELD_FOR_INSERT_UPDATE')
  const [result] = writeRecords(org, 'update', object, [{ ...body, Id: id }], { malformed: 'throw' })
  return result?.success === true ? noContent() : recordErrors(result?.errors ?? [])
}

/** `DELETE /sobjects/X/{id}`. */
export function deleteRecordById({ org }: LocalOrg, object: OrgObject, id: string): RestResponse {
  const [result] = writeRecords(org, 'delete', object, [{ Id: id }])
  return result?.success === true ? noContent() : recordErrors(result?.errors ?? [])
}

/** `PATCH /sobjects/X/{field}/{value}`. */
export function upsertRecord(
  request: RestRequest,
  { org }: LocalOrg,
  basePath: string,
  object: OrgObject,
  fieldName: string,
  value: string,
): RestResponse {
  const body = readBody(request)
  refuseMember(body, fieldName, 'INVALID_FIELD')
  const updateOnly = request.parameters.get('updateOnly') === 'true'
  const [result] = writeRecords(org, 'upsert', object, [{ ...body, [fieldName]: value }], {
    externalIdField: fieldName,
    updateOnly,
    malformed: 'throw',
  })
  if (result === undefined || !result.success) {
    const isMissing = result?.errors.some(({ statusCode }) => statusCode === 'NOT_FOUND') === true
    return recordErrors(result?.errors ?? [], isMissing ? 404 : 400)
  }
  if (result.created === true) return created(result, basePath, object)
  const version = parseVersion(basePath.split('/').at(-1) ?? '') ?? 0
  if (version < VERSION_WITH_UPSERT_BODY) return noContent()
  return json({ id: result.id, success: true, errors: [], created: false })
}

/** What the address says must not be said again in the body. */
function refuseMember(body: Readonly<Record<string, unknown>>, name: string, errorCode: string): void {
  const wanted = name.toLowerCase()
  if (!Object.keys(body).some((member) => member.toLowerCase() === wanted)) return
  throw new OrgRefusal(
    400,
    errorCode,
    `The ${name} field should not be specified in the sobject data.`,
    errorCode === 'INVALID_FIELD' ? undefined : [name],
  )
}
