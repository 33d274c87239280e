import type { JsonRecordValue } from '@certsql/core'
import type { WriteRecord } from '../write/record-write.js'

type Reader = (record: WriteRecord) => JsonRecordValue | undefined

/**
 * How the columns of a file are read from records: `Name` is a field; `Account.Ext__c`, or `User:Owner.Username` where
 * the lookup has several targets, is the external id of a parent, which a record has as a nested object.
 */
export function columnReaders(columns: readonly string[]): readonly Reader[] {
  return columns.map((column) => {
    const [, relationship, key] = /^(?:\w+:)?(\w+)\.(\w+)$/.exec(column) ?? []
    if (relationship === undefined || key === undefined) return (record) => record[column]
    return (record) => {
      const parent = record[relationship]
      return parent === undefined || parent === null ? parent : memberOf(parent, key)
    }
  })
}

function memberOf(parent: JsonRecordValue, key: string): JsonRecordValue | undefined {
  return typeof parent === 'object' ? (parent as WriteRecord)[key] : undefined
}
