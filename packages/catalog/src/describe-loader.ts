import { CertSqlError, type GlobalDescribe, type ObjectDescribe } from '@certsql/core'
import { throwIfCancelled } from './cancellation.js'
import { compactGlobalDescribe, compactObjectDescribe } from './compact-describe.js'
import { ConcurrencyLimit } from './concurrency-limit.js'
import type { CacheEntry, CacheKey, DescribeCache } from './describe-cache.js'
import type { Conditional, ConditionalRequest, DescribeSource } from './describe-source.js'

/** A describe, and when it was last known to be right. */
export interface Loaded<Value> {
  readonly value: Value
  readonly lastModified: string | undefined
  readonly checkedAt: number
}

export interface DescribeLoaderOptions {
  readonly source: DescribeSource
  readonly cache: DescribeCache | undefined
  readonly maxConcurrency: number
  readonly now: () => number
}

/** What is known already, how old it may be, and who may cancel. */
export interface LoadRequest<Value> {
  readonly known: Loaded<Value> | undefined
  /** What was checked before this moment is checked again. */
  readonly freshSince: number
  /** What the cache wrote up to this moment is not believed. */
  readonly distrustCacheUntil: number
  readonly signal: AbortSignal
}

/** A clock set back must not make describes fresh for ever. */
const CLOCK_TOLERANCE_MILLISECONDS = 60_000

/** Gets describes the cheapest way: from the cache, by asking the org whether they changed, or whole. */
export class DescribeLoader {
  private readonly options: DescribeLoaderOptions
  private readonly limit: ConcurrencyLimit

  constructor(options: DescribeLoaderOptions) {
    this.options = options
    this.limit = new ConcurrencyLimit(options.maxConcurrency)
  }

  global(request: LoadRequest<GlobalDescribe>): Promise<Loaded<GlobalDescribe>> {
    const { source } = this.options
    return this.load('global', request, compactGlobalDescribe, (condition) =>
      source.describeGlobal(condition),
    )
  }

  object(name: string, request: LoadRequest<ObjectDescribe>): Promise<Loaded<ObjectDescribe>> {
    const { source } = this.options
    return this.load(`object/${name}`, request, compactObjectDescribe, (condition) =>
      source.describeObject(name, condition),
    )
  }

  private async load<Value>(
    key: CacheKey,
    request: LoadRequest<Value>,
    compact: (answer: unknown) => Value,
    fetch: (condition: ConditionalRequest) => Promise<Conditional<Value>>,
  ): Promise<Loaded<Value>> {
    const known = request.known ?? (await this.fromCache(key, request, compact))
    if (known !== undefined && known.checkedAt >= request.freshSince) return known
    const answer = await this.limit.run(() => {
      throwIfCancelled(request.signal)
      return fetch(conditionOf(known, request.signal))
    })
    const checkedAt = this.options.now()
    if (answer.unchanged) return this.confirm(key, known, checkedAt)
    const loaded = { value: compact(answer.value), lastModified: answer.lastModified, checkedAt }
    await this.options.cache?.write(key, loaded)
    return loaded
  }

  private async fromCache<Value>(
    key: CacheKey,
    { distrustCacheUntil }: LoadRequest<Value>,
    compact: (answer: unknown) => Value,
  ): Promise<Loaded<Value> | undefined> {
    const entry = await this.options.cache?.read(key)
    if (entry === undefined || entry.checkedAt <= distrustCacheUntil) return undefined
    const isFromTheFuture = entry.checkedAt > this.options.now() + CLOCK_TOLERANCE_MILLISECONDS
    return readEntry(isFromTheFuture ? { ...entry, checkedAt: 0 } : entry, compact)
  }

  private async confirm<Value>(
    key: CacheKey,
    known: Loaded<Value> | undefined,
    checkedAt: number,
  ): Promise<Loaded<Value>> {
    if (known === undefined) {
      throw new CertSqlError({
        code: 'CERT-6002',
        message: 'The org said that a describe is unchanged which it was never asked to compare.',
        hint: 'a proxy between here and the org may be answering from its own cache',
      })
    }
    await this.options.cache?.touch(key, checkedAt)
    return { ...known, checkedAt }
  }
}

function conditionOf(known: Loaded<unknown> | undefined, signal: AbortSignal): ConditionalRequest {
  const ifModifiedSince = known?.lastModified
  return ifModifiedSince === undefined ? { signal } : { signal, ifModifiedSince }
}

/** An entry that is no describe is as good as none. */
function readEntry<Value>(
  { value, lastModified, checkedAt }: CacheEntry,
  compact: (answer: unknown) => Value,
): Loaded<Value> | undefined {
  try {
    return { value: compact(value), lastModified, checkedAt }
  } catch {
    return undefined
  }
}
