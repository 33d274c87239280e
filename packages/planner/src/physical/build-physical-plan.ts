import type { CatalogView } from '@certsql/catalog'
import type { Column } from '@certsql/core'
import { printDuckDb } from '@certsql/sql'
import { hasSubquery } from '../logical/has-subquery.js'
import type { IdSource } from '../logical/id-source.js'
import type { LogicalPlan, MetadataScan, SoqlScan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { PlannerOptions } from '../planner-options.js'
import { PlanLowering, type StagedTable } from '../residual/plan-lowering.js'
import { chooseBindings } from './bind/choose-bindings.js'
import { planKeyedScan } from './bind/plan-keyed-scan.js'
import { earlyEnds } from './early-end.js'
import { metadataObjects } from './metadata-objects.js'
import type {
  ConstantRows,
  MetadataStage,
  PagewiseQuery,
  PhysicalPlan,
  RemoteQuery,
  ResidualQuery,
  RowWindow,
  ScanPlan,
  StagedQuery,
} from './physical-plan.js'
import { planFirstPages } from './plan-first-pages.js'
import { planScan } from './plan-scan.js'
import { planSoqlScan } from './plan-soql-scan.js'

export interface PhysicalContext {
  readonly view: CatalogView
  readonly options: PlannerOptions
  readonly ids: IdSource
}

/** Decides how a logical plan runs: by the org alone, page by page, or staged into DuckDB. */
export function buildPhysicalPlan(plan: LogicalPlan, context: PhysicalContext): PhysicalPlan {
  const columns = plan.columns.map(({ name, type }): Column => ({ name, type }))
  if (givesNoRows(plan)) return { kind: 'ConstantRows', columns, rows: [] } satisfies ConstantRows
  const { window, rest } = liftLimit(plan)
  const scan = soleScan(rest)
  if (scan === undefined) return stagedQuery(plan, columns, context)
  const outputs = shownColumns(rest, scan)
  return outputs === undefined
    ? pagewiseQuery(rest, scan, columns, window, context)
    : ({
        kind: 'RemoteQuery',
        scan: planAnyScan(scan, scan.alias, (column) => column.name, context, window),
        columns,
        outputs,
        window,
      } satisfies RemoteQuery)
}

/** The same for rows that stay here: they end up in the local database, however they came. */
export function buildStagedPlan(plan: LogicalPlan, context: PhysicalContext): StagedQuery {
  return stagedQuery(
    plan,
    plan.columns.map(({ name, type }): Column => ({ name, type })),
    context,
  )
}

/** A relation that is known to be empty, under operators that keep it so. */
function givesNoRows(plan: LogicalPlan): boolean {
  switch (plan.kind) {
    case 'ValuesRows':
      return plan.rows.length === 0
    case 'Filter':
    case 'Project':
    case 'Sort':
    case 'DistinctPlan':
    case 'WindowPlan':
      return givesNoRows(plan.input)
    case 'Limit':
      return plan.count === 0 || givesNoRows(plan.input)
    case 'WithPlan':
      return givesNoRows(plan.body)
    default:
      return false
  }
}

/**
 * Takes the limit out of a chain of row-wise operators: the engine counts rows as they pass, and stops asking for pages.
 * Only projections may stand above it, since a filter there would see fewer rows.
 */
function liftLimit(plan: LogicalPlan): { readonly window: RowWindow; readonly rest: LogicalPlan } {
  const whole = { window: { offset: 0 }, rest: plan }
  if (plan.kind === 'Project') {
    const below = liftLimit(plan.input)
    return below.rest === plan.input ? whole : { window: below.window, rest: { ...plan, input: below.rest } }
  }
  if (plan.kind !== 'Limit' || plan.ties !== undefined) return whole
  const { count, offset } = plan
  return { window: { offset, ...(count === undefined ? {} : { count }) }, rest: plan.input }
}

/** The scan below nothing but filters and projections without subqueries. */
function soleScan(plan: LogicalPlan): RemoteScan | SoqlScan | undefined {
  switch (plan.kind) {
    case 'RemoteScan':
    case 'SoqlScan':
      return plan
    case 'Filter':
      return hasSubquery(plan.condition) ? undefined : soleScan(plan.input)
    case 'Project':
      return plan.items.some((item) => hasSubquery(item.expression)) ? undefined : soleScan(plan.input)
    default:
      return undefined
  }
}

/** For each column of the plan the scan's column that it shows; undefined where something is computed or filtered. */
function shownColumns(plan: LogicalPlan, scan: RemoteScan | SoqlScan): readonly number[] | undefined {
  if (plan === scan) return scan.columns.map((_, index) => index)
  if (plan.kind !== 'Project') return undefined
  const below = shownColumns(plan.input, scan)
  if (below === undefined) return undefined
  const indexes: number[] = []
  for (const { expression } of plan.items) {
    if (expression.kind !== 'ColumnUse') return undefined
    const position = plan.input.columns.findIndex((column) => column.id === expression.column.id)
    const index = below[position]
    if (index === undefined) return undefined
    indexes.push(index)
  }
  return indexes
}

function planAnyScan(
  scan: RemoteScan | SoqlScan,
  name: string,
  nameOf: (column: PlanColumn) => string,
  context: PhysicalContext,
  window: RowWindow,
): ScanPlan {
  return scan.kind === 'SoqlScan'
    ? planSoqlScan(scan, name, nameOf)
    : planScan(scan, name, nameOf, context, window)
}

function pagewiseQuery(
  plan: LogicalPlan,
  scan: RemoteScan | SoqlScan,
  columns: readonly Column[],
  window: RowWindow,
  context: PhysicalContext,
): PagewiseQuery {
  const lowering = new PlanLowering()
  const residual = residualQuery(plan, lowering)
  const name = lowering.stagedTables[0]?.name ?? scan.alias
  return {
    kind: 'PagewiseQuery',
    scan: planAnyScan(scan, name, (column) => lowering.names.column(column), context, window),
    residual,
    columns,
    window,
  }
}

function stagedQuery(plan: LogicalPlan, columns: readonly Column[], context: PhysicalContext): StagedQuery {
  const lowering = new PlanLowering()
  const residual = residualQuery(plan, lowering)
  const bindings = chooseBindings(plan, context)
  const ends = earlyEnds(plan)
  const scans: ScanPlan[] = []
  const metadata: MetadataStage[] = []
  const objects = metadataObjects(plan)
  for (const staged of [...lowering.stagedTables]) {
    const { name, source } = staged
    if (source.kind === 'MetadataScan') {
      metadata.push(metadataStage(staged, source, lowering, objects.get(source)))
      continue
    }
    if (source.kind === 'SoqlScan') {
      scans.push(planSoqlScan(source, name, (column) => lowering.names.column(column)))
      continue
    }
    const plan = (scan: RemoteScan, window?: RowWindow) =>
      planScan(scan, name, (column) => lowering.names.column(column), context, window)
    const binding = bindings.get(source.id)
    const end = binding === undefined ? ends.get(source.id) : undefined
    if (binding !== undefined) scans.push(planKeyedScan(binding, plan, lowering, context))
    else if (end === undefined) scans.push(plan(source))
    else scans.push(planFirstPages(end, plan, lowering, context))
  }
  return {
    kind: 'StagedQuery',
    scans,
    metadata,
    localTables: lowering.localTables,
    files: lowering.files,
    residual,
    columns,
  }
}

function metadataStage(
  { name }: StagedTable,
  source: MetadataScan,
  lowering: PlanLowering,
  objects: readonly string[] | undefined,
): MetadataStage {
  return {
    name,
    table: source.table,
    columns: source.columns.map((_, index) => index),
    names: lowering.columnNames(source.columns),
    ...(objects === undefined ? {} : { objects }),
  }
}

function residualQuery(plan: LogicalPlan, lowering: PlanLowering): ResidualQuery {
  const query = lowering.query(plan)
  const sqlIf = (varied: ReadonlySet<number>) => printDuckDb(new PlanLowering(lowering, varied).query(plan))
  const { found } = lowering.groupings
  const groupings = found.length === 0 ? undefined : { found: [...found], sqlIf }
  return { sql: printDuckDb(query), query, plan, ...(groupings && { groupings }) }
}
