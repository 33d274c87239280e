import { parseStatement, printStatement } from '../src/index.js'
import { readBusinessQueries, readCorpus } from './support/corpus.js'
import { nodesOf, withoutSpans } from './support/trees.js'

const corpus = readCorpus().map(({ sql }) => sql)
const queries = readBusinessQueries()
const all = [...corpus.map((sql) => ({ name: sql, sql })), ...queries]

describe('the corpus', () => {
  test('is large, and each statement is in it once', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(400)
    expect(new Set(corpus).size).toBe(corpus.length)
    expect(queries).toHaveLength(15)
  })

  test.each(all)('is printed so that it reads back as the same tree: $name', ({ sql }) => {
    const tree = parseStatement(sql)
    const printed = printStatement(tree)
    const again = parseStatement(printed)
    expect(withoutSpans(again)).toEqual(withoutSpans(tree))
    expect(printStatement(again)).toBe(printed)
    expect(printed).not.toMatch(/[\n\r]/)
  })

  test.each(all)('reads back from the pretty layout too: $name', ({ sql }) => {
    const tree = parseStatement(sql)
    expect(withoutSpans(parseStatement(printStatement(tree, { layout: 'pretty' })))).toEqual(
      withoutSpans(tree),
    )
  })

  test.each(corpus)('has nodes that know their place in the text: %s', (sql) => {
    const tree = parseStatement(sql)
    for (const { span } of nodesOf(tree)) {
      expect(span.start).toBeGreaterThanOrEqual(tree.span.start)
      expect(span.end).toBeLessThanOrEqual(tree.span.end)
      expect(span.end).toBeGreaterThan(span.start)
    }
    for (const node of nodesOf(tree)) {
      if (node.kind !== 'Identifier' || !('name' in node) || sql.includes('TIME ZONE')) continue
      const written = sql.slice(node.span.start, node.span.end)
      // The name of a file in quotes stands for a call that reads it.
      const isSpecialForm = /^(?:(?:trim|substring|overlay|position)\(|')/i.test(written)
      if (!isSpecialForm)
        expect(written.replace(/^["`[]|["`\]]$/g, '')).toBe(spelled(written, String(node.name)))
    }
  })
})

/** A name as it stands between its quotes. */
function spelled(written: string, name: string): string {
  const closing = { '"': '"', '`': '`', '[': ']' }[written[0] ?? '']
  return closing === undefined ? name : name.replaceAll(closing, closing + closing)
}
