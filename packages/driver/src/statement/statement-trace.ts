import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { StatementStats } from './answer.js'
import type { Notice } from './notice.js'

/** One statement, from its text to its last row. What is not known before its end is missing until then. */
export interface StatementEvent {
  /** As it was given; the values of parameters are not in it. */
  readonly sql: string
  /** `https://acme.my.salesforce.com` */
  readonly instanceUrl: string
  /** The user name, when the org has told it. */
  readonly user?: string
  /** What it cost; missing where it was not planned. */
  readonly stats?: StatementStats
  readonly notices?: readonly Notice[]
  /** Why it failed. */
  readonly error?: unknown
}

type OpenStatement = { -readonly [Member in keyof StatementEvent]: StatementEvent[Member] }

/** `tracing:certsql:statement:start` and its kin; the message is a `StatementEvent`. */
const channel = tracingChannel<OpenStatement, OpenStatement>('certsql:statement')

/**
 * Tells the diagnostics channel of a statement. Requests that are made inside of `run` belong to it: whoever binds a
 * store to the start of the statement finds it at the start of its requests.
 */
export class StatementTrace {
  readonly run: <T>(work: () => T) => T
  #ended = false

  constructor(private readonly event: OpenStatement) {
    this.run = channel.start.runStores(event, () => AsyncLocalStorage.snapshot())
    channel.end.publish(event)
  }

  /** Only the first call counts. */
  end(outcome: Pick<StatementEvent, 'stats' | 'notices' | 'error'>): void {
    if (this.#ended) return
    this.#ended = true
    Object.assign(this.event, outcome)
    if (outcome.error !== undefined) channel.error.publish(this.event)
    channel.asyncStart.publish(this.event)
    channel.asyncEnd.publish(this.event)
  }
}
