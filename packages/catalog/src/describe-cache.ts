/** What a cache holds: the list of objects, record counts, and one entry per object. */
export type CacheKey = 'global' | 'record-counts' | `object/${string}`

export interface CacheEntry {
  /** JSON. It may come from a file that anybody wrote: check it before use. */
  readonly value: unknown
  /** As the org sent it with the value. */
  readonly lastModified: string | undefined
  /** When the value was last known to be right, in milliseconds since 1970. */
  readonly checkedAt: number
}

/**
 * Where describes outlive a process. A cache never fails: what it cannot read it does not have, and what it
 * cannot write is fetched again next time.
 */
export interface DescribeCache {
  read(key: CacheKey): Promise<CacheEntry | undefined>
  write(key: CacheKey, entry: CacheEntry): Promise<void>
  /** The org said that the value has not changed. */
  touch(key: CacheKey, checkedAt: number): Promise<void>
}
