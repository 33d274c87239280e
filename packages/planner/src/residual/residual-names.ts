import type { PlanColumn } from '../logical/plan-column.js'

/**
 * Names for the residual: every column and every table gets one of its own, so that no clause ever needs to say where a
 * column comes from, and a correlated subquery finds the outer column by its name.
 */
export class ResidualNames {
  readonly #taken = new Set<string>()
  readonly #columns = new Map<number, string>()

  /** The name of a column: its own where that is free, else with the alias of its table, else numbered. */
  column(column: PlanColumn): string {
    const known = this.#columns.get(column.id)
    if (known !== undefined) return known
    const plain = column.name === '' ? 'column' : column.name
    const candidates = column.qualifier === undefined ? [plain] : [plain, `${column.qualifier}.${plain}`]
    const name = this.#claim(candidates)
    this.#columns.set(column.id, name)
    return name
  }

  /** A new name for a table or a column that only the residual knows. */
  fresh(base: string): string {
    return this.#claim([base])
  }

  #claim(candidates: readonly string[]): string {
    const free = candidates.find((candidate) => !this.#taken.has(candidate.toLowerCase()))
    const name = free ?? this.#numbered(candidates[candidates.length - 1] ?? 'column')
    this.#taken.add(name.toLowerCase())
    return name
  }

  #numbered(base: string): string {
    let number = 2
    while (this.#taken.has(`${base}_${number}`.toLowerCase())) number += 1
    return `${base}_${number}`
  }
}
