import type { WriteAction } from '@certsql/planner'
import type { WriteRecord } from '../../src/index.js'
import { TransactionBuffer } from '../../src/index.js'

const INSERT: WriteAction = { operation: 'insert', columns: [] }

function rowsOf(...records: readonly WriteRecord[]) {
  return records.map((record, index) => ({ index, row: index + 1, action: INSERT, record, shown: [] }))
}

function added(buffer: TransactionBuffer, object: string, record: WriteRecord): string {
  const [reference = ''] = buffer.add(object, rowsOf(record))
  return reference
}

test('gives each new record a reference of its own, and forgets those that are rolled back', () => {
  const buffer = new TransactionBuffer()
  const one = added(buffer, 'Account', { Name: 'a' })
  buffer.savepoint('here')
  const two = added(buffer, 'Account', { Name: 'b' })
  buffer.rollbackTo('HERE')
  const three = added(buffer, 'Contact', { LastName: 'c' })
  expect(new Set([one, two, three]).size).toBe(3)
  expect([one, two, three].map((reference) => buffer.objectOf(reference))).toEqual([
    'Account',
    undefined,
    'Contact',
  ])
  expect(buffer.all.map(({ node }) => node.record)).toEqual([{ Name: 'a' }, { LastName: 'c' }])
})

test('has savepoints of one name: the latest counts, and releasing it brings back the one before', () => {
  const buffer = new TransactionBuffer()
  buffer.savepoint('a')
  added(buffer, 'Account', { Name: '1' })
  buffer.savepoint('a')
  added(buffer, 'Account', { Name: '2' })
  buffer.rollbackTo('a')
  expect(buffer.size).toBe(1)
  buffer.release('a')
  buffer.rollbackTo('a')
  expect(buffer.size).toBe(0)
  expect(() => buffer.rollbackTo('b')).toThrow('There is no savepoint "b".')
})

test('takes 500 records, 15 kinds and 15 levels, and none of a statement that goes beyond', () => {
  const full = new TransactionBuffer()
  full.add('Account', rowsOf(...Array.from({ length: 499 }, () => ({ Name: 'x' }))))
  expect(() => full.add('Account', rowsOf({ Name: 'x' }, { Name: 'y' }))).toThrow('at most 500 records')
  expect(full.size).toBe(499)
  full.add('Account', rowsOf({ Name: 'x' }))

  const kinds = new TransactionBuffer()
  for (let kind = 0; kind < 15; kind++) added(kinds, `Kind${kind}__c`, {})
  expect(() => added(kinds, 'Another__c', {})).toThrow('at most 15 different things')

  const deep = new TransactionBuffer()
  let parent = added(deep, 'Account', {})
  for (let level = 1; level < 15; level++) parent = added(deep, 'Account', { ParentId: parent })
  expect(() => added(deep, 'Account', { ParentId: parent })).toThrow('at most 15 levels')
  expect(deep.size).toBe(15)
})
