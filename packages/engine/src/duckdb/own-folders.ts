import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `certsql-csv-4711-0a1b2c3d`: what it is for, whose process, and which of its connections. */
const OWN_FOLDER = /^certsql(?:-csv)?-(\d+)-[0-9a-f]{8}$/

/** A folder that nothing has happened in for so long is not one of a process that this one cannot see. */
const LEFT_ALONE_MILLISECONDS = 3_600_000

/** A name for a folder of this process in the temporary folder; nothing is made yet. */
export function ownFolder(parent: string | undefined, name: 'certsql' | 'certsql-csv'): string {
  return join(parent ?? tmpdir(), `${name}-${process.pid}-${randomBytes(4).toString('hex')}`)
}

const atExit = new Set<string>()

/** Removes the folder when the process ends by itself and nobody has removed it before. */
export function removeAtExit(path: string): void {
  // One listener for all of them, and none in a process that has no such folder.
  if (atExit.size === 0) process.once('exit', removeLeftOvers)
  atExit.add(path)
}

/** Removes the folder now. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true })
  atExit.delete(path)
  if (atExit.size === 0) process.removeListener('exit', removeLeftOvers)
}

function removeLeftOvers(): void {
  for (const path of atExit) rmSync(path, { recursive: true, force: true })
}

/**
 * Removes what killed processes have left behind: records of the org should not lie about. A folder goes when its process
 * is gone and nothing has happened in it for an hour (in a container, processes that share the folder are not seen).
 */
export function removeOrphans(parent: string = tmpdir(), now: number = Date.now()): void {
  for (const name of namesIn(parent)) {
    const [, pid] = OWN_FOLDER.exec(name) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    const path = join(parent, name)
    try {
      if (now - statSync(path).mtimeMs > LEFT_ALONE_MILLISECONDS)
        rmSync(path, { recursive: true, force: true })
    } catch {
      // It belongs to somebody else, or another process was faster.
    }
  }
}

function namesIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent)
  } catch {
    return []
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process runs, too.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
