import type { GlobalDescribe, ObjectDescribe } from '@certsql/core'
import type { DescribeLoader, Loaded, LoadRequest } from './describe-loader.js'
import type { ObjectFilter } from './object-filter.js'
import { ObjectList } from './object-list.js'
import { isMultiCurrency } from './org-facts.js'
import { SharedRequests } from './shared-requests.js'
import type { Table } from './table.js'
import { tableFromDescribe } from './table-from-describe.js'

interface KnownTable {
  readonly describe: Loaded<ObjectDescribe>
  readonly table: Table
}

interface KnownObjects {
  readonly describe: Loaded<GlobalDescribe>
  readonly objects: ObjectList
}

/** What this process knows of an org, and how it gets to know more. */
export class KnownOrg {
  private readonly loader: DescribeLoader
  private readonly filter: ObjectFilter
  private readonly now: () => number
  private readonly globalRequests = new SharedRequests<KnownObjects>()
  private readonly objectRequests = new SharedRequests<KnownTable>()
  private readonly knownTables = new Map<string, KnownTable>()
  private knownObjects: KnownObjects | undefined
  private currencies: boolean | undefined
  /** Counts the calls of `forget`, so that an answer to an older question is not kept. */
  private generation = 0
  private distrustCacheUntil = Number.NEGATIVE_INFINITY

  constructor(facts: { loader: DescribeLoader; filter: ObjectFilter; now: () => number }) {
    this.loader = facts.loader
    this.filter = facts.filter
    this.now = facts.now
  }

  objects(freshSince: number): ObjectList | undefined {
    return ifFresh(this.knownObjects, freshSince)?.objects
  }

  table(name: string, freshSince: number): Table | undefined {
    return ifFresh(this.knownTables.get(name), freshSince)?.table
  }

  multiCurrency(objects: ObjectList): boolean {
    const tables = [...this.knownTables.values()].map(({ table }) => table)
    this.currencies ??= isMultiCurrency(objects.global, tables)
    return this.currencies
  }

  async loadObjects(freshSince: number, signal: AbortSignal | undefined): Promise<ObjectList> {
    const fresh = ifFresh(this.knownObjects, freshSince)
    if (fresh !== undefined) return fresh.objects
    const start = (shared: AbortSignal) => this.requestObjects(freshSince, shared)
    return (await this.globalRequests.share(`${this.generation}`, start, signal)).objects
  }

  async loadTable(name: string, freshSince: number, signal: AbortSignal | undefined): Promise<Table> {
    const fresh = ifFresh(this.knownTables.get(name), freshSince)
    if (fresh !== undefined) return fresh.table
    const start = (shared: AbortSignal) => this.requestTable(name, freshSince, shared)
    return (await this.objectRequests.share(`${this.generation} ${name}`, start, signal)).table
  }

  /** From now on only what the org says from now on. */
  forget(): void {
    this.generation++
    this.distrustCacheUntil = this.now()
    this.knownTables.clear()
    this.knownObjects = undefined
    this.currencies = undefined
  }

  private async requestObjects(freshSince: number, signal: AbortSignal): Promise<KnownObjects> {
    const { generation, knownObjects } = this
    const describe = await this.loader.global(this.loadRequest(knownObjects?.describe, freshSince, signal))
    const isTheSame = knownObjects?.describe.value === describe.value
    const objects = isTheSame ? knownObjects.objects : new ObjectList(describe.value, this.filter)
    if (generation === this.generation) {
      this.knownObjects = { describe, objects }
      this.currencies = undefined
    }
    return { describe, objects }
  }

  private async requestTable(name: string, freshSince: number, signal: AbortSignal): Promise<KnownTable> {
    const { generation } = this
    const before = this.knownTables.get(name)
    const describe = await this.loader.object(name, this.loadRequest(before?.describe, freshSince, signal))
    const isTheSame = before?.describe.value === describe.value
    const table = isTheSame ? before.table : tableFromDescribe(describe.value)
    if (generation === this.generation) {
      this.knownTables.set(name, { describe, table })
      this.currencies = undefined
    }
    return { describe, table }
  }

  private loadRequest<Value>(
    known: Loaded<Value> | undefined,
    freshSince: number,
    signal: AbortSignal,
  ): LoadRequest<Value> {
    return { known, freshSince, distrustCacheUntil: this.distrustCacheUntil, signal }
  }
}

function ifFresh<Known extends { readonly describe: Loaded<unknown> }>(
  known: Known | undefined,
  freshSince: number,
): Known | undefined {
  return known !== undefined && known.describe.checkedAt >= freshSince ? known : undefined
}
