import type { HistoryFile } from './history-file.js'
import { holdsSecret } from './holds-secret.js'
import { recallLines } from './recall-lines.js'

/** So many lines can be recalled. */
export const HISTORY_LINES = 1_000

/**
 * The history as the line editor sees it, newest first. The editor puts every line that is typed into its list; we take
 * these out again, and put whole statements in instead.
 */
export class ShellHistory {
  private readonly lines: string[]
  private editorList: string[] = []

  private constructor(
    private readonly file: HistoryFile,
    entries: readonly string[],
  ) {
    this.lines = entries.flatMap(recallLines).reverse()
  }

  static async load(file: HistoryFile): Promise<ShellHistory> {
    return new ShellHistory(file, await file.read())
  }

  /** A list for the editor, which keeps it and changes it. */
  startList(): string[] {
    this.editorList = this.lines.slice(0, HISTORY_LINES)
    return this.editorList
  }

  /** To be called when the editor has changed its list. */
  readonly restore = (list: string[]): void => {
    this.editorList = list
    list.splice(0, list.length, ...this.lines.slice(0, HISTORY_LINES))
  }

  async add(entry: string): Promise<void> {
    if (holdsSecret(entry)) return
    const lines = recallLines(entry)
    if (lines.length === 1 && lines[0] === this.lines[0]) return
    this.lines.unshift(...lines.toReversed())
    this.restore(this.editorList)
    await this.file.add(entry)
  }
}
