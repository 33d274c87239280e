import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { recordId } from '../write/check-write.js'
import { readOutcomes } from '../write/read-outcomes.js'
import type { RowOutcome, WriteRecord } from '../write/record-write.js'
import { printJson } from './print-json.js'
import type { ByteSource } from './raw-request.js'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'

/** A record with a file in it. */
export interface FileUpload {
  /** `ContentVersion`, `Attachment`, `Document`, … */
  readonly object: string
  /** Of a record that exists already, whose file is replaced. */
  readonly id?: string
  readonly fields: WriteRecord
  /** The field that the file is in: `VersionData` of a ContentVersion, `Body` of the others. */
  readonly fileField: string
  readonly fileName: string
  /** `application/octet-stream` unless said. */
  readonly contentType?: string
  readonly content: ByteSource
}

/**
 * Writes a record with a file, which streams: as `multipart/form-data`, where the file goes as it is and may have 2 GB,
 * and not as base64 inside of JSON.
 */
export async function uploadRecord(
  caller: RestCaller,
  apiVersion: string,
  upload: FileUpload,
  options: RequestOptions,
): Promise<RowOutcome> {
  const { object, id, fields } = upload
  const boundary = `certsql-${randomUUID()}`
  const resource = `/services/data/v${apiVersion}/sobjects/${encodeURIComponent(object)}`
  const isUpdate = id !== undefined
  const sent = await caller.write(
    {
      method: isUpdate ? 'PATCH' : 'POST',
      path: isUpdate ? `${resource}/${recordId({ Id: id })}` : resource,
      idempotent: isUpdate,
      headers: { 'Content-Type': `multipart/form-data; boundary="${boundary}"` },
      body: () => Readable.from(multipart(upload, boundary)),
      refusalsAreAnswers: true,
    },
    options,
  )
  if (sent.kind === 'lost') return { kind: 'inDoubt', cause: sent.cause }
  const record = isUpdate ? { ...fields, Id: id } : fields
  const write = {
    operation: isUpdate ? 'update' : 'insert',
    object,
    records: [record],
    allOrNone: true,
  } as const
  const [outcome] = readOutcomes(write, sent.answer.status, sent.answer.body, true)
  return outcome as RowOutcome
}

/** The parts for the record have names of their own in the guide; any other object takes any name. */
const RECORD_PARTS: Readonly<Record<string, string>> = {
  ContentVersion: 'entity_content',
  Document: 'entity_document',
}

async function* multipart(
  { object, fields, fileField, fileName, contentType = 'application/octet-stream', content }: FileUpload,
  boundary: string,
): AsyncGenerator<Uint8Array> {
  const part = RECORD_PARTS[object] ?? 'entity_record'
  yield Buffer.from(
    [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${part}"`,
      'Content-Type: application/json',
      '',
      printJson(fields),
      `--${boundary}`,
      `Content-Disposition: form-data; name="${quoted(fileField)}"; filename="${quoted(fileName)}"`,
      `Content-Type: ${oneLine(contentType)}`,
      '',
      '',
    ].join('\r\n'),
  )
  yield* content()
  yield Buffer.from(`\r\n--${boundary}--\r\n`)
}

/** As browsers write names into such headers: a quote or a line break would end them. */
function quoted(text: string): string {
  return text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
