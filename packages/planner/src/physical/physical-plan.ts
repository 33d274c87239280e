import type { MetadataTable } from '@certsql/catalog'
import type { Column, SqlType, SqlValue } from '@certsql/core'
import type { Query } from '@certsql/sql'
import type { LocalFile } from '../local/local-file.js'
import type { LocalTable } from '../local/local-relation.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { TextGrouping } from '../residual/text-groupings.js'
import type {
  SoqlCondition,
  SoqlExpression,
  SoqlField,
  SoqlOrderItem,
  SoqlQuery,
} from '../soql/soql-query.js'
import type { PushdownNote } from '../verdict/verdict.js'
import type { KeyPlace } from './key-place.js'

/** What the engine runs: requests to the org, and SQL for DuckDB over what they bring. */
export type PhysicalPlan = ConstantRows | RemoteQuery | PagewiseQuery | StagedQuery | FallbackPlan

/** Rows known at planning: no request, no DuckDB. */
export interface ConstantRows {
  readonly kind: 'ConstantRows'
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly SqlValue[])[]
}

/** The org does all of it: its rows are the answer, page by page. */
export interface RemoteQuery {
  readonly kind: 'RemoteQuery'
  readonly scan: ScanPlan
  readonly columns: readonly Column[]
  /** For each column the index of the scan's column it shows. */
  readonly outputs: readonly number[]
  readonly window: RowWindow
}

/** One scan, and row-wise work on each of its pages: `residual` reads the table that is named as the scan. */
export interface PagewiseQuery {
  readonly kind: 'PagewiseQuery'
  readonly scan: ScanPlan
  readonly residual: ResidualQuery
  readonly columns: readonly Column[]
  readonly window: RowWindow
}

/** Scans and held rows become tables of DuckDB; `residual` makes the answer of them. */
export interface StagedQuery {
  readonly kind: 'StagedQuery'
  readonly scans: readonly ScanPlan[]
  readonly metadata: readonly MetadataStage[]
  /** The temporary tables of the connection that the residual reads. */
  readonly localTables: readonly LocalTable[]
  /** The files that it reads. */
  readonly files: readonly LocalFile[]
  readonly residual: ResidualQuery
  readonly columns: readonly Column[]
}

/**
 * Runs `alternative` when `primary` turns out not to be possible; `primary` gives no row before that is known. The
 * alternative is seldom wanted, and is planned when it is.
 */
export interface FallbackPlan {
  readonly kind: 'FallbackPlan'
  readonly primary: PhysicalPlan
  readonly alternative: () => PhysicalPlan
  /** The org found more than 2,000 groups, or a sum could not be proved exact. */
  readonly causes: readonly ('tooManyGroups' | 'sumNotCertified')[]
  readonly columns: readonly Column[]
}

/** Rows to skip and to take of a stream, counted here. */
export interface RowWindow {
  readonly offset: number
  readonly count?: number
}

export interface ResidualQuery {
  /** In DuckDB's dialect. */
  readonly sql: string
  /** The same as a tree, to be laid out for people. */
  readonly query: Query
  /** What it was made of, from which EXPLAIN tells what runs here, and why. */
  readonly plan: LogicalPlan
  /** Present: `sql` expects rows that are grouped by texts to agree often. */
  readonly groupings?: ResidualGroupings
}

export interface ResidualGroupings {
  readonly found: readonly TextGrouping[]
  /** The residual where the rows of some of them, by their indexes, hardly agree. */
  sqlIf(varied: ReadonlySet<number>): string
}

export interface MetadataStage {
  /** The name that the residual uses. */
  readonly name: string
  readonly table: MetadataTable
  /** Indexes of the columns that are needed. */
  readonly columns: readonly number[]
  /** The names that the residual gives them. */
  readonly names: readonly string[]
  /** The only objects that the statement asks about; absent: all. */
  readonly objects?: readonly string[]
}

/** One query to the org, ready to be sent. */
export interface ScanPlan {
  readonly id: number
  /** The name of the staged table in the residual. */
  readonly name: string
  readonly object: string
  readonly soql: string
  readonly includeDeleted: boolean
  readonly columns: readonly ScanColumn[]
  /** An aggregate query: one answer of at most 2,000 groups. */
  readonly aggregate: boolean
  /** Present: `soql` is its first page only. */
  readonly groupPages?: GroupPages
  readonly certificates: readonly ScanCertificate[]
  /** Present: what is behind a group can be asked for. */
  readonly groupParts?: GroupParts
  /** Sums that are taken as the org gives them, rounded to so many places; indexes into the columns. */
  readonly trustedSums: readonly { readonly sum: number; readonly scale: number }[]
  readonly transport: { readonly kind: 'rest' | 'bulk'; readonly reason: string }
  /** Present: the same query can run as a Bulk job. */
  readonly bulk?: BulkChance
  /** Present: rows are skipped first, and `soql` is not to be sent as it is. */
  readonly skip?: RowSkip
  /** Present: a scan that was interrupted can go on in the order of Ids. */
  readonly keyset?: KeysetQuery
  /** Present: only the rows that meet the keys of other scans are needed. */
  readonly keyed?: ScanKeys
  /** Present: its first pages may do. */
  readonly enough?: EnoughRows
  readonly estimate: ScanEstimate
  readonly notes: readonly PushdownNote[]
}

/** When the rows of a scan that have been staged are enough. */
export interface EnoughRows {
  /** SQL for DuckDB that counts them, no further than `rows`. */
  readonly sql: string
  readonly rows: number
  /** Present: only those count behind which no row can come any more that agrees with one of them, as this SQL does. */
  readonly settled?: string
  /** All rows of the scan by a job, once that has become the better way. */
  asJob(progress: ScanProgress): ScanPlan | undefined
  /** All rows of the scan, which can go on by Ids where it is interrupted. */
  inNoOrder(): ScanPlan
}

export interface ScanProgress {
  /** Rows that the org has found. */
  readonly found: number
  /** Those of them that have come, on so many pages. */
  readonly read: number
  readonly pages: number
}

/** A bind join: the scan waits for keys, and asks for the rows that meet them. */
export interface ScanKeys {
  /** The staged tables that the keys are read from. */
  readonly after: readonly string[]
  /** SQL for DuckDB: one column of different keys as text, without null, one more at most than can be used. */
  readonly sql: string
  readonly mostKeys: number
  /** What the scan costs without keys; asked of the org where it is not known and decides. */
  readonly wholeCalls?: number
  /** Whether so many requests for so many keys are expected to take fewer calls than the whole scan. */
  isCheaper(keys: number, requests: number, wholeCalls: number): boolean
  /** The requests for these keys. */
  scansFor(keys: readonly string[]): KeyedScans
}

export type KeyedScans =
  /** Together they bring every row that can meet a key; where they overlap, two of them may bring the same one. */
  | { readonly kind: 'keyed'; readonly scans: readonly ScanPlan[]; readonly overlap: boolean }
  /** A key cannot be written in SOQL. */
  | { readonly kind: 'whole'; readonly reason: string }

export interface BulkChance {
  /** Present: a scan over REST becomes a job when the org finds so many rows. */
  readonly aboveRows?: number
}

/**
 * The same rows in the order of Ids: `first` gives the lowest ones, `before` + `'<Id>'` + `after` those behind an Id. A
 * LIMIT goes behind either.
 */
export interface KeysetQuery {
  readonly first: string
  readonly before: string
  readonly after: string
  readonly pageSize: number
  /** The LIMIT of the scan. */
  readonly most?: number
}

/** How a scan begins behind rows that are not wanted: from the key of one row to that of the one so many further. */
export interface RowSkip {
  readonly steps: number
  readonly keys: readonly OrderKey[]
  /** Selects the keys of the last row that one step skips. */
  stepBehind(place: KeyPlace | undefined): string
  /** Whether what comes behind a place can be asked for. */
  isExact(place: KeyPlace): boolean
  /** The rows behind so many steps, the first ones of them to be dropped where steps are left. */
  rowsBehind(place: KeyPlace | undefined, taken: number): { readonly soql: string; readonly dropped: number }
}

/** An aggregate query page by page, in the order of its keys. */
export interface GroupPages {
  /** The first page; the others ask for groups behind the last one too. */
  readonly query: SoqlQuery
  /** By what the pages are ordered. */
  readonly keys: readonly OrderKey[]
  /** The keys are all keys of the grouping: no two groups agree in them. */
  readonly isComplete: boolean
  /** Groups on a page. */
  readonly size: number
  /** The LIMIT of the scan. */
  readonly most?: number
}

/** A key that something is ordered by. */
export interface OrderKey extends GroupKey {
  readonly direction: SoqlOrderItem['direction']
  readonly nulls: SoqlOrderItem['nulls']
}

/** What an aggregate query groups by, or a record has. */
export interface GroupKey {
  readonly expression: SoqlExpression
  /** Keys to walk in the JSON record. */
  readonly path: readonly string[]
  /** How its values are written, and compared. */
  readonly value: 'id' | 'text' | 'date' | 'number' | 'boolean'
}

export interface ScanColumn {
  /** The name in the staged table; unique in the statement. */
  readonly name: string
  readonly type: SqlType
  /** Keys to walk in the JSON record: `['c2g__Account__r', 'Name']`, or the alias of an aggregate. */
  readonly path: readonly string[]
  /** Where one of these is true, the value is null: the parent is in the recycle bin. */
  readonly deletedFlags?: readonly (readonly string[])[]
  /** Compound fields arrive as objects and are kept as JSON. */
  readonly compound: boolean
}

/** Indexes into the scan's columns. */
export interface ScanCertificate {
  readonly sum: number
  readonly count: number
  readonly minimum: number
  readonly maximum: number
  readonly scale: number
  /** Present: where the sum of a group is not proved, it is asked for in parts. */
  readonly parts?: SumParts
}

/** A sum of an aggregate query, to be asked for again of some of its groups. */
export interface SumParts {
  /** The keys, and SUM, COUNT, MIN and MAX under the names that they have in the scan; no order, no limit. */
  readonly query: SoqlQuery
  /** What is added. */
  readonly number: SoqlField
  readonly numberPath: readonly string[]
}

/** How to ask for what is behind the groups of an aggregate query, which are found again by the values of their keys. */
export interface GroupParts {
  readonly keys: readonly GroupKey[]
  /** Where a row tells the keys of its group; parallel to `keys`. */
  readonly rowKeys: readonly RowKey[]
  /** The query leaves no group out. */
  readonly isWhole: boolean
  /** Some groups at a time: as many as one query can name. */
  named(groups: readonly KeyPlace[]): readonly NamedGroups[]
  /** The rows of these groups, or of all, in which one of the numbers is not null; about so many. */
  rowsOf(sums: readonly SumParts[], groups: NamedGroups | undefined, count: number): ScanPlan
}

export interface NamedGroups {
  readonly groups: readonly KeyPlace[]
  /** Holds in their rows. */
  readonly condition: SoqlCondition
}

export interface RowKey {
  /** Keys to walk in the JSON record. */
  readonly path: readonly string[]
  readonly value: GroupKey['value']
  /** Present: the key is this function of SOQL's of the date or moment there. */
  readonly datePart?: string
}

/** Absent figures are unknown. */
export interface ScanEstimate {
  readonly rows?: number
  readonly apiCalls?: number
  /** Present: what conditions leave is a guess. */
  readonly guessed?: true
}
