import { splitStatements } from '@certsql/sql'

/** Gathers lines until a semicolon ends a statement. */
export class StatementBuffer {
  private text = ''

  /** Whether a statement has been begun and not ended. */
  get isOpen(): boolean {
    return this.text !== ''
  }

  /** What has been typed of the statement so far. */
  get pending(): string {
    return this.text
  }

  /** Takes a line, and gives the statements that it completes. */
  add(line: string): string[] {
    const text = this.isOpen ? `${this.text}\n${line}` : line
    const statements = splitStatements(text)
    const last = statements.at(-1)
    this.text = last === undefined || last.complete ? '' : text.slice(last.span.start)
    return statements.filter(({ complete }) => complete).map(({ sql }) => sql)
  }

  clear(): void {
    this.text = ''
  }
}
