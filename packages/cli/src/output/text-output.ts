/** Where data goes: text is taken when there is room for it. */
export interface TextOutput {
  /** Resolves when more may come. */
  write(text: string): Promise<void>
  /** All has been written and is to be kept. */
  finish(): Promise<void>
  /** Something went wrong: nothing half-written may remain. Never throws. */
  discard(): Promise<void>
}
