import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { canonicalRecordId } from '../org/record-id.js'
import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { isRecord } from '../server/read-json.js'
import { json, jsonText, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { isKey } from '../write/find-record.js'
import { ROLLED_BACK, type WriteOperation, type WriteOptions, writeRecords } from '../write/write-records.js'
import type { WriteResult } from '../write/write-result.js'
import { type JsonMembers, readBody, readFlag, readList } from './read-body.js'
import { namedFields, recordText } from './record-text.js'

const MAXIMUM_RECORDS = 200
const MAXIMUM_READ = 2_000
/** Records of one object in a row make a chunk. */
const MAXIMUM_CHUNKS = 10

/** `/composite/sobjects`, `/composite/sobjects/X` and `/composite/sobjects/X/{field}`. */
export function collectionsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
): RestResponse {
  const { org } = localOrg
  const { method } = request
  const [objectName, fieldName, ...more] = rest
  if (more.length > 0) throw notFound()
  if (objectName === undefined) {
    if (method === 'POST') return save(request, org, 'insert')
    if (method === 'PATCH') return save(request, org, 'update')
    if (method === 'DELETE') return remove(request, org)
    throw methodNotAllowed(method, 'POST, PATCH, DELETE')
  }
  const object = org.object(objectName)
  if (object === undefined) throw notFound()
  if (fieldName !== undefined) {
    if (method !== 'PATCH') throw methodNotAllowed(method, 'PATCH')
    return upsert(request, org, object, fieldName)
  }
  if (method === 'POST') {
    const body = readBody(request)
    return read(localOrg, basePath, object, readTexts(body, 'ids'), readTexts(body, 'fields'))
  }
  if (method !== 'GET') throw methodNotAllowed(method, 'GET, POST')
  const { parameters } = request
  return read(localOrg, basePath, object, listOf(parameters, 'ids'), listOf(parameters, 'fields'))
}

interface Chunk {
  readonly object: OrgObject
  readonly records: JsonMembers[]
}

function save(request: RestRequest, org: Org, operation: 'insert' | 'update'): RestResponse {
  const body = readBody(request)
  const records = checkedCount(readList(body, 'records'))
  const chunks = chunksOf(records, (record) => objectOfRecord(org, record))
  return writeChunks(org, operation, chunks, readFlag(body, 'allOrNone'), {})
}

function upsert(request: RestRequest, org: Org, object: OrgObject, fieldName: string): RestResponse {
  const field = object.field(fieldName)
  if (field === undefined || !isKey(field)) {
    throw new OrgRefusal(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${fieldName}`,
    )
  }
  const body = readBody(request)
  const records = checkedCount(readList(body, 'records'))
  for (const record of records) {
    if (objectOfRecord(org, record) === object) continue
    throw new OrgRefusal(400, 'INVALID_INPUT', `All records must be of the type ${object.name}`)
  }
  const updateOnly = request.parameters.get('updateOnly') === 'true'
  const options = { externalIdField: field.name, updateOnly }
  return writeChunks(org, 'upsert', [{ object, records: [...records] }], readFlag(body, 'allOrNone'), options)
}

function remove(request: RestRequest, org: Org): RestResponse {
  const ids = checkedCount(listOf(request.parameters, 'ids'))
  const allOrNone = request.parameters.get('allOrNone') === 'true'
  const chunks = chunksOf(
    ids.map((id) => ({ Id: id })),
    // What is no Id of any object is refused as a record of the first one.
    ({ Id }) => org.objectOfId(canonicalRecordId(String(Id)) ?? '') ?? firstObject(org),
  )
  return writeChunks(org, 'delete', chunks, allOrNone, {})
}

function firstObject(org: Org): OrgObject {
  const [first] = org.objects.values()
  if (first === undefined) throw notFound()
  return first
}

function checkedCount<Item>(list: readonly Item[]): readonly Item[] {
  if (list.length === 0) throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'There are no records in the request')
  if (list.length <= MAXIMUM_RECORDS) return list
  throw new OrgRefusal(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${MAXIMUM_RECORDS} records in this call`,
  )
}

function objectOfRecord(org: Org, { attributes }: JsonMembers): OrgObject {
  const type = isRecord(attributes) ? attributes.type : undefined
  if (typeof type !== 'string') {
    throw new OrgRefusal(400, 'INVALID_INPUT', 'Must send a concrete entity type: attributes.type is missing')
  }
  const object = org.object(type)
  if (object !== undefined) return object
  throw new OrgRefusal(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`)
}

function chunksOf(
  records: readonly JsonMembers[],
  objectOf: (record: JsonMembers) => OrgObject,
): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (const record of records) {
    const object = objectOf(record)
    const last = chunks.at(-1)
    if (last?.object === object) last.records.push(record)
    else chunks.push({ object, records: [record] })
  }
  if (chunks.length <= MAXIMUM_CHUNKS) return chunks
  throw new OrgRefusal(
    400,
    'LIMIT_EXCEEDED',
    `Cannot have more than ${MAXIMUM_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
  )
}

function writeChunks(
  org: Org,
  operation: WriteOperation,
  chunks: readonly Chunk[],
  allOrNone: boolean,
  options: WriteOptions,
): RestResponse {
  const isAllRight = (results: readonly WriteResult[]) => results.every(({ success }) => success)
  const results = org.undoLog.attempt(
    () =>
      chunks.flatMap(({ object, records }) =>
        writeRecords(org, operation, object, records, { ...options, allOrNone, malformed: 'throw' }),
      ),
    (all) => !allOrNone || isAllRight(all),
  )
  const isRolledBack = allOrNone && !isAllRight(results)
  return json(
    results.map(({ id, success, created, errors }) => {
      if (isRolledBack && success) return { success: false, errors: [ROLLED_BACK] }
      return {
        ...(id === undefined ? {} : { id }),
        success,
        errors,
        ...(created === undefined ? {} : { created }),
      }
    }),
  )
}

function read(
  localOrg: LocalOrg,
  basePath: string,
  object: OrgObject,
  ids: readonly string[],
  fieldNames: readonly string[],
): RestResponse {
  if (ids.length > MAXIMUM_READ) {
    throw new OrgRefusal(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAXIMUM_READ} records in this call`,
    )
  }
  const table = localOrg.org.table(object)
  const write = recordText(localOrg, basePath, object, namedFields(object, fieldNames))
  const texts = ids.map((text) => {
    const id = canonicalRecordId(text)
    if (id === undefined) {
      throw new OrgRefusal(400, 'MALFORMED_ID', `malformed id ${text}`)
    }
    const row = table.row(id)
    return row === undefined || table.isDeleted(row) ? 'null' : write(row)
  })
  return jsonText(`[${texts.join(',')}]`, { rows: texts.length })
}

function readTexts(body: JsonMembers, name: string): readonly string[] {
  const list = body[name]
  if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')) return list
  throw new OrgRefusal(400, 'MISSING_ARGUMENT', `${name} must be a list of texts`)
}

function listOf(parameters: URLSearchParams, name: string): readonly string[] {
  const text = parameters.get(name)
  if (text === null || text.trim() === '') {
    throw new OrgRefusal(400, 'MISSING_ARGUMENT', `The parameter ${name} is missing`)
  }
  return text.split(',').map((item) => item.trim())
}
