import { CertSqlError } from '@certsql/core'
import type { RowError, RowOutcome, WriteOperation, WriteRecord } from './record-write.js'

/** A record of a write that was sent again, and what became of it the second time. */
export interface RepeatedRow {
  readonly operation: WriteOperation
  readonly record: WriteRecord
  readonly outcome: RowOutcome
}

/** Refusals that depend on nothing but the record itself: the lost attempt cannot have written it either. */
const ALWAYS_REFUSED: ReadonlySet<string> = new Set([
  'INVALID_EMAIL_ADDRESS',
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_TYPE_ON_FIELD_IN_RECORD',
  'JSON_PARSER_ERROR',
  'MALFORMED_ID',
  'MISSING_ARGUMENT',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'REQUIRED_FIELD_MISSING',
  'STRING_TOO_LONG',
])

/**
 * The outcomes of a write that was sent again because the answer to an earlier attempt was lost.
 *
 * - What is written now is written.
 * - What the org finds deleted already, the lost attempt has deleted. (Unless others of an all-or-none write are still
 *   there: had the lost attempt been carried out, they would be gone too.)
 * - A refusal for the record's own sake would have met the lost attempt as well.
 * - Any other refusal, as for a lock, says nothing about the lost attempt: the record is in doubt.
 */
export function repeatedOutcomes(rows: readonly RepeatedRow[], allOrNone: boolean): readonly RowOutcome[] {
  return allOrNone ? together(rows) : rows.map(oneByOne)
}

function oneByOne(row: RepeatedRow): RowOutcome {
  const { outcome } = row
  switch (outcome.kind) {
    case 'written':
      return { ...outcome, isRepeat: true }
    case 'failed':
      return writtenByTheLostOne(row) ?? (outcome.errors.some(isLasting) ? outcome : inDoubt(outcome.errors))
    case 'rolledBack':
      return inDoubt([])
    case 'notAttempted':
    case 'inDoubt':
      return outcome
  }
}

function together(rows: readonly RepeatedRow[]): readonly RowOutcome[] {
  const isRefused = rows.some(({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'rolledBack')
  if (!isRefused) return rows.map(oneByOne)
  const gone = rows.map(writtenByTheLostOne)
  if (gone.every((outcome) => outcome !== undefined)) return gone
  const errors = rows.flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.errors : []))
  // Whatever met one record for good met the lost attempt too, and took all others back.
  const isCertain = errors.some(isLasting) || gone.some((outcome) => outcome !== undefined)
  return rows.map(({ outcome }) => (isCertain ? outcome : inDoubt(errors)))
}

function writtenByTheLostOne({
  operation,
  record: { Id: id },
  outcome,
}: RepeatedRow): RowOutcome | undefined {
  if (operation !== 'delete' || outcome.kind !== 'failed' || typeof id !== 'string') return undefined
  const isGone = outcome.errors.every(({ code }) => code === 'ENTITY_IS_DELETED')
  return isGone ? { kind: 'written', id, created: false, isRepeat: true } : undefined
}

function isLasting({ code }: RowError): boolean {
  return ALWAYS_REFUSED.has(code)
}

function inDoubt([error]: readonly RowError[]): RowOutcome {
  const cause = new CertSqlError({
    code: 'CERT-8502',
    message: 'The answer to a write was lost, and the org refused it when it was sent again.',
    hint: 'look whether the record has the new values',
    ...(error === undefined ? {} : { org: { code: error.code, message: error.message } }),
  })
  return { kind: 'inDoubt', cause }
}
