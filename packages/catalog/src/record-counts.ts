import { throwIfCancelled } from './cancellation.js'
import type { DescribeCache } from './describe-cache.js'
import type { DescribeSource } from './describe-source.js'

export interface RecordCountsOptions {
  readonly source: DescribeSource
  readonly cache: DescribeCache | undefined
  readonly now: () => number
  readonly onWarning: (message: string) => void
}

/** Null: the org was asked and does not count this object. */
interface Count {
  readonly records: number | null
  readonly countedAt: number
}

/** As many names as fit an address with room to spare. */
const NAMES_PER_CALL = 300

/** Record counts: advice for planning, so they may be somewhat old, and their absence stops nothing. */
export class RecordCounts {
  private readonly options: RecordCountsOptions
  private readonly counts = new Map<string, Count>()
  private restored: Promise<void> | undefined
  private distrustUntil = 0

  constructor(options: RecordCountsOptions) {
    this.options = options
  }

  get(name: string, freshSince: number): number | undefined {
    return this.freshCount(name, freshSince)?.records ?? undefined
  }

  /** Whether asking the org could tell more than is known. */
  isUnasked(name: string, freshSince: number): boolean {
    return this.options.source.recordCounts !== undefined && this.freshCount(name, freshSince) === undefined
  }

  /** Reads what another process has counted, once. */
  restore(): Promise<void> {
    this.restored ??= this.readCache()
    return this.restored
  }

  async load(names: readonly string[], freshSince: number, signal: AbortSignal | undefined): Promise<void> {
    await this.restore()
    const unasked = [...new Set(names)].filter((name) => this.isUnasked(name, freshSince))
    for (let start = 0; start < unasked.length; start += NAMES_PER_CALL) {
      await this.ask(unasked.slice(start, start + NAMES_PER_CALL), signal)
    }
    if (unasked.length > 0) await this.writeCache()
  }

  /** From now on only what is counted from now on. */
  forget(): void {
    this.distrustUntil = this.options.now()
    this.counts.clear()
  }

  private freshCount(name: string, freshSince: number): Count | undefined {
    const count = this.counts.get(name)
    return count !== undefined && count.countedAt >= freshSince ? count : undefined
  }

  /** A failure is remembered as "not counted", so that the next statement does not run into it again. */
  private async ask(names: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const counted = await this.fetch(names, signal)
    const countedAt = this.options.now()
    for (const name of names) this.counts.set(name, { records: counted.get(name) ?? null, countedAt })
  }

  private async fetch(
    names: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, number>> {
    throwIfCancelled(signal)
    try {
      const counts = await this.options.source.recordCounts?.(names, signal === undefined ? {} : { signal })
      return counts ?? new Map()
    } catch (error) {
      throwIfCancelled(signal)
      const reason = error instanceof Error ? error.message : String(error)
      this.options.onWarning(`Record counts are not to be had (${reason}); plans are made without them.`)
      return new Map()
    }
  }

  private async readCache(): Promise<void> {
    const entry = await this.options.cache?.read('record-counts')
    const now = this.options.now()
    for (const [name, count] of parseCounts(entry?.value)) {
      const isCredible = count.countedAt >= this.distrustUntil && count.countedAt <= now
      const known = this.counts.get(name)
      if (isCredible && (known === undefined || known.countedAt < count.countedAt))
        this.counts.set(name, count)
    }
  }

  /** What other processes have counted meanwhile is read first, so that writing loses none of it. */
  private async writeCache(): Promise<void> {
    const { cache, now } = this.options
    if (cache === undefined) return
    await this.readCache()
    const value = Object.fromEntries(this.counts)
    await cache.write('record-counts', { value, lastModified: undefined, checkedAt: now() })
  }
}

function* parseCounts(value: unknown): Generator<[string, Count]> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, count] of Object.entries(value)) {
    if (isCount(count)) yield [name, { records: count.records, countedAt: count.countedAt }]
  }
}

function isCount(value: unknown): value is Count {
  if (typeof value !== 'object' || value === null) return false
  const { records, countedAt }: { readonly records?: unknown; readonly countedAt?: unknown } = value
  return (records === null || typeof records === 'number') && typeof countedAt === 'number'
}
