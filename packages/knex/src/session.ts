import { CertSqlError } from '@certsql/core'
import type {
  Connection,
  Notice,
  ParameterValue,
  QueryResult,
  RowObject,
  StatementOptions,
  StatementStats,
} from '@certsql/driver'

export interface StatementText {
  readonly sql: string
  readonly bindings: readonly ParameterValue[]
}

/** What `certsql:stats` tells of a statement when its rows have ended. */
export interface StatsEvent extends StatementText {
  readonly stats: StatementStats
  readonly notices: readonly Notice[]
}

export interface SessionHooks {
  onStats(event: StatsEvent): void
  onClose(): void
}

/** What Knex's pool hands out: a session over the login that all of them share. */
export class Session {
  readonly #connection: Connection
  readonly #hooks: SessionHooks
  readonly #running = new Map<AbortController, Promise<unknown>>()

  constructor(connection: Connection, hooks: SessionHooks) {
    this.#connection = connection
    this.#hooks = hooks
  }

  async query(
    { sql, bindings }: StatementText,
    { signal, allowUnfilteredWrites }: StatementOptions = {},
  ): Promise<QueryResult> {
    const stop = new AbortController()
    const forward = () => stop.abort(signal?.reason)
    if (signal?.aborted === true) forward()
    signal?.addEventListener('abort', forward)
    const running = this.#connection.query(sql, bindings, {
      signal: stop.signal,
      allowUnfilteredWrites,
    })
    this.#running.set(stop, running)
    try {
      const result = await running
      this.#hooks.onStats({ sql, bindings, stats: result.stats, notices: result.notices })
      return result
    } finally {
      this.#running.delete(stop)
      signal?.removeEventListener('abort', forward)
    }
  }

  async *stream(
    { sql, bindings }: StatementText,
    { signal, allowUnfilteredWrites }: StatementOptions = {},
  ): AsyncGenerator<RowObject> {
    const rows = this.#connection.stream(sql, bindings, { signal, allowUnfilteredWrites })
    try {
      yield* rows
    } finally {
      const { stats, notices } = rows
      if (stats !== undefined) this.#hooks.onStats({ sql, bindings, stats, notices })
    }
  }

  /** Stops the statements that run, and waits until they have ended. */
  async cancel(): Promise<void> {
    const running = [...this.#running]
    for (const [stop] of running) stop.abort(cancelled())
    await Promise.allSettled(running.map(([, result]) => result))
  }

  /** The Id that a reference of the latest commit stands for. */
  idOf(reference: string): string | undefined {
    return this.#connection.idOf(reference)
  }

  get isClosed(): boolean {
    return this.#connection.isClosed
  }

  async close(): Promise<void> {
    await this.#connection.close()
    this.#hooks.onClose()
  }
}

function cancelled(): CertSqlError {
  return new CertSqlError({ code: 'CERT-7006', message: 'The statement was cancelled.' })
}
