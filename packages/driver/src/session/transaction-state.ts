import { CertSqlError } from '@certsql/core'
import { type Committed, TransactionBuffer } from '@certsql/engine'

/** The transaction of one session: there is at most one at a time. */
export class TransactionState {
  #buffer: TransactionBuffer | undefined
  #committed: Committed | undefined

  /** The writes collected so far; undefined outside of a transaction. */
  get buffer(): TransactionBuffer | undefined {
    return this.#buffer
  }

  /** What the latest COMMIT has written. */
  get committed(): Committed | undefined {
    return this.#committed
  }

  begin(): void {
    if (this.#buffer !== undefined) {
      throw new CertSqlError({
        code: 'CERT-8007',
        message: 'There is a transaction already.',
        hint: 'COMMIT or ROLLBACK ends it; SAVEPOINT marks a place in it to go back to',
      })
    }
    this.#buffer = new TransactionBuffer()
  }

  /** The transaction is over, however it ends; gives what it has collected. */
  end(): TransactionBuffer {
    const buffer = this.require()
    this.#buffer = undefined
    return buffer
  }

  remember(committed: Committed): void {
    this.#committed = committed
  }

  require(): TransactionBuffer {
    if (this.#buffer !== undefined) return this.#buffer
    throw new CertSqlError({
      code: 'CERT-8007',
      message: 'There is no transaction.',
      hint: 'BEGIN starts one',
    })
  }
}
