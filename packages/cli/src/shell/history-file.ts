import { appendFile, chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** So many entries are kept. */
const MOST_ENTRIES = 1_000

/**
 * What was typed, kept for the next time: an entry per line, as JSON, since a statement has lines of its own. Only the
 * owner can read the file. A history that cannot be read or written is as good as none.
 */
export class HistoryFile {
  constructor(private readonly path: string) {}

  /** The entries, oldest first. */
  async read(): Promise<string[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '')
    const entries = text.split('\n').flatMap(parseEntry)
    if (entries.length > 2 * MOST_ENTRIES) await this.shorten(entries.slice(-MOST_ENTRIES))
    return entries.slice(-MOST_ENTRIES)
  }

  async add(entry: string): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      await appendFile(this.path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
      await chmod(this.path, 0o600)
    } catch {
      // The statement is worth more than its memory.
    }
  }

  /** Another shell that adds at this very moment may lose an entry, which is not worth a lock. */
  private async shorten(entries: readonly string[]): Promise<void> {
    const draft = `${this.path}.${process.pid}`
    try {
      await writeFile(draft, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 })
      await rename(draft, this.path)
    } catch {
      // It is shortened another time.
    }
  }
}

function parseEntry(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'string' && entry !== '' ? [entry] : []
  } catch {
    return []
  }
}
