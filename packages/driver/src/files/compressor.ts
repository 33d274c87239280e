import { once } from 'node:events'
import { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import type { FilePacking } from '@certsql/core'
import type { ByteSink } from '../copy/row-file.js'
import { loadZstandardWriter } from './zstandard.js'

/** Zstandard came with Node 22.15. */
interface ZlibOfLaterNodes {
  readonly createZstdCompress?: (options: { readonly params: Readonly<Record<number, number>> }) => Transform
}

/** Readers then notice damage: https://facebook.github.io/zstd/zstd_manual.html */
const CHECKSUM_FLAG = 201

/** Compresses what is written on its way to a sink. */
export class Compressor implements ByteSink {
  private readonly drained: Promise<void>

  private constructor(
    private readonly stream: Transform,
    sink: ByteSink,
  ) {
    // Whoever writes next hears of it.
    this.stream.on('error', () => undefined)
    this.drained = this.drain(sink)
    this.drained.catch(() => undefined)
  }

  /** Fails where this machine cannot compress so. */
  static async open(packing: FilePacking, sink: ByteSink): Promise<Compressor> {
    return new Compressor(await compressing(packing), sink)
  }

  async write(data: string | Uint8Array): Promise<void> {
    if (data.length === 0) return
    // A stream that has come to its end too early has failed.
    if (this.stream.destroyed) return await this.drained
    if (!this.stream.write(data)) await Promise.race([once(this.stream, 'drain'), this.drained])
  }

  async end(): Promise<void> {
    this.stream.end()
    await this.drained
  }

  discard(): void {
    this.stream.destroy()
  }

  private async drain(sink: ByteSink): Promise<void> {
    for await (const bytes of this.stream as AsyncIterable<Uint8Array>) await sink.write(bytes)
  }
}

async function compressing(packing: FilePacking): Promise<Transform> {
  if (packing === 'gz') return zlib.createGzip()
  const { createZstdCompress } = zlib as ZlibOfLaterNodes
  if (createZstdCompress === undefined) return inFrames(await loadZstandardWriter())
  return createZstdCompress({ params: { [CHECKSUM_FLAG]: 1 } })
}

/** A file of Zstandard is a row of frames, each compressed by itself; larger ones are hardly smaller in sum. */
const BYTES_OF_A_FRAME = 2 * 1024 * 1024

function inFrames(compress: (bytes: Uint8Array) => Uint8Array): Transform {
  let held: Uint8Array[] = []
  let heldBytes = 0
  const frame = () => {
    const bytes = compress(Buffer.concat(held))
    held = []
    heldBytes = 0
    return bytes
  }
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      held.push(piece)
      heldBytes += piece.length
      done(null, heldBytes < BYTES_OF_A_FRAME ? undefined : frame())
    },
    flush(done) {
      done(null, heldBytes === 0 ? undefined : frame())
    },
  })
}
