/** Lines that were typed, or pasted, or came through a pipe, until the shell has time for them. */
export class LineQueue {
  private readonly lines: string[] = []
  private isClosed = false
  private wake: (() => void) | undefined

  get isEmpty(): boolean {
    return this.lines.length === 0
  }

  push(line: string): void {
    this.lines.push(line)
    this.wake?.()
  }

  /** No more will come; those that are here can still be read. */
  close(): void {
    this.isClosed = true
    this.wake?.()
  }

  /** What was typed ahead is not wanted any more. */
  clear(): void {
    this.lines.length = 0
  }

  /** The next line, or undefined at the end. */
  async next(): Promise<string | undefined> {
    while (this.lines.length === 0 && !this.isClosed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    return this.lines.shift()
  }
}
