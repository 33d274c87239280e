import { CertSqlError } from '@certsql/core'
import type { RecordWrite, RowError, RowOutcome, WriteRecord } from './record-write.js'

/** The errors of a record that was fine, and was taken back together with another one. */
const ROLLED_BACK: ReadonlySet<string> = new Set(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED'])

/** What an answer says about the records of a write, in their order. */
export function readOutcomes(
  write: RecordWrite,
  status: number,
  body: unknown,
  isSingle: boolean,
): readonly RowOutcome[] {
  const { operation, records } = write
  if (status >= 300) return records.map(() => refusedOutcome(readErrors(body)))
  if (isSingle) return records.map((record) => readResult(operation, record, body ?? { success: true }))
  const results: readonly unknown[] = Array.isArray(body) ? body : []
  if (results.length !== records.length) return allInDoubt(write, strangeAnswer())
  return records.map((record, index) => readResult(operation, record, results[index]))
}

export function allInDoubt({ records }: RecordWrite, cause: CertSqlError): readonly RowOutcome[] {
  return records.map(() => ({ kind: 'inDoubt', cause }))
}

/** `{"id", "success", "errors": [{"statusCode", "message", "fields"}], "created"?}` */
export function readResult(
  operation: RecordWrite['operation'],
  record: WriteRecord,
  result: unknown,
): RowOutcome {
  const { success, id, errors, created } = (result ?? {}) as Readonly<Record<string, unknown>>
  if (success === true) {
    const written = typeof id === 'string' ? id : record.Id
    if (typeof written !== 'string') return { kind: 'inDoubt', cause: strangeAnswer() }
    return { kind: 'written', id: written, created: created === true || operation === 'insert' }
  }
  return success === false ? refusedOutcome(readErrors(errors)) : { kind: 'inDoubt', cause: strangeAnswer() }
}

/** A refusal: of the record itself, or because of another one. */
export function refusedOutcome(errors: readonly RowError[]): RowOutcome {
  const isRolledBack = errors.length > 0 && errors.every(({ code }) => ROLLED_BACK.has(code))
  return isRolledBack ? { kind: 'rolledBack' } : { kind: 'failed', errors }
}

/** Collections say `statusCode`, everything else says `errorCode`. */
export function readErrors(list: unknown): readonly RowError[] {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [list]
  const errors = entries.flatMap((entry) => {
    const { statusCode, errorCode, message, fields } = (entry ?? {}) as Readonly<Record<string, unknown>>
    const code = statusCode ?? errorCode
    if (typeof code !== 'string') return []
    return [
      {
        code,
        message: typeof message === 'string' ? message : '',
        fields: Array.isArray(fields) ? fields.map(String) : [],
      },
    ]
  })
  return errors.length > 0 ? errors : [UNEXPLAINED]
}

const UNEXPLAINED: RowError = {
  code: 'UNKNOWN_EXCEPTION',
  message: 'the org gives no reason',
  fields: [],
}

export function strangeAnswer(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: 'The org answered a write with something else than the results of its records.',
    hint: 'look whether the records are there; something between here and the org may change answers',
  })
}
