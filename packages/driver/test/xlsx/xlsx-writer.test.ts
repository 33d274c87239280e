import { type Column, ID, TEXT, TIME } from '@certsql/core'
import { XlsxWriter } from '../../src/xlsx/xlsx-writer.js'

const NAME: Column = { name: 'Name', type: TEXT }

/** Counts what is written; keeps none of it. */
function countedWriter(header = true) {
  const counted = { bytes: 0 }
  const writer = new XlsxWriter(
    {
      write: async (bytes) => {
        counted.bytes += bytes.length
      },
    },
    header,
  )
  return { writer, counted }
}

test('a cell holds 32,767 characters, and more are an error that names the column', async () => {
  const { writer } = countedWriter()
  await writer.begin([NAME])
  await writer.write([['é'.repeat(32_767)]])
  await writer.write([['é'.repeat(32_768)]])
  await expect(writer.end()).rejects.toMatchObject({
    code: 'CERT-7005',
    message: 'A text of column "Name" has 32,768 characters; a cell of a workbook holds 32,767.',
  })
})

test('a sheet holds 1,048,576 rows with its header, and one more is an error, not a second sheet', async () => {
  const { writer } = countedWriter()
  await writer.begin([NAME])
  const batch = Array.from({ length: 65_536 }, () => [null])
  for (let written = 0; written < 15 * 65_536; written += 65_536) await writer.write(batch)
  await writer.write(batch.slice(1))
  await expect(writer.write([[null]])).rejects.toMatchObject({
    code: 'CERT-7002',
    message: 'A sheet of a workbook holds at most 1,048,576 rows, its header included.',
  })
})

test('a sheet holds 16,384 columns', async () => {
  const columns = Array.from({ length: 16_385 }, (_, index) => ({ name: `c${index}`, type: ID }))
  await expect(countedWriter().writer.begin(columns)).rejects.toMatchObject({ code: 'CERT-7002' })
  await countedWriter().writer.begin(columns.slice(1))
})

test('rows go on as they come: only the first thousand are held, to see how wide they are', async () => {
  const { writer, counted } = countedWriter()
  await writer.begin([NAME, { name: 'At', type: TIME }])
  const before = counted.bytes
  const rowsOf = (count: number) =>
    Array.from({ length: count }, () => [String(Math.random()).repeat(20), '13:30:00'])
  await writer.write(rowsOf(999))
  expect(counted.bytes).toBe(before)
  await writer.write(rowsOf(5_000))
  expect(counted.bytes).toBeGreaterThan(before + 100_000)
})
