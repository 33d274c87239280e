import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, stat, unlink, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { systemErrorCode } from '../system-error.js'

/** Whoever holds a lock says so this often. */
const HEARTBEAT_MILLISECONDS = 5_000
/** A lock that nobody has spoken for in this time was left behind. */
const ABANDONED_MILLISECONDS = 30_000

interface Holder {
  readonly id: string
  readonly process: number
  readonly host: string
}

/** Takes the lock file, or gives nothing where a living process holds it. It must be released in the end. */
export async function tryFileLock(path: string): Promise<(() => Promise<void>) | undefined> {
  const holder: Holder = { id: randomUUID(), process: process.pid, host: hostname() }
  if (!(await tryToHold(path, holder))) {
    await removeIfAbandoned(path)
    if (!(await tryToHold(path, holder))) return undefined
  }
  const heartbeat = setInterval(() => void touch(path), HEARTBEAT_MILLISECONDS)
  heartbeat.unref()
  return async () => {
    clearInterval(heartbeat)
    await release(path, holder)
  }
}

async function tryToHold(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(JSON.stringify(holder))
    await file.close()
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Two who find the same abandoned lock may both reach for it, and the slower one would take the lock that the faster
 * one has made meanwhile. So it is moved aside first, looked at, and put back when it is not the one that was meant.
 */
async function removeIfAbandoned(path: string): Promise<void> {
  const seen = await readLock(path)
  if (seen === undefined || !isAbandoned(seen)) return
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== seen.text) await link(aside, path)
    await unlink(aside)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(systemErrorCode(error) ?? '')) throw error
  }
}

interface SeenLock {
  readonly text: string
  readonly modified: number
}

async function readLock(path: string): Promise<SeenLock | undefined> {
  try {
    const [text, { mtimeMs }] = [await readFile(path, 'utf8'), await stat(path)]
    return { text, modified: mtimeMs }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isAbandoned({ text, modified }: SeenLock): boolean {
  return Date.now() - modified > ABANDONED_MILLISECONDS || isOfDeadProcess(text)
}

/** A lock that is just being written has no text yet, and is not abandoned. */
function isOfDeadProcess(text: string): boolean {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    if (holder.host !== hostname() || typeof holder.process !== 'number') return false
    process.kill(holder.process, 0)
    return false
  } catch (error) {
    return systemErrorCode(error) === 'ESRCH'
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}

async function release(path: string, holder: Holder): Promise<void> {
  const lock = await readLock(path)
  // Somebody has taken it over, because this process slept for too long.
  if (lock?.text !== JSON.stringify(holder)) return
  await unlink(path).catch(() => undefined)
}
