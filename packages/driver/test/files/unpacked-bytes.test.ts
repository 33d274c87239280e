import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { FileOutput } from '../../src/files/file-output.js'
import { DamagedPacking, unpackedBytes } from '../../src/files/unpacked-bytes.js'

const LINES = Array.from({ length: 120_000 }, (_, index) => `${index},line ${(index * 7919) % 10_007}\n`)
const TEXT = `number,words\n${LINES.join('')}`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-packed-'))
  for (const packing of ['gz', 'zst'] as const) {
    const output = await FileOutput.open(join(folder, `lines.csv.${packing}`), { packing })
    for (let start = 0; start < TEXT.length; start += 100_000)
      await output.write(TEXT.slice(start, start + 100_000))
    await output.finish()
  }
})
afterAll(() => rm(folder, { recursive: true }))

async function unpacked(name: string): Promise<string> {
  const pieces = []
  for await (const piece of unpackedBytes(join(folder, name))) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

test.each(['gz', 'zst'])('what is written as .%s is smaller, and is read', async (packing) => {
  expect((await unpacked(`lines.csv.${packing}`)) === TEXT).toBe(true)
  const bytes = await readFile(join(folder, `lines.csv.${packing}`))
  expect(bytes.length).toBeLessThan(TEXT.length / 2)
  if (packing === 'gz') expect(gunzipSync(bytes).toString() === TEXT).toBe(true)
})

test('it is the first bytes that tell how a file is compressed, not its name', async () => {
  await writeFile(join(folder, 'plain.csv'), gzipSync('a\n1\n'))
  await writeFile(join(folder, 'plain.csv.gz'), 'a\n1\n')
  expect(await unpacked('plain.csv')).toBe('a\n1\n')
  expect(await unpacked('plain.csv.gz')).toBe('a\n1\n')
  await writeFile(join(folder, 'empty.csv.gz'), '')
  expect(await unpacked('empty.csv.gz')).toBe('')
})

test.each(['gz', 'zst'])('.%s that ends in the middle, or is damaged, is an error', async (packing) => {
  const bytes = await readFile(join(folder, `lines.csv.${packing}`))
  await writeFile(join(folder, 'half'), bytes.subarray(0, bytes.length - 100))
  await expect(unpacked('half')).rejects.toBeInstanceOf(DamagedPacking)
  const damaged = Buffer.from(bytes)
  damaged.fill(0xa5, 2_000, 3_000)
  await writeFile(join(folder, 'damaged'), damaged)
  await expect(unpacked('damaged')).rejects.toBeInstanceOf(DamagedPacking)
})
