import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { CertSqlError } from '@certsql/core'
import {
  type LoadCounts,
  type LoadFailure,
  type LoadLedger,
  type LoadReport,
  NO_COUNTS,
  type OpenPortion,
  openLockedLedger,
  type RowRange,
  type Settlement,
} from '@certsql/engine'
import { namingFile } from '../files/replaced-file.js'

/** What is loaded, and where to. All of it must be the same when a load goes on. */
export interface LoadIdentity {
  readonly instanceUrl: string
  readonly object: string
  readonly operation: string
  readonly columns: readonly string[]
  /** Of the bytes of the file. */
  readonly sha256: string
}

type LedgerEntry =
  | (LoadIdentity & { readonly kind: 'load'; readonly format: 1; readonly begun: string })
  | ({ readonly kind: 'sending' } & OpenPortion)
  | ({ readonly kind: 'outcomes'; readonly portion: number } & Settlement)
  | { readonly kind: 'whole'; readonly report: LoadReport; readonly refused: readonly LoadFailure[] }

/** One line of JSON for each thing that has been done, on disk before the work goes on. */
export class LedgerFile implements LoadLedger {
  private readonly portions = new Map<number, OpenPortion>()
  private readonly settledRows: RowRange[] = []
  private readonly failed = new Map<number, LoadFailure>()
  private latest = 0
  private written = 0
  private created = 0
  /** What the load has come to, once a run has come to the end of it. */
  report: LoadReport | undefined

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly unlock: () => Promise<void>,
  ) {}

  /** Two loads with one ledger would write everything twice. */
  static open(path: string, identity: LoadIdentity): Promise<LedgerFile> {
    return openLockedLedger(path, (unlock) => LedgerFile.openLocked(path, identity, unlock))
  }

  private static async openLocked(
    path: string,
    identity: LoadIdentity,
    unlock: () => Promise<void>,
  ): Promise<LedgerFile> {
    const { entries, bytes } = await readEntries(path)
    const [first] = entries
    if (first !== undefined) requireSame(path, first, identity)
    const file = await namingFile(path, () => open(path, 'a', 0o600))
    const ledger = new LedgerFile(path, file, unlock)
    try {
      // What was cut off by the end of an earlier process is done again.
      await namingFile(path, () => file.truncate(bytes))
      for (const entry of entries) ledger.apply(entry)
      if (first === undefined)
        await ledger.write({ kind: 'load', format: 1, ...identity, begun: new Date().toISOString() })
      return ledger
    } catch (error) {
      await file.close()
      throw error
    }
  }

  get settled(): readonly RowRange[] {
    return this.settledRows
  }

  get open(): readonly OpenPortion[] {
    return [...this.portions.values()]
  }

  get counts(): LoadCounts {
    const { written, created, failed } = this
    return { ...NO_COUNTS, written, created, failed: failed.size }
  }

  /** Rows that were sent, and are not to be sent again. */
  get failures(): ReadonlyMap<number, LoadFailure> {
    return this.failed
  }

  async begin(rows: readonly RowRange[], jobId: string): Promise<number> {
    const number = this.latest + 1
    await this.write({ kind: 'sending', number, rows, jobId })
    return number
  }

  settle(portion: number, settlement: Settlement): Promise<void> {
    return this.write({ kind: 'outcomes', portion, ...settlement })
  }

  /** The load is whole; `refused` are the rows that were never sent. */
  noteWhole(report: LoadReport, refused: readonly LoadFailure[]): Promise<void> {
    return this.write({ kind: 'whole', report, refused })
  }

  async close(): Promise<void> {
    await this.file.close()
    await this.unlock()
  }

  private async write(entry: LedgerEntry): Promise<void> {
    this.apply(entry)
    await namingFile(this.path, async () => {
      await this.file.appendFile(`${JSON.stringify(entry)}\n`)
      await this.file.datasync()
    })
  }

  private apply(entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'load':
        return
      case 'sending': {
        const { kind: _, ...portion } = entry
        this.latest = Math.max(this.latest, portion.number)
        this.portions.set(portion.number, portion)
        return
      }
      case 'outcomes':
        this.portions.delete(entry.portion)
        this.settledRows.push(...entry.rows)
        this.written += entry.written
        this.created += entry.created
        for (const failure of entry.failures) this.failed.set(failure.row, failure)
        return
      case 'whole':
        for (const failure of entry.refused) this.failed.set(failure.row, failure)
        this.report = entry.report
        return
    }
  }
}

/** A fingerprint of the file: another one under the same name is another load. */
export async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
    hash.update(bytes)
  return hash.digest('hex')
}

interface ReadEntries {
  readonly entries: readonly LedgerEntry[]
  /** Up to the end of the last whole line. */
  readonly bytes: number
}

async function readEntries(path: string): Promise<ReadEntries> {
  const content = await namingFile(path, () => readFile(path).catch(emptyWhereMissing))
  const end = content.lastIndexOf(0x0a) + 1
  const lines = content.toString('utf8', 0, end).split('\n').slice(0, -1)
  return { entries: lines.map((line, index) => readEntry(path, line, index + 1)), bytes: end }
}

function emptyWhereMissing(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}

const KINDS: ReadonlySet<unknown> = new Set(['load', 'sending', 'outcomes', 'whole'])

function readEntry(path: string, line: string, number: number): LedgerEntry {
  try {
    const entry: unknown = JSON.parse(line)
    const isEntry = typeof entry === 'object' && entry !== null && 'kind' in entry && KINDS.has(entry.kind)
    if (isEntry) return entry as LedgerEntry
  } catch {
    // Told below.
  }
  throw new CertSqlError({
    code: 'CERT-8009',
    message: `Line ${number} of the ledger "${path}" is none that COPY has written.`,
    hint: "name another file: (LEDGER 'load.ledger')",
  })
}

const WORDS: readonly (readonly [keyof LoadIdentity, string])[] = [
  ['instanceUrl', 'another org'],
  ['object', 'another object'],
  ['operation', 'another operation'],
  ['columns', 'other columns'],
  ['sha256', 'a file with other contents'],
]

function requireSame(path: string, first: LedgerEntry, identity: LoadIdentity): void {
  const known = first.kind === 'load' ? first : undefined
  const other = WORDS.find(([fact]) => JSON.stringify(known?.[fact]) !== JSON.stringify(identity[fact]))
  if (other === undefined) return
  throw new CertSqlError({
    code: 'CERT-8009',
    message: `The ledger "${path}" is of a load of ${other[1]}.`,
    hint: 'give each load a ledger of its own',
  })
}
