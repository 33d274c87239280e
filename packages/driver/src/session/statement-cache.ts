import { parseStatement, type Statement } from '@certsql/sql'

/** Trees of the statements run last, since programs run the same ones again and again. */
const MOST_STATEMENTS = 100

/** Longer texts are not worth the memory. */
const LONGEST_TEXT = 20_000

export class StatementCache {
  private readonly trees = new Map<string, Statement>()

  parse(sql: string): Statement {
    const known = this.trees.get(sql)
    if (known !== undefined) {
      // The map keeps the order in which entries came: this one is now the youngest.
      this.trees.delete(sql)
      this.trees.set(sql, known)
      return known
    }
    const tree = parseStatement(sql)
    if (sql.length <= LONGEST_TEXT) this.keep(sql, tree)
    return tree
  }

  private keep(sql: string, tree: Statement): void {
    this.trees.set(sql, tree)
    const [oldest] = this.trees.keys()
    if (this.trees.size > MOST_STATEMENTS && oldest !== undefined) this.trees.delete(oldest)
  }
}
