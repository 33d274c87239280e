import { readJsonPath } from '../src/json-path.js'

test.each([
  ['$', []],
  ['$.a', ['a']],
  ['a.b', ['a', 'b']],
  ['$.lines[0].amount', ['lines', '0', 'amount']],
  ['$[2]', ['2']],
  [`$['a b'].c`, ['a b', 'c']],
  ['$["x"]', ['x']],
  ['$."quoted"', ['quoted']],
])('%s', (path, steps) => {
  expect(readJsonPath(path)).toEqual(steps)
})

test.each(['$.a[*]', '$..a', '$.a ? (@ > 1)', '$.a[', '$.'])('%s is refused', (path) => {
  expect(() => readJsonPath(path)).toThrow('is no path of keys and positions')
})
