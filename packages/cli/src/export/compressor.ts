import { once } from 'node:events'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { CertSqlError } from '@certsql/core'
import type { ByteSink } from '@certsql/driver'
import type { Compression } from './target-file.js'

/** Zstandard came with Node 22.15. */
interface ZlibOfLaterNodes {
  readonly createZstdCompress?: () => Transform
}

/** Fails where this Node cannot compress so. */
export function requireCompression(compression: Compression): void {
  createStream(compression).destroy()
}

/** Compresses what is written on its way to a sink. */
export class Compressor implements ByteSink {
  private readonly stream: Transform
  private readonly drained: Promise<void>

  constructor(compression: Compression, sink: ByteSink) {
    this.stream = createStream(compression)
    // Whoever writes next hears of it.
    this.stream.on('error', () => undefined)
    this.drained = this.drain(sink)
    this.drained.catch(() => undefined)
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

function createStream(compression: Compression): Transform {
  if (compression === 'gz') return zlib.createGzip()
  const { createZstdCompress } = zlib as ZlibOfLaterNodes
  if (createZstdCompress !== undefined) return createZstdCompress()
  throw new CertSqlError({
    code: 'CERT-4002',
    message: `Node ${process.versions.node} cannot write .zst files.`,
    hint: 'use Node 22.15 or later, or .gz; Parquet is compressed in itself',
  })
}
