import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'
import { CertSqlError } from '@certsql/core'

/** Where the bytes go. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>
}

interface WrittenEntry {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
}

/** Sizes and offsets are 32 bits wide without the extension ZIP64, which not all readers of workbooks know. */
const MOST_BYTES = 0xffff_ffff

/** Bit 3: sizes follow the data, as it streams; bit 11: names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1980-01-01, the first day that the format knows: the same rows make the same file. */
const DOS_DATE = 0x0021

/** Writes a ZIP archive as it comes: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export class ZipWriter {
  private offset = 0
  private readonly entries: WrittenEntry[] = []

  constructor(private readonly sink: ByteSink) {}

  async add(name: string, text: string): Promise<void> {
    const entry = await this.open(name)
    await entry.write(text)
    await entry.end()
  }

  /** Opens an entry; it must be ended before the next one is opened. */
  async open(name: string): Promise<ZipEntryWriter> {
    const nameBytes = Buffer.from(name, 'utf8')
    const offset = this.offset
    await this.put(localHeader(nameBytes))
    return new ZipEntryWriter(
      (bytes) => this.put(bytes),
      (facts) => this.close({ name: nameBytes, offset, ...facts }),
    )
  }

  async end(): Promise<void> {
    const start = this.offset
    for (const entry of this.entries) await this.put(centralHeader(entry))
    await this.put(endOfDirectory(this.entries.length, this.offset - start, start))
  }

  private async close(entry: WrittenEntry): Promise<void> {
    if (entry.size > MOST_BYTES || this.offset > MOST_BYTES) {
      throw new CertSqlError({
        code: 'CERT-7003',
        message: 'The workbook is larger than the 4 GB that its format can hold.',
        hint: 'write CSV or Parquet, or fewer rows',
      })
    }
    this.entries.push(entry)
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    writeSizes(descriptor, 4, entry)
    await this.put(descriptor)
  }

  private async put(bytes: Uint8Array): Promise<void> {
    this.offset += bytes.length
    await this.sink.write(bytes)
  }
}

type EntryFacts = Pick<WrittenEntry, 'crc' | 'size' | 'compressedSize'>

/** One entry: text goes in, and is compressed on its way. */
export class ZipEntryWriter {
  private readonly deflate: DeflateRaw = createDeflateRaw()
  private readonly drained: Promise<void>
  private crc = 0
  private size = 0
  private compressedSize = 0

  constructor(
    put: (bytes: Uint8Array) => Promise<void>,
    private readonly close: (facts: EntryFacts) => Promise<void>,
  ) {
    this.drained = this.drain(put)
    // Whoever writes next hears of it.
    this.drained.catch(() => undefined)
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    const hasRoom = this.deflate.write(bytes)
    if (!hasRoom)
      await Promise.race([new Promise((resolve) => this.deflate.once('drain', resolve)), this.drained])
  }

  async end(): Promise<void> {
    this.deflate.end()
    await this.drained
    const { crc, size, compressedSize } = this
    await this.close({ crc, size, compressedSize })
  }

  private async drain(put: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    for await (const bytes of this.deflate as AsyncIterable<Buffer>) {
      this.compressedSize += bytes.length
      await put(bytes)
    }
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function centralHeader(entry: WrittenEntry): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, 6)
  writeSizes(header, 16, entry)
  header.writeUInt16LE(entry.name.length, 28)
  header.writeUInt32LE(entry.offset, 42)
  return Buffer.concat([header, entry.name])
}

/** Version, flags, method, time and date. */
function writeCommon(header: Buffer, at: number): void {
  header.writeUInt16LE(VERSION, at)
  header.writeUInt16LE(FLAGS, at + 2)
  header.writeUInt16LE(DEFLATED, at + 4)
  header.writeUInt16LE(DOS_DATE, at + 8)
}

function writeSizes(header: Buffer, at: number, { crc, compressedSize, size }: EntryFacts): void {
  header.writeUInt32LE(crc, at)
  header.writeUInt32LE(compressedSize, at + 4)
  header.writeUInt32LE(size, at + 8)
}

function endOfDirectory(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries, 8)
  end.writeUInt16LE(entries, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
