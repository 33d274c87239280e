import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  EXACT_TEXT,
  type FieldDescribe,
  type FieldType,
  ID,
  INTEGER,
  JSON_TYPE,
  type SqlType,
  TEXT,
  TIME,
  TIMESTAMPTZ,
} from '@certsql/core'

type FieldTypeMapping = SqlType | ((field: FieldDescribe) => SqlType)

/** The SQL type of every type of field. */
const SQL_TYPES: Readonly<Record<FieldType, FieldTypeMapping>> = {
  id: ID,
  reference: ID,

  string: text,
  textarea: text,
  picklist: text,
  multipicklist: text,
  combobox: text,
  email: text,
  phone: text,
  url: text,
  encryptedstring: text,
  // A query answers with a relative URL; the bytes stand behind it.
  base64: TEXT,
  anyType: TEXT,
  datacategorygroupreference: TEXT,
  masterrecord: TEXT,

  boolean: BOOLEAN,
  int: INTEGER,
  long: BIGINT,
  double: number,
  currency: number,
  percent: number,

  date: DATE,
  datetime: TIMESTAMPTZ,
  time: TIME,

  address: JSON_TYPE,
  location: JSON_TYPE,
  complexvalue: JSON_TYPE,
  json: JSON_TYPE,
}

/**
 * The SQL type of a field. A type that the platform may add one day reads as text.
 *
 * ```ts
 * const amount = { name: 'Amount', label: 'Amount', type: 'currency', precision: 18, scale: 2 }
 * sqlTypeOfField(amount)   // DECIMAL(18,2)
 * ```
 */
export function sqlTypeOfField(field: FieldDescribe): SqlType {
  const mapping = Object.hasOwn(SQL_TYPES, field.type) ? SQL_TYPES[field.type] : TEXT
  return typeof mapping === 'function' ? mapping(field) : mapping
}

/**
 * Fields whose parts are fields of their own, and values that the org gives for one record at a time only.
 */
export function isCompound(fieldType: FieldType): boolean {
  return fieldType === 'address' || fieldType === 'location' || fieldType === 'complexvalue'
}

function text(field: FieldDescribe): SqlType {
  return field.caseSensitive === true ? EXACT_TEXT : TEXT
}

/** The most digits that a DECIMAL can have in the local engine. */
const MOST_DIGITS = 38

/** Formulas are computed in floating point and may hold more decimals than they declare. */
function number({ calculated, precision = 0, scale = 0 }: FieldDescribe): SqlType {
  const isDecimal = precision > 0 && precision <= MOST_DIGITS && scale >= 0 && scale <= precision
  return isDecimal && calculated !== true ? decimal(precision, scale) : DOUBLE
}
