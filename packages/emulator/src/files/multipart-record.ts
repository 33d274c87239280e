import type { OrgObject } from '../org/org-object.js'
import { parseJson } from '../server/parse-json.js'
import { isRecord } from '../server/read-json.js'
import type { RestRequest } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'

interface Part {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

/**
 * A record that comes as `multipart/form-data`: one part is its fields in JSON, every other one the bytes of a file, by
 * the name of its field. Undefined where the body is something else.
 */
export function multipartRecord(
  { headers, bytes }: RestRequest,
  object: OrgObject,
): Readonly<Record<string, unknown>> | undefined {
  const type = headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(type) || bytes === undefined) return undefined
  const parts = readParts(bytes, boundaryOf(type))
  const fields = parts.find((part) => /json/i.test(part.type))
  if (fields === undefined) throw malformed('A part with the fields of the record in JSON is missing')
  const record = parseJson(fields.content.toString('utf8'))
  if (!isRecord(record)) throw malformed('The fields of the record must be a JSON object')
  const files = parts.filter((part) => part !== fields)
  for (const { name } of files) {
    if (object.field(name)?.kind !== 'base64')
      throw malformed(`${object.name} has no field ${name} for a file`)
  }
  return {
    ...record,
    ...Object.fromEntries(files.map(({ name, content }) => [name, content.toString('base64')])),
  }
}

function boundaryOf(type: string): string {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) throw malformed('The multipart body has no boundary')
  return boundary
}

function readParts(bytes: Buffer, boundary: string): readonly Part[] {
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let start = bytes.indexOf(delimiter)
  for (;;) {
    if (start === -1) throw malformed('The multipart body does not end')
    const from = start + delimiter.length
    if (bytes.toString('latin1', from, from + 2) === '--') return parts
    const end = bytes.indexOf(`\r\n--${boundary}`, from)
    if (end === -1) throw malformed('The multipart body does not end')
    parts.push(readPart(bytes.subarray(from + 2, end)))
    start = end + 2
  }
}

function readPart(bytes: Buffer): Part {
  const headEnd = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('utf8', 0, Math.max(0, headEnd))
  const [, name] = /content-disposition:[^\r\n]*?\bname="([^"]*)"/i.exec(head) ?? []
  if (headEnd < 0 || name === undefined) throw malformed('A part of the multipart body has no name')
  const [, type = ''] = /content-type:\s*([^\r\n]*)/i.exec(head) ?? []
  return { name, type, content: bytes.subarray(headEnd + 4) }
}

function malformed(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALID_MULTIPART_REQUEST', message)
}
