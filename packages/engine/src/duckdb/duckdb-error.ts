import { CertSqlError, type ErrorCode, internalError } from '@certsql/core'

interface ErrorRule {
  readonly pattern: RegExp
  readonly code: ErrorCode
  readonly sentence: (message: string) => string
  readonly hint?: string
}

/**
 * What DuckDB's errors mean to whoever wrote the statement. The first rule that matches wins; what none knows is a
 * defect of ours, since the planner lets nothing through that DuckDB could refuse.
 */
const RULES: readonly ErrorRule[] = [
  {
    pattern: /^Invalid Input Error: division by zero$/,
    code: 'CERT-3006',
    sentence: () => 'Division by zero.',
    hint: 'write NULLIF(divisor, 0) to get NULL instead',
  },
  {
    pattern: /^Invalid Input Error: More than one row returned by a subquery/,
    code: 'CERT-3007',
    sentence: () => 'A subquery that stands for one value returned more than one row.',
    hint: 'add LIMIT 1, or an aggregate such as MAX(…)',
  },
  {
    pattern: /^IO Error: .*No space left/,
    code: 'CERT-7003',
    sentence: () => 'There is no room left on the disk.',
    hint: 'make room, or if it is the temporary files that need it, give TempDirectory another disk',
  },
  {
    pattern:
      /^(IO Error: (No files found|Cannot open file|Could not (?!write))|Invalid (Input )?Error: (CSV Error|Malformed JSON))/,
    code: 'CERT-8603',
    sentence: (message) => `A file that the statement reads cannot be read: ${withSqlTypeNames(message)}`,
    hint: 'it must stay as it is while the statement runs',
  },
  {
    pattern: /^Conversion Error: .*out of range/,
    code: 'CERT-3008',
    sentence: (message) => withSqlTypeNames(message),
  },
  {
    pattern: /^Conversion Error: /,
    code: 'CERT-3003',
    sentence: (message) => withSqlTypeNames(message),
    hint: 'TRY_CAST gives NULL for values that do not convert',
  },
  {
    pattern: /^Not implemented Error: .*(flattening correlated subquery|join on correlated columns)/,
    code: 'CERT-4002',
    sentence: () =>
      'A subquery uses a column of the query around it inside an outer join, which the local part cannot compute.',
    hint: 'move the condition from ON to WHERE, or join instead of asking a subquery',
  },
  { pattern: /^Out of Range Error: /, code: 'CERT-3008', sentence: (message) => withSqlTypeNames(message) },
  {
    pattern: /^Out of Memory Error: /,
    code: 'CERT-7003',
    sentence: () => 'The local part of the statement needs more memory or disk than it may use.',
    hint: 'raise MemoryLimit, or give TempDirectory a disk with more room',
  },
  {
    pattern: /^IO Error: .*temp/i,
    code: 'CERT-7003',
    sentence: () => 'The local part of the statement could not write its temporary files.',
    hint: 'set TempDirectory to a writable folder with more room',
  },
  {
    pattern: /^Syntax Error: Like pattern must not end with escape character/,
    code: 'CERT-3003',
    sentence: () => 'A LIKE pattern ends with its escape character.',
    hint: "a backslash escapes the letter behind it: double it, or write ESCAPE ''",
  },
  { pattern: /^Invalid Input Error: /, code: 'CERT-3002', sentence: (message) => withSqlTypeNames(message) },
]

/** The error for a failure inside DuckDB; the SQL that DuckDB ran goes into the cause, never into the message. */
export function fromDuckDbError(error: unknown, sql: string): CertSqlError {
  if (error instanceof CertSqlError) return error
  const text = messageOf(error)
  const firstLine = text.split('\n', 1)[0] ?? text
  const cause = new Error(`${text}\nwhile running: ${sql}`, { cause: error })
  const rule = RULES.find(({ pattern }) => pattern.test(firstLine))
  if (rule === undefined) return internalError('the local part of the statement failed.', cause)
  const message = rule.sentence(firstLine.replace(/^[A-Za-z ]+ Error: /, ''))
  return new CertSqlError({ code: rule.code, message, hint: rule.hint, cause })
}

/** DuckDB names types by their width; people know them by their SQL names. */
const SQL_TYPE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\bINT8\b/g, 'TINYINT'],
  [/\bINT16\b/g, 'SMALLINT'],
  [/\bINT32\b/g, 'INTEGER'],
  [/\bINT64\b/g, 'BIGINT'],
  [/\bINT128\b/g, 'HUGEINT'],
  [/\bVARCHAR\b/g, 'TEXT'],
]

function withSqlTypeNames(message: string): string {
  const named = SQL_TYPE_NAMES.reduce((text, [width, name]) => text.replace(width, name), message)
  const capitalised = named.charAt(0).toUpperCase() + named.slice(1)
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`
}

/** After these a DuckDB instance refuses all further work. */
export function isFatal(error: unknown): boolean {
  return /^(FATAL|INTERNAL) Error|database has been invalidated/i.test(messageOf(error))
}

/** The native library makes its errors in a realm of its own, so `instanceof Error` need not hold. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return String(error)
}
