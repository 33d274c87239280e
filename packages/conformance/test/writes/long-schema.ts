import type { OrgSchema } from '@certsql/emulator'
import { WRITE_SCHEMA } from './write-schema.js'

const LONG = {
  type: 'textarea',
  length: 131_072,
  nillable: true,
  createable: true,
  updateable: true,
  custom: true,
} as const

/** Accounts with a field long enough for few rows to need several Bulk jobs. */
export const LONG_SCHEMA: OrgSchema = {
  objects: WRITE_SCHEMA.objects.map((object) =>
    object.name === 'Account'
      ? { ...object, fields: [...object.fields, { ...LONG, name: 'Long__c', label: 'Long' }] }
      : object,
  ),
}
