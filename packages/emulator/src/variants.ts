import { CertSqlError, didYouMean } from '@certsql/core'

/** Facts of the platform that nobody could verify: each can be switched to the other way round. */
export interface Variants {
  /** `f NOT IN ('x')` keeps the rows where `f` is null. */
  readonly nullsMatchNotIn: boolean
  /** `(NOT f LIKE 'x%')` keeps the rows where `f` is null. */
  readonly nullsMatchNotLike: boolean
  /** `f EXCLUDES ('x')` keeps the rows where `f` is null. */
  readonly nullsMatchExcludes: boolean
  /** `NOT (f > 5)` keeps the rows where `f` is null. */
  readonly nullsMatchNotRange: boolean
  /** `GROUP BY` puts `acme` and `ACME` into one group. */
  readonly groupByFoldsCase: boolean
  /** `COUNT_DISTINCT` counts `acme` and `ACME` once. */
  readonly countDistinctFoldsCase: boolean
  /** `AccountId NOT IN (SELECT …)` keeps the rows where `AccountId` is null. */
  readonly antiJoinKeepsNullLeft: boolean
  /** How SUM and AVG add: exactly, or in floating point as rows come. */
  readonly sumArithmetic: 'decimal' | 'double'
  /** `AccountId = ''` means `AccountId = null`; else it is refused. */
  readonly refNullEmptyString: boolean
  /** `NULLS LAST` is obeyed on fields of parents too; else nulls come first there. */
  readonly nullsLastOnParentFields: boolean
  /** Whole numbers of ten million and more as `1.0E7`. */
  readonly numberFormat: 'plain' | 'scientific'
  /** Where the days of `TODAY` and its like begin on dateTime fields: in the running user's zone, or in UTC. */
  readonly relativeDateZone: 'user' | 'utc'
  /** Children that are not there: `null`, or no member at all. */
  readonly emptyChildren: 'null' | 'absent'
  /** What `attributes.type` of a polymorphic parent says: `Name`, or the object that it is. */
  readonly polymorphicType: 'Name' | 'object'
  /** The order of rows that `ORDER BY` leaves open: as inserted, or another one at every call. */
  readonly tieOrder: 'insertion' | 'shuffled'
  /** How `resultPages` of a Bulk query job names the next list: the guide's example and its table differ. */
  readonly resultPagesShape: 'nextRecordsUrl' | 'nextRecordUrl'
  /** Where what SOQL has and Bulk has not is refused: at once, in the failed job, or grouping only in the job. */
  readonly bulkRefusesAt: 'mixed' | 'post' | 'job'
  /** A failed Bulk query job says why. */
  readonly bulkErrorMessage: boolean
  /** A Bulk result without rows: the line of column names, or nothing at all. */
  readonly bulkZeroRows: 'header' | 'empty'
  /** Moments in CSV: `…000Z`, or `…000+0000` as in JSON. */
  readonly bulkDatetimes: 'zulu' | 'offset'
  /** The fault of a log-in over SOAP whose security token is missing. */
  readonly missingTokenFault: 'LOGIN_MUST_USE_SECURITY_TOKEN' | 'INVALID_LOGIN'
  /** The fault of `login()` where it does not exist any more, in version 65 and later. */
  readonly lateLoginFault: 'UNSUPPORTED_API_VERSION' | 'INVALID_OPERATION'
  /** The code of a SOAP fault: `sf:INVALID_LOGIN`, or bare. */
  readonly soapFaultCode: 'prefixed' | 'bare'
}

export const DEFAULT_VARIANTS: Variants = {
  nullsMatchNotIn: true,
  nullsMatchNotLike: true,
  nullsMatchExcludes: true,
  nullsMatchNotRange: true,
  groupByFoldsCase: true,
  countDistinctFoldsCase: true,
  antiJoinKeepsNullLeft: true,
  sumArithmetic: 'decimal',
  refNullEmptyString: false,
  nullsLastOnParentFields: false,
  numberFormat: 'plain',
  relativeDateZone: 'user',
  emptyChildren: 'null',
  polymorphicType: 'Name',
  tieOrder: 'insertion',
  resultPagesShape: 'nextRecordsUrl',
  bulkRefusesAt: 'mixed',
  bulkErrorMessage: true,
  bulkZeroRows: 'header',
  bulkDatetimes: 'zulu',
  missingTokenFault: 'LOGIN_MUST_USE_SECURITY_TOKEN',
  lateLoginFault: 'UNSUPPORTED_API_VERSION',
  soapFaultCode: 'prefixed',
}

const CHOICES: Readonly<Record<keyof Variants, readonly unknown[]>> = {
  nullsMatchNotIn: [true, false],
  nullsMatchNotLike: [true, false],
  nullsMatchExcludes: [true, false],
  nullsMatchNotRange: [true, false],
  groupByFoldsCase: [true, false],
  countDistinctFoldsCase: [true, false],
  antiJoinKeepsNullLeft: [true, false],
  sumArithmetic: ['decimal', 'double'],
  refNullEmptyString: [true, false],
  nullsLastOnParentFields: [true, false],
  numberFormat: ['plain', 'scientific'],
  relativeDateZone: ['user', 'utc'],
  emptyChildren: ['null', 'absent'],
  polymorphicType: ['Name', 'object'],
  tieOrder: ['insertion', 'shuffled'],
  resultPagesShape: ['nextRecordsUrl', 'nextRecordUrl'],
  bulkRefusesAt: ['mixed', 'post', 'job'],
  bulkErrorMessage: [true, false],
  bulkZeroRows: ['header', 'empty'],
  bulkDatetimes: ['zulu', 'offset'],
  missingTokenFault: ['LOGIN_MUST_USE_SECURITY_TOKEN', 'INVALID_LOGIN'],
  lateLoginFault: ['UNSUPPORTED_API_VERSION', 'INVALID_OPERATION'],
  soapFaultCode: ['prefixed', 'bare'],
}

/** The defaults with these changes; unknown names and values are refused. */
export function chooseVariants(changes: Readonly<Record<string, unknown>>): Variants {
  for (const [name, value] of Object.entries(changes)) {
    const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof Variants] : undefined
    if (choices === undefined) {
      throw new CertSqlError({
        code: 'CERT-8601',
        message: `There is no variant "${name}".`,
        hint: didYouMean(name, Object.keys(CHOICES)) ?? `the variants are ${Object.keys(CHOICES).join(', ')}`,
      })
    }
    if (!choices.includes(value)) {
      throw new CertSqlError({
        code: 'CERT-8601',
        message: `The variant "${name}" cannot be ${JSON.stringify(value)}.`,
        hint: `it is one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      })
    }
  }
  return { ...DEFAULT_VARIANTS, ...changes }
}
