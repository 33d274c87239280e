/**
 * Decides the white space of printed SQL. Printers say where a line may break; on one line a break is a space, or
 * nothing where none is needed.
 */
export class Layout {
  private readonly pieces: string[] = []
  private level = 0

  constructor(readonly pretty: boolean) {}

  append(text: string): void {
    this.pieces.push(text)
  }

  /** A new line, or a space. */
  line(): void {
    this.pieces.push(this.pretty ? `\n${'  '.repeat(this.level)}` : ' ')
  }

  /** A new line, or nothing: within parentheses. */
  softLine(): void {
    if (this.pretty) this.line()
  }

  indent(): void {
    this.level++
  }

  dedent(): void {
    this.level--
  }

  toString(): string {
    return this.pieces.join('')
  }
}
