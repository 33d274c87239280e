import { INTEGER } from '@certsql/core'
import { rowObjects } from '../../src/statement/row-objects.js'

const columns = (...names: string[]) => names.map((name) => ({ name, type: INTEGER }))

test('a row as an object', () => {
  expect(rowObjects(columns('a', 'b'))([1, null])).toEqual({ a: 1, b: null })
})

test('of columns with the same name the last one is seen', () => {
  expect(rowObjects(columns('a', 'b', 'a'))([1, 2, 3])).toEqual({ a: 3, b: 2 })
})

test('a column may have a dangerous name', () => {
  const row = rowObjects(columns('__proto__', 'constructor'))([1, 2])
  expect(Object.entries(row)).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ])
})
