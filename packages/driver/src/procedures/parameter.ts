import {
  BOOLEAN,
  CertSqlError,
  ID,
  JSON_TYPE,
  list,
  type SqlType,
  type SqlValue,
  TEXT,
  TIMESTAMPTZ,
} from '@certsql/core'

/** A parameter of a procedure: its type in SQL, and how its value reaches the code. */
export interface Parameter<Value> {
  readonly type: SqlType
  readonly required: boolean
  /** What it is when it is left out, in words. */
  readonly fallback: string | undefined
  /** One sentence. */
  readonly description: string
  /** The value is of the type; null stands for one that was left out. */
  read(value: SqlValue): Value
}

interface Kind<Value> {
  readonly type: SqlType
  read(value: Exclude<SqlValue, null>): Value
}

const TEXT_KIND: Kind<string> = { type: TEXT, read: String }
const ID_KIND: Kind<string> = { type: ID, read: String }
const FLAG_KIND: Kind<boolean> = { type: BOOLEAN, read: (value) => value === true }
const MOMENT_KIND: Kind<Date> = {
  type: TIMESTAMPTZ,
  read: (value) => (value instanceof Date ? value : new Date(String(value))),
}
const JSON_KIND: Kind<SqlValue> = { type: JSON_TYPE, read: (value) => value }
const IDS_KIND: Kind<readonly string[]> = {
  type: list(ID),
  read: (value) => (value as readonly SqlValue[]).map((one) => String(one).trim()),
}

export const text = describer(TEXT_KIND)
export const id = describer(ID_KIND)
export const flag = describer(FLAG_KIND)
export const moment = describer(MOMENT_KIND)
export const json = describer(JSON_KIND)
export const ids = describer(IDS_KIND)

interface Describer<Value> {
  required(description: string): Parameter<Value>
  /** `fallback` says what happens without it. */
  optional(description: string, fallback?: string): Parameter<Value | undefined>
}

function describer<Value>({ type, read }: Kind<Value>): Describer<Value> {
  return {
    required: (description) => ({
      type,
      required: true,
      fallback: undefined,
      description,
      read(value) {
        if (value === null) throw missingValue()
        return read(value)
      },
    }),
    optional: (description, fallback) => ({
      type,
      required: false,
      fallback,
      description,
      read: (value) => (value === null ? undefined : read(value)),
    }),
  }
}

function missingValue(): CertSqlError {
  return new CertSqlError({ code: 'CERT-3002', message: 'A required argument of the procedure is NULL.' })
}
