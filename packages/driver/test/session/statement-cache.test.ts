import { StatementCache } from '../../src/session/statement-cache.js'

test('a statement is parsed once', () => {
  const cache = new StatementCache()
  expect(cache.parse('SELECT 1')).toBe(cache.parse('SELECT 1'))
})

test('of many statements the ones used last are kept', () => {
  const cache = new StatementCache()
  const kept = cache.parse('SELECT 1000')
  const dropped = cache.parse('SELECT 1001')
  for (let index = 0; index < 99; index++) {
    cache.parse(`SELECT ${index}`)
    expect(cache.parse('SELECT 1000')).toBe(kept)
  }
  expect(cache.parse('SELECT 1001')).not.toBe(dropped)
})

test('errors are not kept', () => {
  const cache = new StatementCache()
  expect(() => cache.parse('SELECT FROM')).toThrow()
  expect(() => cache.parse('SELECT FROM')).toThrow()
})
