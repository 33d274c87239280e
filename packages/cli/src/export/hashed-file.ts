import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ByteSink, FileOutput } from '@certsql/driver'
import { Compressor } from './compressor.js'
import type { Compression } from './target-file.js'

/** A file that was written, by its contents. */
export interface FileFacts {
  readonly bytes: number
  readonly sha256: string
}

/** A file that is compressed and hashed while it is written, and appears when all of it is there. */
export class HashedFile implements ByteSink {
  private readonly hash: Hash = createHash('sha256')
  private readonly compressor: Compressor | undefined
  private bytes = 0

  private constructor(
    private readonly output: FileOutput,
    compression: Compression | undefined,
  ) {
    this.compressor = compression && new Compressor(compression, { write: (data) => this.put(data) })
  }

  static async open(path: string, compression: Compression | undefined): Promise<HashedFile> {
    const { FileOutput } = await import('@certsql/driver')
    return new HashedFile(await FileOutput.open(path), compression)
  }

  async write(data: string | Uint8Array): Promise<void> {
    if (this.compressor !== undefined) await this.compressor.write(data)
    else await this.put(data)
  }

  async finish(): Promise<FileFacts> {
    await this.compressor?.end()
    await this.output.finish()
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }

  /** Never throws. */
  async discard(): Promise<void> {
    this.compressor?.discard()
    await this.output.discard()
  }

  private async put(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    this.hash.update(bytes)
    this.bytes += bytes.length
    await this.output.write(bytes)
  }
}

/** The same of a file that is there. */
export async function factsOf(path: string): Promise<FileFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
