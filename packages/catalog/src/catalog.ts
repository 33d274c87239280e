import { CertSqlError, internalError } from '@certsql/core'
import { throwIfCancelled } from './cancellation.js'
import { type CatalogView, DescribeNeeded } from './catalog-view.js'
import type { DescribeCache } from './describe-cache.js'
import { DescribeLoader } from './describe-loader.js'
import type { DescribeSource } from './describe-source.js'
import { KnownOrg } from './known-org.js'
import { LoadedView } from './loaded-view.js'
import { findMetadataTable } from './metadata/metadata-tables.js'
import { MetadataReader } from './metadata-reader.js'
import type { MetadataSource } from './metadata-source.js'
import type { MetadataRow } from './metadata-table.js'
import type { NameOptions } from './name-index.js'
import { objectFilter } from './object-filter.js'
import type { GivenOrgFacts } from './org-facts.js'
import { RecordCounts } from './record-counts.js'
import type { Table } from './table.js'

export interface CatalogOptions {
  /**
   * Names and patterns (`c2g__*`) of the objects that statements may name; all when empty. Property
   * `Objects`.
   */
  readonly objects?: readonly string[] | undefined
  /** Property `ShortNames`; true unless said otherwise. */
  readonly shortNames?: boolean | undefined
  /** See `openDescribeCache`. Property `MetadataCache`. */
  readonly cache?: DescribeCache | undefined
  /** How old a describe may be before the org is asked whether it changed. Property `MetadataTTL`. */
  readonly ttlMilliseconds?: number | undefined
  /** Describes that are fetched at a time. */
  readonly maxConcurrency?: number | undefined
  /** What is known of org and user from elsewhere, for example from the login. */
  readonly org?: GivenOrgFacts | undefined
  readonly metadata?: MetadataSource | undefined
  readonly onWarning?: ((message: string) => void) | undefined
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined
}

export interface ResolveOptions extends LoadOptions {
  /**
   * `fetch`: record counts that the work asked for and that are not known are fetched (one call for all of
   * them), and the work runs again. `cached`, the default: only those that a choice hangs on are.
   */
  readonly statistics?: 'cached' | 'fetch' | undefined
}

export interface MetadataOptions extends LoadOptions {
  /** Only rows about these objects are wanted, so only these need to be described. */
  readonly objects?: readonly string[] | undefined
  /** What the session has of its own: settings, temporary tables. */
  readonly session?: MetadataSource | undefined
}

const ONE_HOUR_MILLISECONDS = 3_600_000
const DESCRIBES_AT_A_TIME = 8

/**
 * What an org contains. Describes are fetched when somebody needs them, several at a time, each once, and
 * kept.
 *
 * ```ts
 * const catalog = new Catalog(client, { cache: openDescribeCache('/home/amy/.cache/certsql', identity) })
 * const plan = await catalog.resolve((view) => planner.plan(statement, view))
 * ```
 */
export class Catalog {
  private readonly ttlMilliseconds: number
  private readonly now: () => number
  private readonly names: NameOptions
  private readonly orgFacts: GivenOrgFacts
  private readonly reader: MetadataReader
  private readonly org: KnownOrg
  private readonly counts: RecordCounts

  constructor(source: DescribeSource, options: CatalogOptions = {}) {
    const { cache, now = Date.now, onWarning = () => undefined, org = {}, metadata = {} } = options
    const { maxConcurrency = DESCRIBES_AT_A_TIME } = options
    this.ttlMilliseconds = options.ttlMilliseconds ?? ONE_HOUR_MILLISECONDS
    this.now = now
    this.names = { shortNames: options.shortNames ?? true, defaultNamespace: org.defaultNamespace }
    this.orgFacts = org
    const loader = new DescribeLoader({ source, cache, maxConcurrency, now })
    this.org = new KnownOrg({ loader, filter: objectFilter(options.objects ?? []), now })
    this.counts = new RecordCounts({ source, cache, now, onWarning })
    this.reader = new MetadataReader({ org: this.org, counts: this.counts, source: metadata, onWarning })
  }

  /**
   * Runs a pure function over the view. What it turns out to need is fetched, and it runs again, until it has
   * all; so it may run several times, and must do nothing but compute.
   */
  async resolve<Result>(
    work: (view: CatalogView) => Result,
    { signal, statistics = 'cached' }: ResolveOptions = {},
  ): Promise<Result> {
    const freshSince = this.freshSince()
    const counted = new Set<string>()
    await this.counts.restore()
    for (;;) {
      throwIfCancelled(signal)
      const view = this.view(freshSince)
      const outcome = attempt(work, view)
      if (outcome.kind === 'needs') {
        await this.loadNeeded(outcome.needed, view, freshSince, signal)
        continue
      }
      const wanted = statistics === 'fetch' ? view.uncounted : view.undecided
      const uncounted = [...wanted].filter((name) => !counted.has(name))
      if (uncounted.length === 0) return outcome.result
      for (const name of uncounted) counted.add(name)
      await this.counts.load(uncounted, freshSince, signal)
    }
  }

  /** Fetches the describes of these names, as a statement may write them; unknown ones are passed over. */
  async prefetch(names: readonly string[], { signal }: LoadOptions = {}): Promise<void> {
    const freshSince = this.freshSince()
    const objects = await this.org.loadObjects(freshSince, signal)
    const lookups = names.map((name) => objects.lookUp(name, this.names))
    const found = lookups.flatMap((lookup) => (lookup.kind === 'found' ? [lookup.name] : []))
    await this.loadTables(found, freshSince, signal)
  }

  /**
   * All tables that statements may name. In a large org that is a thousand describes the first time; with a
   * cache, afterwards, none. What the org refuses to describe is left out with a warning; when it refuses
   * all, that is an error.
   */
  allTables({ signal }: LoadOptions = {}): Promise<readonly Table[]> {
    return this.reader.allTables({ objects: undefined, freshSince: this.freshSince(), signal })
  }

  /** Fetches record counts, in one call, for those tables whose counts are not known. */
  async loadStatistics(names: readonly string[], { signal }: LoadOptions = {}): Promise<void> {
    await this.counts.load(names, this.freshSince(), signal)
  }

  /**
   * The rows of a metadata table: without a call once everything it shows is known.
   *
   * ```ts
   * await catalog.metadataRows('information_schema', 'columns', { objects: ['Account'] })
   * ```
   */
  async metadataRows(
    schema: string,
    name: string,
    { objects, session, signal }: MetadataOptions = {},
  ): Promise<readonly MetadataRow[]> {
    const table = findMetadataTable(schema, name)
    if (table === undefined) {
      throw new CertSqlError({ code: 'CERT-2001', message: `There is no table "${schema}.${name}".` })
    }
    return this.reader.rows(table, { objects, session, freshSince: this.freshSince(), signal })
  }

  /** Forgets what is known: the org is asked again, about each thing when it is next needed. */
  refresh(): void {
    this.org.forget()
    this.counts.forget()
  }

  private freshSince(): number {
    return this.now() - this.ttlMilliseconds
  }

  private view(freshSince: number): LoadedView {
    const { org, counts, names, orgFacts } = this
    return new LoadedView({ org, counts, names, orgFacts, freshSince })
  }

  private async loadNeeded(
    needed: readonly string[],
    view: LoadedView,
    freshSince: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (this.isKnown(needed, freshSince)) {
      throw internalError(`describes were asked for that are there: ${needed.join(', ') || 'all objects'}`)
    }
    if (needed.length === 0) {
      await this.org.loadObjects(freshSince, signal)
      return
    }
    // What was looked up is needed next, as a rule; should one of those fail, that is told when it is needed.
    const likely = [...view.lookedUp].map((name) => this.org.loadTable(name, freshSince, signal))
    await Promise.all([this.loadTables(needed, freshSince, signal), Promise.allSettled(likely)])
  }

  private isKnown(needed: readonly string[], freshSince: number): boolean {
    if (needed.length === 0) return this.org.objects(freshSince) !== undefined
    return needed.every((name) => this.org.table(name, freshSince) !== undefined)
  }

  private loadTables(
    names: readonly string[],
    freshSince: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly Table[]> {
    return Promise.all([...new Set(names)].map((name) => this.org.loadTable(name, freshSince, signal)))
  }
}

type Outcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'needs'; readonly needed: readonly string[] }

function attempt<Result>(work: (view: CatalogView) => Result, view: CatalogView): Outcome<Result> {
  try {
    return { kind: 'done', result: work(view) }
  } catch (error) {
    if (error instanceof DescribeNeeded) return { kind: 'needs', needed: error.tables }
    throw error
  }
}
