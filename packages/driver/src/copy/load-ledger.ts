import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { CertSqlError } from '@certsql/core'
import {
  type IngestedPortion,
  type LoadCounts,
  type LoadFailure,
  type LoadLedger,
  type LoadReport,
  NO_COUNTS,
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
  | ({ readonly kind: 'portion' } & IngestedPortion)
  | {
      readonly kind: 'outcomes'
      readonly counts: LoadCounts
      readonly failures: readonly LoadFailure[]
      readonly retried: readonly number[]
    }
  | { readonly kind: 'whole'; readonly report: LoadReport; readonly refused: readonly LoadFailure[] }

/** One line of JSON for each thing that has been done, on disk before the work goes on. */
export class LedgerFile implements LoadLedger {
  private readonly byStart = new Map<number, IngestedPortion>()
  private readonly failed = new Map<number, LoadFailure>()
  /** What the load has come to, once a run has come to the end of it. */
  report: LoadReport | undefined
  counts: LoadCounts = NO_COUNTS

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async open(path: string, identity: LoadIdentity): Promise<LedgerFile> {
    const { entries, bytes } = await readEntries(path)
    const [first] = entries
    if (first !== undefined) requireSame(path, first, identity)
    const file = await namingFile(path, () => open(path, 'a', 0o600))
    const ledger = new LedgerFile(path, file)
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

  get portions(): readonly IngestedPortion[] {
    return [...this.byStart.values()]
  }

  /** Rows that this run and those before it have not written. */
  get failures(): ReadonlyMap<number, LoadFailure> {
    return this.failed
  }

  note({ from, to, jobId, state }: IngestedPortion): Promise<void> {
    // A job is looked at many times, and begins once.
    const known = this.byStart.get(from)
    if (known?.jobId === jobId && known.state === state) return Promise.resolve()
    return this.write({ kind: 'portion', from, to, jobId, state })
  }

  noteOutcomes(
    failures: readonly LoadFailure[],
    counts: LoadCounts,
    retried: readonly number[],
  ): Promise<void> {
    return this.write({ kind: 'outcomes', counts, failures, retried })
  }

  /** The load is whole; `refused` are the rows that were never sent. */
  noteWhole(report: LoadReport, refused: readonly LoadFailure[]): Promise<void> {
    return this.write({ kind: 'whole', report, refused })
  }

  close(): Promise<void> {
    return this.file.close()
  }

  private async write(entry: LedgerEntry): Promise<void> {
    await namingFile(this.path, async () => {
      await this.file.appendFile(`${JSON.stringify(entry)}\n`)
      await this.file.datasync()
    })
    this.apply(entry)
  }

  private apply(entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'load':
        return
      case 'portion': {
        const { kind: _, ...portion } = entry
        this.byStart.set(portion.from, portion)
        return
      }
      case 'outcomes':
        for (const row of entry.retried) this.failed.delete(row)
        for (const failure of entry.failures) this.failed.set(failure.row, failure)
        this.counts = entry.counts
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

const KINDS: ReadonlySet<unknown> = new Set(['load', 'portion', 'outcomes', 'whole'])

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
