import { coverSpans, linePosition } from '@certsql/core'

test.each([
  ['a\nb', 2, { line: 2, column: 1 }],
  ['abc', 0, { line: 1, column: 1 }],
  ['abc', 3, { line: 1, column: 4 }],
  ['a\r\nbc', 4, { line: 2, column: 2 }],
])('in %j offset %i is %j', (text, offset, expected) => {
  expect(linePosition(text, offset)).toEqual(expected)
})

test('a span covers two', () => {
  expect(coverSpans({ start: 5, end: 9 }, { start: 2, end: 6 })).toEqual({ start: 2, end: 9 })
})
