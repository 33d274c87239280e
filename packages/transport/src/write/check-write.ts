import { CertSqlError, internalError } from '@certsql/core'
import { MAX_COLLECTION_RECORDS, type RecordWrite, type WriteRecord } from './record-write.js'

const RECORD_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/

/** The Id of a record that is to be changed. It goes into addresses, so it must be one and nothing else. */
export function recordId({ Id: id }: WriteRecord): string {
  if (typeof id === 'string' && RECORD_ID.test(id)) return id
  throw new CertSqlError({
    code: 'CERT-3003',
    message: `${id === null || id === undefined ? 'A missing value' : JSON.stringify(id)} is not the Id of a record.`,
    hint: 'an Id has 15 or 18 letters and digits',
  })
}

export function checkWrite({ operation, externalIdField, records }: RecordWrite): void {
  if (records.length < 1 || records.length > MAX_COLLECTION_RECORDS) {
    throw internalError(`a write of ${records.length} records at once`)
  }
  if (operation === 'upsert' && externalIdField === undefined) throw internalError('an upsert without a key')
  if (operation !== 'insert' && operation !== 'upsert') for (const record of records) recordId(record)
}

/** Composite requests replace `@{ref.field}` wherever it stands, also in data. */
export function holdsReferences(record: WriteRecord): boolean {
  return /@\{/.test(JSON.stringify(record))
}

/** There is no way to write those two characters otherwise, so the data must go another way. */
export function referenceInData(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4002',
    message: 'A text with "@{" cannot be part of a composite request, which would take it for a reference.',
    hint: 'write this record outside of the transaction',
  })
}
