import { printDuckDb } from '@certsql/sql'
import type { PhysicalPlan, ResidualQuery, ScanPlan } from '../physical/physical-plan.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { hintFor, type StayingPiece } from './hints.js'
import { type LocalPiece, localPieces } from './local-pieces.js'

/** EXPLAIN as a document: what `EXPLAIN (FORMAT JSON)` prints. Fields are only ever added. */
export interface Explanation {
  readonly version: 1
  /** Where the work is done: all in the org · the org, and here page by page · the org, and here over all rows · here. */
  readonly runs: 'org' | 'org and here, page by page' | 'org and here' | 'here'
  readonly estimate: ExplainedCost
  readonly scans: readonly ExplainedScan[]
  /** The tables about the org that are read: `information_schema.columns`. */
  readonly metadata: readonly string[]
  /** The temporary tables that are read. */
  readonly localTables: readonly string[]
  /** The files that are read. */
  readonly files: readonly string[]
  /** The pieces of the statement that run here, from the bottom to the top. */
  readonly local: readonly ExplainedLocalPiece[]
  /** What DuckDB runs over the rows of the scans; null when nothing is left to do. */
  readonly residual: { readonly sql: string; readonly pretty: string } | null
  /** Rows skipped and taken here, as they pass. */
  readonly window: { readonly offset: number; readonly count: number | null } | null
  /** What runs instead when the plan turns out to be impossible. */
  readonly fallback: { readonly causes: readonly string[]; readonly plan: Explanation } | null
}

export interface ExplainedCost {
  /** Null: not known before it runs. */
  readonly apiCalls: number | null
  readonly rows: number | null
}

export interface ExplainedScan {
  readonly id: number
  readonly name: string
  readonly object: string
  readonly soql: string
  readonly transport: { readonly kind: 'rest' | 'bulk'; readonly reason: string }
  readonly includeDeleted: boolean
  readonly estimate: ExplainedCost
  /** The names of those whose rows must be there first, as this one is asked for what meets their keys. */
  readonly waitsFor: readonly string[]
  /** Each piece of the statement that concerns this scan, where it runs and why. */
  readonly pieces: readonly ExplainedPiece[]
}

export interface ExplainedPiece extends PushdownNote {
  /** What could be changed so that the org does it; null where that is not known. */
  readonly hint: string | null
}

export interface ExplainedLocalPiece extends LocalPiece {
  readonly hint: string | null
}

export function explainPlan(plan: PhysicalPlan): Explanation {
  switch (plan.kind) {
    case 'ConstantRows':
      return explanation({ runs: 'here', scans: [] })
    case 'RemoteQuery':
      return explanation({ runs: 'org', scans: [plan.scan], window: plan.window })
    case 'PagewiseQuery':
      return explanation({
        runs: 'org and here, page by page',
        scans: [plan.scan],
        residual: plan.residual,
        window: plan.window,
      })
    case 'StagedQuery':
      return explanation({
        runs: plan.scans.length === 0 ? 'here' : 'org and here',
        scans: plan.scans,
        metadata: plan.metadata.map(({ table }) => `${table.schema}.${table.name}`),
        localTables: plan.localTables.map(({ name }) => name),
        files: plan.files.map(({ name }) => name),
        residual: plan.residual,
      })
    case 'FallbackPlan':
      return {
        ...explainPlan(plan.primary),
        fallback: {
          causes: plan.causes.map((cause) => CAUSES[cause]),
          plan: explainPlan(plan.alternative()),
        },
      }
  }
}

const CAUSES = {
  tooManyGroups: 'the org finds more than 2,000 groups',
  sumNotCertified: "a sum of the org's floating-point arithmetic cannot be proved right to the last digit",
} as const

interface Parts {
  readonly runs: Explanation['runs']
  readonly scans: readonly ScanPlan[]
  readonly metadata?: readonly string[]
  readonly localTables?: readonly string[]
  readonly files?: readonly string[]
  readonly residual?: ResidualQuery
  readonly window?: { readonly offset: number; readonly count?: number }
}

function explanation({
  runs,
  scans,
  metadata = [],
  localTables = [],
  files = [],
  residual,
  window,
}: Parts): Explanation {
  const explained = scans.map(explainScan)
  const moves = window !== undefined && (window.offset > 0 || window.count !== undefined)
  return {
    version: 1,
    runs,
    estimate: {
      apiCalls: total(explained.map((scan) => scan.estimate.apiCalls)),
      rows: total(explained.map((scan) => scan.estimate.rows)),
    },
    scans: explained,
    metadata,
    localTables,
    files,
    local: residual === undefined ? [] : localPieces(residual.plan).map(withHint),
    residual: residual === undefined ? null : explainResidual(residual),
    window: moves ? { offset: window.offset, count: window.count ?? null } : null,
    fallback: null,
  }
}

function explainScan(scan: ScanPlan): ExplainedScan {
  const { id, name, object, soql, transport, includeDeleted, estimate, keyed, notes } = scan
  return {
    id,
    name,
    object,
    soql,
    transport,
    includeDeleted,
    estimate: { apiCalls: estimate.apiCalls ?? null, rows: estimate.rows ?? null },
    waitsFor: keyed?.after ?? [],
    pieces: notes.map((note) => (note.verdict === 'exact' ? { ...note, hint: null } : withHint(note))),
  }
}

function withHint<Piece extends StayingPiece>(piece: Piece): Piece & { readonly hint: string | null } {
  return { ...piece, hint: hintFor(piece) ?? null }
}

function explainResidual({ sql, query }: ResidualQuery): NonNullable<Explanation['residual']> {
  return { sql, pretty: printDuckDb(query, { layout: 'pretty' }) }
}

/** A sum with an unknown part is unknown. */
function total(figures: readonly (number | null)[]): number | null {
  return figures.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0)
}
