import type { FieldType } from '@certsql/core'

/** How the values of a field behave: several field types share one behaviour. */
export type ValueKind =
  | 'id'
  | 'text'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'date'
  | 'datetime'
  | 'time'
  | 'compound'
  | 'base64'

export function valueKindOf(type: FieldType): ValueKind {
  switch (type) {
    case 'id':
    case 'reference':
    case 'masterrecord':
      return 'id'
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'combobox':
    case 'email':
    case 'phone':
    case 'url':
    case 'encryptedstring':
    case 'anyType':
    case 'datacategorygroupreference':
    case 'json':
    case 'complexvalue':
      return 'text'
    case 'multipicklist':
      return 'multipicklist'
    case 'boolean':
      return 'boolean'
    case 'int':
    case 'long':
      return 'int'
    case 'double':
    case 'currency':
    case 'percent':
      return 'double'
    case 'date':
      return 'date'
    case 'datetime':
      return 'datetime'
    case 'time':
      return 'time'
    case 'address':
    case 'location':
      return 'compound'
    case 'base64':
      return 'base64'
  }
}
