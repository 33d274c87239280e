import { isRecord } from '../server/read-json.js'
import type { RestRequest } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { type CsvFormat, DELIMITERS, isColumnDelimiter, isLineEnding, LINE_ENDINGS } from './csv-format.js'

export type JobBody = Readonly<Record<string, unknown>>

export function invalidJob(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALIDJOB', message)
}

export function invalidJobState(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALIDJOBSTATE', message)
}

/** The JSON object that a job is made from or changed with; members nobody knows are refused. */
export function readJobBody(text: string, known: readonly string[]): JobBody {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', 'The request body is no valid JSON')
  }
  if (!isRecord(body)) {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', 'The request body must be a JSON object')
  }
  const unknown = Object.keys(body).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `Unrecognized field "${unknown}"`)
  }
  return body
}

/** A text, or undefined where there is none. */
export function readText(body: JobBody, name: string): string | undefined {
  const value = body[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new OrgRefusal(400, 'JSON_PARSER_ERROR', `Cannot deserialize ${name}: a text is expected`)
}

/** Delimiter and line ending, and whether the content is the CSV that alone is supported. */
export function readFormat(body: JobBody): CsvFormat {
  const contentType = readText(body, 'contentType') ?? 'CSV'
  if (contentType !== 'CSV') throw invalidJob(`Invalid contentType: ${contentType}. Only CSV is supported`)
  const columnDelimiter = readText(body, 'columnDelimiter') ?? 'COMMA'
  if (!isColumnDelimiter(columnDelimiter)) {
    throw invalidJob(
      `Invalid columnDelimiter: ${columnDelimiter}. It is one of ${Object.keys(DELIMITERS).join(', ')}`,
    )
  }
  const lineEnding = readText(body, 'lineEnding') ?? 'LF'
  if (!isLineEnding(lineEnding)) {
    throw invalidJob(
      `Invalid lineEnding: ${lineEnding}. It is one of ${Object.keys(LINE_ENDINGS).join(', ')}`,
    )
  }
  return { columnDelimiter, lineEnding }
}

/** A whole number of at least 1 among the parameters. */
export function readCount({ parameters }: RestRequest, name: string): number | undefined {
  const text = parameters.get(name)
  if (text === null) return undefined
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
    throw new OrgRefusal(400, 'INVALID_ARGUMENT', `${name} must be a whole number above 0: ${text}`)
  }
  return Number(text)
}
