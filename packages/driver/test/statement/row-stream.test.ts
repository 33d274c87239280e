import { CertSqlError, INTEGER } from '@certsql/core'
import { heldAnswer } from '../../src/statement/answer.js'
import { type OpenAnswer, RowStream } from '../../src/statement/row-stream.js'

const COLUMNS = [{ name: 'n', type: INTEGER }]

function opened(facts: Partial<OpenAnswer> = {}): OpenAnswer {
  return {
    answer: heldAnswer(COLUMNS, [[1], [2]]),
    planning: { planMilliseconds: 1, metadataCalls: 2 },
    command: 'SELECT',
    release: () => undefined,
    locate: (error) => error,
    ...facts,
  }
}

test('nothing happens before it is read', () => {
  let opens = 0
  new RowStream(() => {
    opens++
    return Promise.resolve(opened())
  })
  expect(opens).toBe(0)
})

test('columns and rows come of one opening', async () => {
  let opens = 0
  const stream = new RowStream(() => {
    opens++
    return Promise.resolve(opened())
  })
  expect(stream.stats).toBeUndefined()
  expect(await stream.columns()).toEqual(COLUMNS)
  const rows = []
  for await (const row of stream) rows.push(row)
  expect(rows).toEqual([{ n: 1 }, { n: 2 }])
  expect(opens).toBe(1)
  expect(stream.stats).toMatchObject({ metadataCalls: 2, rows: 2 })
})

test('it is released when the loop is left, and when it fails', async () => {
  const released: string[] = []
  const left = new RowStream(() => Promise.resolve(opened({ release: () => void released.push('left') })))
  for await (const _ of left) break
  const failing = {
    ...heldAnswer(COLUMNS, []),
    async *[Symbol.asyncIterator]() {
      yield { columns: COLUMNS, rows: [[1]] }
      throw new CertSqlError({ code: 'CERT-6001', message: 'No.' })
    },
  }
  const failed = new RowStream(() =>
    Promise.resolve(
      opened({
        answer: failing,
        release: () => void released.push('failed'),
        locate: (error) => (error as CertSqlError).withSql('SELECT 1'),
      }),
    ),
  )
  const reading = async () => {
    for await (const _ of failed);
  }
  await expect(reading()).rejects.toMatchObject({ sql: 'SELECT 1' })
  expect(released).toEqual(['left', 'failed'])
})

test('it can be read once', async () => {
  const stream = new RowStream(() => Promise.resolve(opened()))
  for await (const _ of stream);
  const again = async () => {
    for await (const _ of stream);
  }
  await expect(again()).rejects.toThrow('the rows of a stream can be read once')
})
