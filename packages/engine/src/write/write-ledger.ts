import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { CertSqlError, ExactNumber } from '@certsql/core'
import { openLockedLedger } from '../ledger-lock.js'
import type { RowOutcome } from '../remote-writes.js'
import type { PendingRow } from './pending-row.js'

/**
 * A file in which a write notes what it sends and what came of it, so that the same statement, run again after a crash
 * or a failure, goes on where it stopped. A line of JSON each:
 *
 * ```
 * {"ledger":1,"writes":"insert Account"}
 * {"sending":1,"at":"2025-06-30T12:00:00.000Z","rows":["x1…","x2…"],"job":"750…"}
 * {"done":1,"ids":["001…",null]}
 * ```
 *
 * `rows` are digests of the records; `ids` has null for a row that was not written. A `sending` without its `done` is in
 * doubt.
 */
export class WriteLedger {
  /** Ids by digest: a record that is given twice was written twice. */
  private readonly written = new Map<string, string[]>()
  private readonly doubts: LedgerDoubt[] = []
  private next = 1

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly unlock: () => Promise<void>,
    lines: readonly LedgerLine[],
  ) {
    const sent = new Map<number, LedgerDoubt>()
    for (const line of lines) {
      if ('sending' in line) sent.set(line.sending, { ...line, rows: [...line.rows] })
      if ('done' in line) {
        this.settle(sent.get(line.done)?.rows ?? [], line.ids)
        sent.delete(line.done)
      }
      this.next = Math.max(this.next, numberOf(line) + 1)
    }
    this.doubts.push(...sent.values())
  }

  /** Opens a ledger, or begins one, for a write of this kind; nobody else works with it until it is closed. */
  static open(path: string, writes: string): Promise<WriteLedger> {
    return openLockedLedger(path, (unlock) => WriteLedger.openLocked(path, writes, unlock))
  }

  private static async openLocked(
    path: string,
    writes: string,
    unlock: () => Promise<void>,
  ): Promise<WriteLedger> {
    const text = await textOf(path)
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    const lines = readLines(path, whole)
    const [head] = lines
    if (head !== undefined && !('ledger' in head && head.writes === writes)) {
      const found = 'ledger' in head ? `of another write: ${head.writes}` : 'no ledger at all'
      throw unfit(path, `is ${found}`)
    }
    const file = await open(path, 'a').catch((error: unknown) => {
      throw new CertSqlError({
        code: 'CERT-8603',
        message: `The ledger ${path} cannot be written.`,
        hint: 'WriteLedger names a file in a folder that is there',
        cause: error,
      })
    })
    // What comes next would become part of a line that was half written.
    if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole))
    const ledger = new WriteLedger(path, file, unlock, lines)
    if (head === undefined) await ledger.append({ ledger: 1, writes })
    return ledger
  }

  /** What is known of a row from an earlier run; each note counts for one row. */
  recall(row: PendingRow): LedgerNote | undefined {
    const digest = digestOf(row)
    const id = this.written.get(digest)?.shift()
    if (id !== undefined) return { kind: 'written', id }
    for (const doubt of this.doubts) {
      const place = doubt.rows.indexOf(digest)
      if (place < 0) continue
      doubt.rows[place] = ''
      return {
        kind: 'doubt',
        number: doubt.sending,
        at: doubt.at,
        ...(doubt.job && { job: doubt.job }),
        place,
      }
    }
    return undefined
  }

  /** How many rows a job of an earlier run has. */
  sizeOf(number: number): number {
    return this.doubts.find(({ sending }) => sending === number)?.rows.length ?? 0
  }

  /** Noted before the rows are sent; gives the number by which `done` speaks of them. */
  async sending(rows: readonly PendingRow[], job?: string): Promise<number> {
    const number = this.next++
    await this.append({
      sending: number,
      at: new Date().toISOString(),
      rows: rows.map(digestOf),
      ...(job && { job }),
    })
    // What is about to happen must be known even if the machine stops now.
    await this.file.datasync()
    return number
  }

  async done(number: number, outcomes: readonly (RowOutcome | undefined)[]): Promise<void> {
    // A row in doubt stays so.
    if (outcomes.some((outcome) => outcome?.kind === 'inDoubt')) return
    await this.append({
      done: number,
      ids: outcomes.map((outcome) => (outcome?.kind === 'written' ? outcome.id : null)),
    })
  }

  async close(): Promise<void> {
    await this.file.close()
    await this.unlock()
  }

  get name(): string {
    return this.path
  }

  private settle(digests: readonly string[], ids: readonly (string | null)[]): void {
    for (const [index, digest] of digests.entries()) {
      const id = ids[index]
      if (id === null || id === undefined) continue
      const known = this.written.get(digest) ?? []
      known.push(id)
      this.written.set(digest, known)
    }
  }

  private append(line: LedgerLine): Promise<void> {
    return this.file.appendFile(`${JSON.stringify(line)}\n`)
  }
}

export type LedgerNote =
  | { readonly kind: 'written'; readonly id: string }
  | {
      readonly kind: 'doubt'
      readonly number: number
      readonly at: string
      readonly job?: string
      /** The place of the row in what was sent. */
      readonly place: number
    }

type LedgerLine =
  | { readonly ledger: 1; readonly writes: string }
  | { readonly sending: number; readonly at: string; readonly rows: readonly string[]; readonly job?: string }
  | { readonly done: number; readonly ids: readonly (string | null)[] }

interface LedgerDoubt {
  readonly sending: number
  readonly at: string
  readonly rows: string[]
  readonly job?: string
}

function numberOf(line: LedgerLine): number {
  if ('sending' in line) return line.sending
  return 'done' in line ? line.done : 0
}

async function textOf(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The ledger ${path} cannot be read.`,
      cause: error,
    })
  })
}

/** The last line may be half written: what it would have said did not happen, or is in doubt. */
function readLines(path: string, text: string): readonly LedgerLine[] {
  const lines = text.split('\n')
  const whole = lines.slice(0, -1)
  return whole.map((line) => {
    try {
      return JSON.parse(line) as LedgerLine
    } catch {
      throw unfit(path, 'has a line that is no JSON')
    }
  })
}

function unfit(path: string, what: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8009',
    message: `The file ${path} ${what}.`,
    hint: 'give each load a ledger of its own with WriteLedger',
  })
}

/** What is written where, as a short text that tells records apart. */
function digestOf({ action, record }: PendingRow): string {
  const text = JSON.stringify([action.operation, record], (_, value: unknown) =>
    value instanceof ExactNumber ? { exact: value.lexeme } : value,
  )
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
