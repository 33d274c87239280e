import { stat } from 'node:fs/promises'
import { CertSqlError, didYouMean } from '@certsql/core'
import { DamagedPacking, unpackedBytes } from '../../files/unpacked-bytes.js'
import { readError, unreadable } from './read-error.js'

/** Names that people look for; TextDecoder knows many more. */
const USUAL_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'macintosh',
]

/** Files are read more than once, and the text of a pipe is gone after the first time. */
export async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw readError(path, error)
  })
  if (found.isDirectory()) throw unreadable(path, 'it is a folder')
  if (!found.isFile())
    throw unreadable(path, 'it is a pipe or a device, and it has to be read more than once')
}

/** The encoding that is asked for, or the one that the first bytes tell; UTF-8 without either. */
export async function encodingOf(path: string, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return knownEncoding(asked)
  try {
    for await (const [first, second] of unpackedBytes(path)) {
      if (first === 0xff && second === 0xfe) return 'utf-16le'
      return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
    }
    return 'utf-8'
  } catch (error) {
    throw readFailure(path, error)
  }
}

function knownEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `There is no encoding "${name}".`,
      hint: didYouMean(name, USUAL_ENCODINGS) ?? `for example ${USUAL_ENCODINGS.join(', ')}`,
    })
  }
}

/** The text of a file, decompressed if need be, piece by piece, without a byte order mark; bytes that are no text are an error. */
export async function* decodeFile(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let bytesRead = 0
  const decode = (bytes: Uint8Array | undefined) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      throw unreadable(
        path,
        `after ${bytesRead.toLocaleString('en')} bytes it is not ${encoding.toUpperCase()}`,
        {
          hint: "name its encoding: (ENCODING 'windows-1252')",
          cause: error,
        },
      )
    }
  }
  try {
    for await (const bytes of unpackedBytes(path)) {
      yield decode(bytes)
      bytesRead += bytes.length
    }
    yield decode(undefined)
  } catch (error) {
    throw readFailure(path, error)
  }
}

function readFailure(path: string, error: unknown): CertSqlError {
  if (!(error instanceof DamagedPacking)) return readError(path, error)
  return unreadable(path, 'its compressed data is damaged, or ends in the middle', { cause: error })
}
