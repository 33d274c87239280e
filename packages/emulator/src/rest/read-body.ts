import { parseJson } from '../server/parse-json.js'
import { isRecord } from '../server/read-json.js'
import type { RestRequest } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'

export type JsonMembers = Readonly<Record<string, unknown>>

/** The JSON object in the body of a request. */
export function readBody(request: RestRequest): JsonMembers {
  checkContentType(request)
  const body = parseJson(request.body)
  if (isRecord(body)) return body
  throw new OrgRefusal(400, 'JSON_PARSER_ERROR', 'The JSON of the request must be an object')
}

/** The list of records, or of other objects, in a body. */
export function readList(body: JsonMembers, name: string): readonly JsonMembers[] {
  const list = body[name]
  if (!Array.isArray(list)) throw new OrgRefusal(400, 'MISSING_ARGUMENT', `${name} must be a list`)
  if (!list.every(isRecord)) {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `${name} must be a list of JSON objects`)
  }
  return list
}

/** A member that is true or false; false where it is missing. */
export function readFlag(body: JsonMembers, name: string): boolean {
  const value = body[name] ?? false
  if (typeof value === 'boolean') return value
  throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `${name} must be true or false`)
}

/** XML and forms are formats of the platform that this org does not read. */
function checkContentType({ headers }: RestRequest): void {
  const type = headers['content-type'] ?? ''
  if (!/xml|x-www-form-urlencoded|multipart/i.test(type)) return
  throw new OrgRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${type} is not supported`)
}
