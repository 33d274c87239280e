import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { systemErrorCode } from '@certsql/core'
import { loadZstandardReader } from './zstandard.js'

const BYTES_AT_A_TIME = 256 * 1024

/** What is compressed does not come apart. */
export class DamagedPacking extends Error {
  constructor(override readonly cause: unknown) {
    super('The compressed data is damaged.')
    this.name = 'DamagedPacking'
  }
}

/** The bytes of a file, decompressed where its first bytes say that it is gzip or Zstandard. */
export async function* unpackedBytes(path: string): AsyncGenerator<Uint8Array> {
  const start = await firstBytes(path)
  const packed = createReadStream(path, { highWaterMark: BYTES_AT_A_TIME })
  if (start.startsWith('1f8b')) yield* through(packed, createGunzip())
  else if (start === '28b52ffd') yield* unpackedZstandard(packed)
  else yield* packed as AsyncIterable<Buffer>
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead).toString('hex')
  } finally {
    await file.close()
  }
}

/** Not by the Zstandard of later Nodes, which takes a file that ends in the middle for a whole one (22.23). */
async function* unpackedZstandard(packed: Readable): AsyncGenerator<Uint8Array> {
  const Decompress = await loadZstandardReader()
  let pieces: Uint8Array[] = []
  const decompress = new Decompress((piece) => {
    if (piece.length > 0) pieces.push(piece)
  })
  const push = (bytes: Uint8Array, isLast: boolean) => {
    pieces = []
    try {
      decompress.push(bytes, isLast)
    } catch (error) {
      throw new DamagedPacking(error)
    }
    return pieces
  }
  for await (const bytes of packed as AsyncIterable<Buffer>) yield* push(bytes, false)
  yield* push(new Uint8Array(), true)
}

async function* through(packed: Readable, unpack: Transform): AsyncGenerator<Uint8Array> {
  // Errors come out of the end that is read.
  pipeline(packed, unpack, () => undefined)
  try {
    yield* unpack as AsyncIterable<Buffer>
  } catch (error) {
    throw /^(?:Z|ZSTD|ERR)_/.test(systemErrorCode(error) ?? '') ? new DamagedPacking(error) : error
  }
}
