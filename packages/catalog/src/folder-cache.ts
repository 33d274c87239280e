import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CacheEntry, CacheKey, DescribeCache } from './describe-cache.js'

/**
 * Raised whenever what is kept, or how, changes; files of another format are ignored and replaced. Each line
 * of a file is JSON: a header, then the value.
 */
const FORMAT = 1

/**
 * A folder with a file per object, so that a statement over three tables reads three. The time of a file is
 * the time when its value was last known to be right. Files are written aside and renamed: other processes
 * see the old file or the new one, whole.
 */
export class FolderCache implements DescribeCache {
  private readonly folder: string
  private readonly onWarning: (message: string) => void
  private readonly warned = new Set<string>()

  constructor(folder: string, onWarning: (message: string) => void) {
    this.folder = folder
    this.onWarning = onWarning
  }

  async read(key: CacheKey): Promise<CacheEntry | undefined> {
    const path = this.pathOf(key)
    if (path === undefined) return undefined
    try {
      const { text, modifiedAt } = await readWithTime(path)
      return parseEntry(key, text, modifiedAt)
    } catch (error) {
      if (!isMissing(error)) this.warn('read', error)
      return undefined
    }
  }

  async write(key: CacheKey, entry: CacheEntry): Promise<void> {
    const path = this.pathOf(key)
    if (path === undefined) return
    const aside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeWithTime(aside, formatEntry(key, entry), entry.checkedAt)
      await rename(aside, path)
    } catch (error) {
      await rm(aside, { force: true }).catch(() => undefined)
      this.warn('written', error)
    }
  }

  async touch(key: CacheKey, checkedAt: number): Promise<void> {
    const path = this.pathOf(key)
    if (path === undefined) return
    const time = new Date(checkedAt)
    // A file that is gone by now is written again by the next who needs it.
    await utimes(path, time, time).catch((error) => {
      if (!isMissing(error)) this.warn('written', error)
    })
  }

  /** Names come from the org: only what can be nothing but a name becomes a path. */
  private pathOf(key: CacheKey): string | undefined {
    return /^(?:object\/)?[\w-]+$/.test(key) ? join(this.folder, `${key}.json`) : undefined
  }

  /** Once per kind of trouble, not once per object. */
  private warn(what: 'read' | 'written', error: unknown): void {
    if (this.warned.has(what)) return
    this.warned.add(what)
    const reason = error instanceof Error ? error.message : String(error)
    this.onWarning(`The metadata cache cannot be ${what} (${reason}); describes are fetched each time.`)
  }
}

interface Header {
  readonly format: number
  readonly key: string
  readonly lastModified?: string
}

function formatEntry(key: CacheKey, { value, lastModified }: CacheEntry): string {
  const header: Header = { format: FORMAT, key, ...(lastModified === undefined ? {} : { lastModified }) }
  return `${JSON.stringify(header)}\n${JSON.stringify(value)}\n`
}

/** Undefined for what is damaged or of another format. */
function parseEntry(key: CacheKey, text: string, modifiedAt: number): CacheEntry | undefined {
  const end = text.indexOf('\n')
  const header = parseJson(text.slice(0, end))
  if (!isHeader(header) || header.format !== FORMAT || header.key !== key) return undefined
  const value = parseJson(text.slice(end + 1))
  return value === undefined ? undefined : { value, lastModified: header.lastModified, checkedAt: modifiedAt }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false
  const { lastModified }: { readonly lastModified?: unknown } = value
  return (
    'format' in value && 'key' in value && (lastModified === undefined || typeof lastModified === 'string')
  )
}

/** Text and time through one handle, so that they belong to the same file even while it is being replaced. */
async function readWithTime(path: string): Promise<{ text: string; modifiedAt: number }> {
  const file = await open(path, 'r')
  try {
    const text = await file.readFile('utf8')
    // Times are set in seconds with a fraction, and come back a hair off.
    return { text, modifiedAt: Math.round((await file.stat()).mtimeMs) }
  } finally {
    await file.close()
  }
}

async function writeWithTime(path: string, text: string, modifiedAt: number): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    const time = new Date(modifiedAt)
    await file.utimes(time, time)
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}
