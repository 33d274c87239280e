import { printJson } from '../rest/print-json.js'
import type { RestRequest } from '../rest/rest-request.js'
import { recordId } from './check-write.js'
import type { RecordWrite, WriteRecord } from './record-write.js'

/** A write as REST knows it: alone, or as a part of a composite request. */
export interface WriteCall {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** The answer is about one record, by its status, and not a list of results. */
  readonly isSingle: boolean
}

/** Everything but `undelete`, for which there is no REST call. */
export type RestWrite = RecordWrite & { readonly operation: 'insert' | 'update' | 'upsert' | 'delete' }

/**
 * One record goes to its own resource, several go as a collection. Upserts are always collections: the value of the
 * external id then stands in the body, and not in an address, where `..` or `/` would lead elsewhere.
 */
export function writeCall(write: RestWrite, apiVersion: string): WriteCall {
  const [record, ...others] = write.records
  const isSingle = others.length === 0 && write.operation !== 'upsert'
  return record !== undefined && isSingle
    ? singleCall(write, record, apiVersion)
    : collectionCall(write, apiVersion)
}

export function restRequestOf({ method, path, body, isSingle }: WriteCall, idempotent: boolean): RestRequest {
  return {
    method,
    path,
    idempotent,
    ...(body === undefined ? {} : { body: printJson(body) }),
    ...(isSingle ? { refusalsAreAnswers: true } : {}),
  }
}

/** May the write be sent again when its answer was lost? What it does twice is what it does once. */
export function isIdempotent({ operation, externalIdField, records }: RecordWrite): boolean {
  switch (operation) {
    case 'insert':
      return false
    case 'update':
    case 'delete':
    case 'undelete':
      return true
    case 'upsert':
      // An upsert by Id inserts the records that have none.
      return externalIdField?.toLowerCase() !== 'id' || records.every(({ Id }) => typeof Id === 'string')
  }
}

function singleCall({ operation, object }: RestWrite, record: WriteRecord, apiVersion: string): WriteCall {
  const resource = `/services/data/v${apiVersion}/sobjects/${encodeURIComponent(object)}`
  if (operation === 'insert') return { method: 'POST', path: resource, body: record, isSingle: true }
  const path = `${resource}/${recordId(record)}`
  if (operation === 'delete') return { method: 'DELETE', path, isSingle: true }
  const { Id: _, ...fields } = record
  return { method: 'PATCH', path, body: fields, isSingle: true }
}

function collectionCall(
  { operation, object, externalIdField, records, allOrNone }: RestWrite,
  apiVersion: string,
): WriteCall {
  const resource = `/services/data/v${apiVersion}/composite/sobjects`
  if (operation === 'delete') {
    const ids = records.map(recordId).join(',')
    return { method: 'DELETE', path: `${resource}?ids=${ids}&allOrNone=${allOrNone}`, isSingle: false }
  }
  const attributes = { type: object }
  const body = { allOrNone, records: records.map((record) => ({ attributes, ...record })) }
  if (operation === 'insert') return { method: 'POST', path: resource, body, isSingle: false }
  if (operation === 'update') return { method: 'PATCH', path: resource, body, isSingle: false }
  const key = `${encodeURIComponent(object)}/${encodeURIComponent(externalIdField ?? 'Id')}`
  return { method: 'PATCH', path: `${resource}/${key}`, body, isSingle: false }
}
