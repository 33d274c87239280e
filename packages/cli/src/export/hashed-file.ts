import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ByteSink, FileOutput, FilePacking } from '@certsql/driver'
import type { StreamOutput } from '../output/stream-output.js'

/** A file that was written, by its contents. */
export interface FileFacts {
  readonly bytes: number
  readonly sha256: string
}

/** A file that is compressed and hashed while it is written, and appears when all of it is there. */
export class HashedFile implements ByteSink {
  private constructor(
    private readonly output: Pick<FileOutput, 'write' | 'finish' | 'discard'>,
    private readonly facts: FactsOfBytes,
  ) {}

  static async open(path: string, packing: FilePacking | undefined): Promise<HashedFile> {
    const { FileOutput } = await import('@certsql/driver')
    const facts = new FactsOfBytes()
    return new HashedFile(
      await FileOutput.open(path, { packing, onBytes: (bytes) => facts.add(bytes) }),
      facts,
    )
  }

  /** What goes to stdout is seen at once, and cannot be taken back. */
  static onStdout(stdout: StreamOutput): HashedFile {
    const facts = new FactsOfBytes()
    const write = async (data: string | Uint8Array) => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data
      facts.add(bytes)
      await stdout.write(bytes)
    }
    return new HashedFile({ write, finish: () => stdout.finish(), discard: () => stdout.discard() }, facts)
  }

  async write(data: string | Uint8Array): Promise<void> {
    await this.output.write(data)
  }

  async finish(): Promise<FileFacts> {
    await this.output.finish()
    return this.facts.found
  }

  /** Never throws. */
  async discard(): Promise<void> {
    await this.output.discard()
  }
}

class FactsOfBytes {
  private readonly hash = createHash('sha256')
  private bytes = 0

  add(bytes: Uint8Array): void {
    this.hash.update(bytes)
    this.bytes += bytes.length
  }

  /** Asked for once. */
  get found(): FileFacts {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }
}

/** The same of a file that is there. */
export async function factsOf(path: string): Promise<FileFacts> {
  const facts = new FactsOfBytes()
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    facts.add(piece)
  }
  return facts.found
}
