import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { CertSqlError } from '@certsql/core'
import { onDisk } from './disk-failure.js'
import { type ExtractIdentity, type LedgerEntry, readLedgerEntry } from './ledger-entry.js'
import { LedgerState } from './ledger-state.js'

/**
 * What has been done of an extract, one line of JSON after the other, each on disk before the work goes on. A line that
 * was cut off by the end of the process is taken away when the ledger is opened again: what it told is done again.
 */
export class ExtractLedger {
  /** The last line that is being written; lines are never mixed. */
  #writing: Promise<void> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private file: FileHandle,
    public state: LedgerState,
  ) {}

  /** Opens the ledger, or makes an empty one. */
  static async open(path: string): Promise<ExtractLedger> {
    const { state, bytes } = await readLedger(path)
    const file = await onDisk(path, () => open(path, 'a', 0o600))
    await onDisk(path, () => file.truncate(bytes))
    return new ExtractLedger(path, file, state)
  }

  /** Begins anew; nothing of what was noted counts any more. */
  async begin(identity: ExtractIdentity, apiVersion: string): Promise<void> {
    const first: LedgerEntry = {
      kind: 'extract',
      format: 1,
      ...identity,
      apiVersion,
      begun: new Date().toISOString(),
    }
    await onDisk(this.path, async () => {
      const draft = `${this.path}.new`
      const file = await open(draft, 'w', 0o600)
      try {
        await file.writeFile(lineOf(first))
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(draft, this.path)
      await this.file.close()
      this.file = await open(this.path, 'a', 0o600)
    })
    this.state = new LedgerState()
    this.state.apply(first)
  }

  /** Notes what has been done. After a line that could not be written whole nothing more is written. */
  note(entry: LedgerEntry): Promise<void> {
    const noted = this.#writing.then(() =>
      onDisk(this.path, async () => {
        await this.file.appendFile(lineOf(entry))
        await this.file.datasync()
        this.state.apply(entry)
      }),
    )
    this.#writing = noted
    noted.catch(() => {})
    return noted
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {})
    await this.file.close()
  }
}

function lineOf(entry: LedgerEntry): string {
  return `${JSON.stringify(entry)}\n`
}

interface ReadLedger {
  readonly state: LedgerState
  /** Up to the end of the last whole line. */
  readonly bytes: number
}

async function readLedger(path: string): Promise<ReadLedger> {
  const content = await onDisk(path, () => readFile(path).catch(emptyWhereMissing))
  const state = new LedgerState()
  let bytes = 0
  for (let line = 1; ; line++) {
    const end = content.indexOf(0x0a, bytes)
    if (end === -1) return { state, bytes }
    const entry = readLedgerEntry(content.toString('utf8', bytes, end))
    // After a power failure the last line may hold anything.
    if (entry === undefined && content.indexOf(0x0a, end + 1) === -1) return { state, bytes }
    if (entry === undefined) throw damaged(path, line)
    state.apply(entry)
    bytes = end + 1
  }
}

function emptyWhereMissing(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}

function damaged(path: string, line: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8604',
    message: `Line ${line} of the ledger ${path} is none that CertSQL has written.`,
    hint: 'begin again in an empty folder',
  })
}
