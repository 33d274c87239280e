import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DescribeCache } from './describe-cache.js'
import { FolderCache } from './folder-cache.js'
import { MemoryCache } from './memory-cache.js'

/** Whose describes they are: what an org shows differs from user to user, and from version to version. */
export interface CacheIdentity {
  readonly instanceUrl: string
  readonly userId: string
  readonly apiVersion?: string | undefined
}

/** Caches that the connections of this process share. */
const memoryCaches = new Map<string, MemoryCache>()

/**
 * The cache that the property `MetadataCache` names: a folder, `memory://` for this process only, or none
 * (`off` or empty). In a folder each org and user has a folder of its own.
 *
 * ```ts
 * openDescribeCache('/home/amy/.cache/certsql', { instanceUrl, userId }, console.warn)
 * ```
 */
export function openDescribeCache(
  location: string,
  identity: CacheIdentity,
  onWarning: (message: string) => void = () => undefined,
): DescribeCache | undefined {
  const wanted = location.trim()
  if (wanted === '' || wanted.toLowerCase() === 'off') return undefined
  const owner = ownerOf(identity)
  if (!wanted.toLowerCase().startsWith('memory:')) return new FolderCache(join(wanted, owner), onWarning)
  const cache = memoryCaches.get(owner) ?? new MemoryCache()
  memoryCaches.set(owner, cache)
  return cache
}

function ownerOf({ instanceUrl, userId, apiVersion = '' }: CacheIdentity): string {
  const host = new URL(instanceUrl).origin
  return createHash('sha256').update(`${host}\0${userId}\0${apiVersion}`).digest('hex').slice(0, 32)
}
