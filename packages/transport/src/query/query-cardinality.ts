import { CertSqlError } from '@certsql/core'
import type { RequestOptions } from '../rest/request-options.js'
import { MAX_HEAD_BYTES } from '../rest/request-size.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { get } from '../rest/rest-request.js'
import { encodeSoql } from './encode-soql.js'

const REMEMBERED_QUERIES = 200
const REMEMBERED_MILLISECONDS = 10 * 60_000

/**
 * What the org's query optimizer reckons a query finds, without running it (`query/?explain=`). The resource is a beta of the
 * platform, so where it is not there, or says something else, nobody knows; answers are remembered for a while.
 */
export class QueryCardinalities {
  private readonly known = new Map<string, { readonly rows: number | undefined; readonly at: number }>()

  constructor(
    private readonly caller: RestCaller,
    private readonly apiVersion: string,
  ) {}

  async of(soql: string, options: RequestOptions): Promise<number | undefined> {
    const remembered = this.known.get(soql)
    if (remembered !== undefined && Date.now() - remembered.at < REMEMBERED_MILLISECONDS)
      return remembered.rows
    const rows = await this.ask(soql, options)
    this.known.delete(soql)
    this.known.set(soql, { rows, at: Date.now() })
    const [oldest] = this.known.keys()
    if (this.known.size > REMEMBERED_QUERIES && oldest !== undefined) this.known.delete(oldest)
    return rows
  }

  private async ask(soql: string, options: RequestOptions): Promise<number | undefined> {
    const request = get(`/services/data/v${this.apiVersion}/query/?explain=${encodeSoql(soql)}`)
    if ((await this.caller.headBytes(request, options.signal)) > MAX_HEAD_BYTES) return undefined
    try {
      return readCardinality((await this.caller.call(request, options)).body)
    } catch (error) {
      // The org has no plan for it; whatever is wrong with the query is told when it runs.
      if (error instanceof CertSqlError && error.org !== undefined) return undefined
      throw error
    }
  }
}

/** Plans come best first. */
function readCardinality(body: unknown): number | undefined {
  const { plans } = (body ?? {}) as { readonly plans?: unknown }
  const [best]: readonly unknown[] = Array.isArray(plans) ? plans : []
  const { cardinality } = (best ?? {}) as { readonly cardinality?: unknown }
  return typeof cardinality === 'number' && cardinality >= 0 ? cardinality : undefined
}
