import fc from 'fast-check'
import { csvLine } from '../../src/ingest/csv-text.js'
import { RowMatcher, resultRows } from '../../src/ingest/match-rows.js'

const fileOf = (rows: readonly (readonly string[])[]) => Buffer.from(rows.map(csvLine).join(''))

function matched(
  sent: readonly (readonly string[])[],
  results: readonly (readonly string[])[],
  key?: string,
) {
  const matcher = new RowMatcher(fileOf(sent), sent.length - 1, key)
  const rows = [...resultRows(fileOf(results), matcher.columns)]
  return { found: rows.map((row) => [row.id, matcher.find(row)]), open: [...matcher.open()] }
}

const HEADER = ['sf__Id', 'sf__Created', 'Name', 'City']

test('rows are found by all of their cells, in any order', () => {
  const sent = [
    ['Name', 'City'],
    ['a', 'x'],
    ['a', 'y'],
    ['b', 'x'],
  ]
  const results = [HEADER, ['1', 'true', 'b', 'x'], ['2', 'true', 'a', 'y'], ['3', 'true', 'a', 'x']]
  expect(matched(sent, results)).toEqual({
    found: [
      ['1', 2],
      ['2', 1],
      ['3', 0],
    ],
    open: [],
  })
})

test('columns may come in another order and spelling, or stay away', () => {
  const sent = [
    ['Name', 'City'],
    ['a', 'x'],
    ['b', 'y'],
  ]
  expect(
    matched(sent, [
      ['CITY', 'sf__Id', 'name'],
      ['y', '1', 'b'],
    ]).found,
  ).toEqual([['1', 1]])
  expect(
    matched(sent, [
      ['City', 'sf__Id'],
      ['y', '1'],
    ]).found,
  ).toEqual([['1', 1]])
  expect(matched(sent, [['sf__Id'], ['1']]).found).toEqual([['1', undefined]])
})

test('rows alike are each found once', () => {
  const sent = [
    ['Name', 'City'],
    ['a', 'x'],
    ['a', 'x'],
    ['a', 'x'],
  ]
  const row = (id: string) => [id, 'true', 'a', 'x']
  expect(matched(sent, [HEADER, row('1'), row('2')])).toEqual({
    found: [
      ['1', 0],
      ['2', 1],
    ],
    open: [2],
  })
  expect(matched(sent, [HEADER, row('1'), row('2'), row('3'), row('4')]).found.at(-1)).toEqual([
    '4',
    undefined,
  ])
})

test('rows that came back as they are stored', () => {
  const sent = [
    ['Name', 'City'],
    [' a ', 'x\r\ny'],
    ['a', 'z'],
  ]
  expect(matched(sent, [HEADER, ['1', 'true', 'a', 'x\ny']])).toEqual({ found: [['1', 0]], open: [1] })
})

test('rows that came back otherwise, by their key', () => {
  const sent = [
    ['Id', 'Amount'],
    ['001000000000001', '1.0'],
    ['001000000000002', '2.0'],
  ]
  const results = [
    ['sf__Id', 'Id', 'Amount'],
    ['9', '001000000000002AAA', '2'],
  ]
  expect(matched(sent, results, 'id').found).toEqual([['9', 1]])
  expect(matched(sent, results).found).toEqual([['9', undefined]])
})

test('any rows in any order: each is found, and found once', () => {
  const cell = fc.constantFrom('a', 'a ', 'A', '', '"', ',', 'a\nb', '1')
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 20 })
  fc.assert(
    fc.property(rows, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (sent, order) => {
      const results = sent.map((cells, position) => ({ cells, position, at: order[position] ?? 0 }))
      results.sort((a, b) => a.at - b.at)
      const lines = results.map(({ cells, position }) => [String(position), 'true', ...cells])
      const { found, open } = matched([['Name', 'City'], ...sent], [HEADER, ...lines])
      expect(open).toEqual([])
      expect(new Set(found.map(([, position]) => position)).size).toBe(sent.length)
      for (const [id, position] of found) expect(sent[Number(id)]).toEqual(sent[Number(position)])
    }),
  )
})
