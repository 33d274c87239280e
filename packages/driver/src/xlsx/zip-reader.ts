import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

interface ZipEntry {
  readonly name: string
  readonly isDeflated: boolean
  readonly compressedSize: number
  readonly offset: number
}

/** The end of the directory is 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 0xffff
const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const BYTES_AT_A_TIME = 256 * 1024

/** What is thrown for a file that is no ZIP archive, or one of a kind that workbooks are not. */
export class NoZip extends Error {}

/** Reads a ZIP archive entry by entry: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export class ZipReader {
  private constructor(
    private readonly file: FileHandle,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  static async open(path: string): Promise<ZipReader> {
    const file = await open(path)
    try {
      return new ZipReader(file, await readDirectory(file))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.file.close()
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** The bytes of an entry, unpacked as they are read. */
  async read(name: string): Promise<AsyncIterable<Buffer>> {
    const entry = this.entries.get(name)
    if (entry === undefined) throw new NoZip(`there is no ${name}`)
    const header = await readBytes(this.file, entry.offset, 30)
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const bytes = Readable.from(readRange(this.file, start, start + entry.compressedSize))
    return (entry.isDeflated ? bytes.pipe(createInflateRaw()) : bytes) as AsyncIterable<Buffer>
  }
}

async function readDirectory(file: FileHandle): Promise<ReadonlyMap<string, ZipEntry>> {
  const { size } = await file.stat()
  const tailStart = Math.max(0, size - LONGEST_END)
  const tail = await readBytes(file, tailStart, size - tailStart)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1
  if (end < 0) throw new NoZip('it is no ZIP archive')
  const count = tail.readUInt16LE(end + 10)
  const offset = tail.readUInt32LE(end + 16)
  if (count === 0xffff || offset === 0xffffffff) throw new NoZip('it is a ZIP archive of more than 4 GB')
  const directory = await readBytes(file, offset, tail.readUInt32LE(end + 12))
  const entries = new Map<string, ZipEntry>()
  let position = 0
  for (let entry = 0; entry < count; entry++) {
    if (directory.readUInt32LE(position) !== ENTRY_SIGNATURE) throw new NoZip('its directory is damaged')
    const nameLength = directory.readUInt16LE(position + 28)
    const name = directory.toString('utf8', position + 46, position + 46 + nameLength)
    const method = directory.readUInt16LE(position + 10)
    if (method !== 0 && method !== 8) throw new NoZip('it is packed in a way that is not known')
    entries.set(name, {
      name,
      isDeflated: method === 8,
      compressedSize: directory.readUInt32LE(position + 20),
      offset: directory.readUInt32LE(position + 42),
    })
    position +=
      46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32)
  }
  return entries
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new NoZip('it ends in the middle')
  return buffer
}

async function* readRange(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; position += BYTES_AT_A_TIME) {
    yield await readBytes(file, position, Math.min(BYTES_AT_A_TIME, end - position))
  }
}
