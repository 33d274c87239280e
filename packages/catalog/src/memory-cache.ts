import type { CacheEntry, CacheKey, DescribeCache } from './describe-cache.js'

/** `MetadataCache=memory://`: shared by the connections of one process. */
export class MemoryCache implements DescribeCache {
  private readonly entries = new Map<CacheKey, CacheEntry>()

  async read(key: CacheKey): Promise<CacheEntry | undefined> {
    return this.entries.get(key)
  }

  async write(key: CacheKey, entry: CacheEntry): Promise<void> {
    this.entries.set(key, entry)
  }

  async touch(key: CacheKey, checkedAt: number): Promise<void> {
    const entry = this.entries.get(key)
    if (entry !== undefined) this.entries.set(key, { ...entry, checkedAt })
  }
}
