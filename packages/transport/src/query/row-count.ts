import { CertSqlError } from '@certsql/core'
import type { QueryPage } from './query-page.js'

/** `SELECT COUNT() FROM …` has its answer in totalSize, and no rows. */
const COUNT_QUERY = /^\s*SELECT\s+COUNT\s*\(\s*\)\s/i

/** Counts the rows of a query as they come, so that a result that is not whole never looks as if it were. */
export class RowCount {
  #received = 0
  #promised: number | undefined
  readonly #seenLinks = new Set<string>()

  constructor(private readonly soql: string) {}

  add(page: QueryPage, nextRecordsUrl: string | undefined): void {
    this.#promised ??= page.totalSize
    this.#received += page.records.length
    if (this.#received > this.#promised) throw this.#notWhole('more rows came than the org had announced')
    if (nextRecordsUrl === undefined) return
    if (this.#seenLinks.has(nextRecordsUrl)) throw this.#notWhole('the org led back to a page that had come')
    this.#seenLinks.add(nextRecordsUrl)
  }

  /** After the last page. */
  finish(): void {
    if (this.#received !== this.#promised && !COUNT_QUERY.test(this.soql)) {
      throw this.#notWhole('rows are missing at the end')
    }
  }

  /** Waits for a page; a failure in mid-scan says how far the scan had come. */
  async guard<T>(page: Promise<T>): Promise<T> {
    try {
      return await page
    } catch (error) {
      throw this.#promised !== undefined && error instanceof CertSqlError ? this.#interrupted(error) : error
    }
  }

  #interrupted(error: CertSqlError): CertSqlError {
    if (error.code === 'CERT-7006') return error
    const { code, hint, org } = error
    const message = `${error.message.replace(/\.$/, '')}, after ${this.#progress()}.`
    return new CertSqlError({ code, message, hint, org, cause: error.cause })
  }

  #notWhole(why: string): CertSqlError {
    return new CertSqlError({
      code: 'CERT-6004',
      message: `The result is not whole: ${why} (${this.#progress()}).`,
      hint: 'run the statement again; rows may have been deleted meanwhile',
    })
  }

  #progress(): string {
    const figures = [this.#received, this.#promised ?? 0].map((rows) => rows.toLocaleString('en'))
    return `${figures[0]} of ${figures[1]} rows`
  }
}
