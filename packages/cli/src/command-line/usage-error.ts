/** The command line asks for something that cannot be done; nothing has been started. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
    this.name = 'UsageError'
  }

  render(): string {
    return this.hint === undefined ? this.message : `${this.message}\nHint: ${this.hint}`
  }
}
