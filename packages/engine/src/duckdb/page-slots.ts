import type { DuckDBDataChunk, DuckDBTableFunction, DuckDBType } from '@duckdb/node-api'
import type { DuckDb } from './load-duckdb.js'

/** The table function that reads a page which JavaScript holds: `SELECT * FROM certsql_page(7)`. */
export const PAGE_FUNCTION = 'certsql_page'

/** A page that DuckDB may read, as often as a query asks for it. */
export interface PageSource {
  readonly names: readonly string[]
  readonly types: readonly DuckDBType[]
  /** No more than one chunk holds. */
  readonly rowCount: number
  write(chunk: DuckDBDataChunk): void
}

/**
 * Pages that wait to be read by DuckDB, each in a numbered slot. A query over a slot reads what the slot holds at that
 * moment, without a table in between: tables that are emptied and filled again leave their old rows in memory, and a
 * statement that was prepared over an empty table may be planned as "no rows".
 */
export class PageSlots {
  private readonly pages = new Map<number, PageSource>()
  private nextSlot = 1

  constructor(private readonly duckdb: DuckDb) {}

  open(): number {
    return this.nextSlot++
  }

  put(slot: number, page: PageSource): void {
    this.pages.set(slot, page)
  }

  close(slot: number): void {
    this.pages.delete(slot)
  }

  tableFunction(name: string): DuckDBTableFunction {
    const { DuckDBTableFunction: Factory, BIGINT } = this.duckdb.api
    return Factory.create({
      name,
      parameterTypes: [BIGINT],
      bindFunction: (bind) => {
        const slot = Number(bind.getParameter(0))
        const page = this.pages.get(slot)
        if (page === undefined) {
          bind.setError(`There is no page ${slot}.`)
          return
        }
        page.names.forEach((column, index) => {
          const type = page.types[index]
          if (type !== undefined) bind.addResultColumn(column, type)
        })
        bind.setBindData({ slot })
      },
      initFunction: (init) => init.setInitData({ isRead: false }),
      mainFunction: (call, chunk) => {
        const { slot } = call.getBindData() as { readonly slot: number }
        const progress = call.getInitData() as { isRead: boolean }
        const page = progress.isRead ? undefined : this.pages.get(slot)
        progress.isRead = true
        chunk.rowCount = page?.rowCount ?? 0
        page?.write(chunk)
      },
    })
  }
}
