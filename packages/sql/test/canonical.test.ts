import { parseStatement, printStatement } from '../src/index.js'
import { goldenCases } from './support/golden.js'

describe('canonical SQL', () => {
  test.each(goldenCases('canonical.txt', canonical))('$input', ({ input, output }) => {
    expect(canonical(input)).toBe(output)
    expect(canonical(output)).toBe(output)
  })
})

test.each([
  ['SELECT TOP ? ? AS b FROM t', 'SELECT TOP ? ? AS b FROM t'],
  [
    'SELECT DISTINCT TOP ? a FROM t WHERE b = ? ORDER BY a',
    'SELECT DISTINCT TOP ? a FROM t WHERE b = ? ORDER BY a',
  ],
  ['SELECT TOP ? a FROM t', 'SELECT a FROM t LIMIT ?'],
  ['SELECT TOP $2 a FROM t WHERE b = $1', 'SELECT a FROM t WHERE b = $1 LIMIT $2'],
])('a count stays where its ? is counted: %s', (input, output) => {
  expect(canonical(input)).toBe(output)
  expect(canonical(output)).toBe(output)
})

describe('the pretty layout', () => {
  test.each(goldenCases('pretty.txt', pretty))('$input', ({ input, output }) => {
    expect(pretty(input)).toBe(output)
    expect(canonical(output)).toBe(canonical(input))
  })
})

function canonical(sql: string): string {
  return printStatement(parseStatement(sql))
}

function pretty(sql: string): string {
  return printStatement(parseStatement(sql), { layout: 'pretty' })
}
