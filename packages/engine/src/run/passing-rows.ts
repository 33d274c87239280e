import type { EnoughRows } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { StagedTable } from '../stage/staged-table.js'
import { WantedRows } from './row-window.js'

/** Counts the rows of a staged table that pass, until there are enough. */
export class PassingRows {
  /** How many are still to come. */
  readonly wanted: WantedRows
  #passed = 0

  constructor(
    private readonly enough: EnoughRows,
    private readonly table: StagedTable,
    private readonly session: DuckDbSession,
  ) {
    this.wanted = new WantedRows({ offset: 0, count: enough.rows })
  }

  async areEnough(): Promise<boolean> {
    const { sql, settled, rows } = this.enough
    await this.table.finish()
    const passed = await this.#count(sql)
    this.wanted.count(passed - this.#passed)
    this.#passed = passed
    return passed >= rows && (settled === undefined || (await this.#count(settled)) >= rows)
  }

  async #count(sql: string): Promise<number> {
    const [counted] = await this.session.firstColumn(sql)
    return Number(counted)
  }
}
