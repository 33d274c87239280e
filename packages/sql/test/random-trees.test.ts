import fc from 'fast-check'
import { parseExpression, parseStatement, printExpression, printQuery, printStatement } from '../src/index.js'
import { arbitraryExpression, arbitraryQuery } from './support/arbitrary-tree.js'
import { withoutSpans } from './support/trees.js'

describe('random trees', () => {
  test('expressions read back as they were printed', () => {
    fc.assert(
      fc.property(arbitraryExpression, (tree) => {
        expect(withoutSpans(parseExpression(printExpression(tree)))).toEqual(withoutSpans(tree))
      }),
      { numRuns: 500 },
    )
  })

  test('queries read back as they were printed, in both layouts', () => {
    fc.assert(
      fc.property(arbitraryQuery, fc.constantFrom('line' as const, 'pretty' as const), (query, layout) => {
        const statement = parseStatement(printQuery(query, { layout }))
        expect(withoutSpans(statement)).toEqual(withoutSpans({ kind: 'QueryStatement', query }))
        expect(printStatement(statement)).toBe(printQuery(query))
      }),
      { numRuns: 300 },
    )
  })
})
