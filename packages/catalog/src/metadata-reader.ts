import { CertSqlError } from '@certsql/core'
import type { KnownOrg } from './known-org.js'
import { METADATA_TABLES } from './metadata/metadata-tables.js'
import type { MetadataSource } from './metadata-source.js'
import type { MetadataRow, MetadataSnapshot, MetadataTable } from './metadata-table.js'
import type { ObjectList } from './object-list.js'
import type { RecordCounts } from './record-counts.js'
import type { Table } from './table.js'

export interface MetadataReaderFacts {
  readonly org: KnownOrg
  readonly counts: RecordCounts
  readonly source: MetadataSource
  readonly onWarning: (message: string) => void
}

export interface MetadataRequest {
  /** Only rows about these objects are wanted; undefined: about all. */
  readonly objects: readonly string[] | undefined
  /** Goes before the source of the catalog. */
  readonly session?: MetadataSource | undefined
  readonly freshSince: number
  readonly signal: AbortSignal | undefined
}

const NOTHING_KNOWN: MetadataSnapshot = {
  objects: [],
  tables: [],
  recordCounts: new Map(),
  limits: [],
  settings: [],
  functions: [],
  procedures: [],
  localRelations: [],
  metadataTables: METADATA_TABLES,
}

/** Gets together what the rows of a metadata table are made from, and no more than that. */
export class MetadataReader {
  private readonly facts: MetadataReaderFacts

  constructor(facts: MetadataReaderFacts) {
    this.facts = facts
  }

  async rows(table: MetadataTable, request: MetadataRequest): Promise<readonly MetadataRow[]> {
    const source = { ...this.facts.source, ...request.session }
    const localRelations = source.localRelations?.() ?? []
    return table.rows({ ...NOTHING_KNOWN, localRelations, ...(await this.known(table, request, source)) })
  }

  /** All tables that statements may name. */
  async allTables(request: MetadataRequest): Promise<readonly Table[]> {
    const objects = await this.facts.org.loadObjects(request.freshSince, request.signal)
    const outcomes = await Promise.all(
      wantedNames(objects, request.objects).map((name) => this.describe(name, request)),
    )
    this.checkRefusals(outcomes)
    return outcomes.flatMap((outcome) => (outcome.kind === 'table' ? [outcome.table] : []))
  }

  private async known(
    { needs }: MetadataTable,
    request: MetadataRequest,
    source: MetadataSource,
  ): Promise<Partial<MetadataSnapshot>> {
    const { org } = this.facts
    const { freshSince, signal } = request
    switch (needs) {
      case 'nothing':
        return {}
      case 'global':
        return { objects: (await org.loadObjects(freshSince, signal)).visible }
      case 'describes': {
        const tables = await this.allTables(request)
        return { tables, objects: (await org.loadObjects(freshSince, signal)).visible }
      }
      case 'statistics':
        return this.countedObjects(request)
      case 'limits':
        return { limits: (await source.limits?.(signal === undefined ? {} : { signal })) ?? [] }
      case 'settings':
        return { settings: source.settings?.() ?? [] }
      case 'functions':
        return { functions: source.functions?.() ?? [] }
      case 'procedures':
        return { procedures: source.procedures?.() ?? [] }
    }
  }

  private async countedObjects(request: MetadataRequest): Promise<Partial<MetadataSnapshot>> {
    const { org, counts } = this.facts
    const { freshSince, signal } = request
    const objects = await org.loadObjects(freshSince, signal)
    const names = new Set(wantedNames(objects, request.objects))
    const wanted = objects.visible.filter(({ name, queryable }) => queryable === true && names.has(name))
    await counts.load([...names], freshSince, signal)
    const recordCounts = new Map<string, number>()
    for (const { name } of wanted) {
      const records = counts.get(name, freshSince)
      if (records !== undefined) recordCounts.set(name, records)
    }
    return { objects: wanted, recordCounts }
  }

  private async describe(name: string, { freshSince, signal }: MetadataRequest): Promise<Described> {
    try {
      return { kind: 'table', table: await this.facts.org.loadTable(name, freshSince, signal) }
    } catch (error) {
      if (isRefusal(error)) return { kind: 'refused', name, error }
      throw error
    }
  }

  /**
   * A few objects that are listed and then refused must not hide the others; when all are refused, that is
   * the news.
   */
  private checkRefusals(outcomes: readonly Described[]): void {
    const refusals = outcomes.filter((outcome) => outcome.kind === 'refused')
    const [first] = refusals
    if (first === undefined) return
    if (refusals.length === outcomes.length) throw first.error
    const names = refusals.map((refusal) => refusal.name).join(', ')
    this.facts.onWarning(`The metadata tables leave out what the org does not describe: ${names}.`)
  }
}

type Described =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'refused'; readonly name: string; readonly error: CertSqlError }

function wantedNames({ visible }: ObjectList, wanted: readonly string[] | undefined): readonly string[] {
  const names = visible.map((object) => object.name)
  if (wanted === undefined) return names
  const keys = new Set(wanted.map((name) => name.toLowerCase()))
  return names.filter((name) => keys.has(name.toLowerCase()))
}

/**
 * The org has no such object for this user: no access, or not found. It is not about connection, login or
 * limits.
 */
function isRefusal(error: unknown): error is CertSqlError {
  return error instanceof CertSqlError && (error.code === 'CERT-6003' || error.org?.httpStatus === 404)
}
