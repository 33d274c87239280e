import type { HistoryFile } from './history-file.js'
import { holdsSecret } from './holds-secret.js'

/** What was typed, newest first: whole inputs, in as many lines as they had. */
export class ShellHistory {
  private constructor(
    private readonly file: HistoryFile,
    private readonly newestFirst: string[],
  ) {}

  static async load(file: HistoryFile): Promise<ShellHistory> {
    return new ShellHistory(file, (await file.read()).reverse())
  }

  get entries(): readonly string[] {
    return this.newestFirst
  }

  /** Remembers an input, unless it holds a secret or is the same as the last one. */
  async add(entry: string): Promise<void> {
    if (entry === '' || holdsSecret(entry) || entry === this.newestFirst[0]) return
    this.newestFirst.unshift(entry)
    await this.file.add(entry)
  }
}
