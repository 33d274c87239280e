import type { HistoryFile } from './history-file.js'
import { holdsSecret } from './holds-secret.js'
import { recallLines } from './recall-lines.js'

/**
 * The history as the line editor sees it, newest first. The editor puts every line in by itself; these are taken out
 * again, and whole statements put in instead.
 */
export class ShellHistory {
  private entries: string[]

  private constructor(
    private readonly file: HistoryFile,
    entries: readonly string[],
  ) {
    this.entries = entries.flatMap(recallLines).reverse()
  }

  static async load(file: HistoryFile): Promise<ShellHistory> {
    return new ShellHistory(file, await file.read())
  }

  /** For the editor, which keeps the list and changes it. */
  get list(): string[] {
    return this.entries
  }

  /** To be called when the editor has put a line in. */
  readonly dropLine = (list: string[]): void => {
    list.shift()
    this.entries = list
  }

  async add(entry: string): Promise<void> {
    if (holdsSecret(entry)) return
    const lines = recallLines(entry)
    if (lines.length === 1 && lines[0] === this.entries[0]) return
    this.entries.unshift(...lines.toReversed())
    await this.file.add(entry)
  }
}
