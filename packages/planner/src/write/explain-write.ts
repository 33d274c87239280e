import { type ExplainedCost, type Explanation, explainPlan } from '../explain/explanation.js'
import { renderExplanation } from '../explain/render-explanation.js'
import { DEFAULT_WRITE_SETTINGS, type WriteSettings } from '../planner-options.js'
import { chooseRoad, type WriteRoad } from './choose-road.js'
import type { WriteAction, WritePlan, WriteStatementName } from './write-plan.js'

/** EXPLAIN of a write as a document. Fields are only ever added. */
export interface WriteExplanation {
  readonly version: 1
  readonly statement: WriteStatementName
  readonly object: string
  /** Records that are written; null: not known before the rows are found. */
  readonly records: number | null
  /** How they travel; null: the number decides when it is known. */
  readonly road: WriteRoad | null
  readonly estimate: ExplainedCost
  /** The query that finds the rows; null where they are known. */
  readonly source: Explanation | null
  readonly actions: readonly ExplainedAction[]
  /** Parents that a query finds by name before anything is written. */
  readonly lookups: readonly string[]
  readonly returning: {
    readonly columns: readonly string[]
    /** Asked of the org after the write. */
    readonly readBack: readonly string[]
  } | null
}

export interface ExplainedAction {
  readonly operation: WriteAction['operation']
  readonly columns: readonly string[]
  /** The external id by which an upsert finds its record. */
  readonly key: string | null
}

/** So many Ids are read back in one query. */
const IDS_PER_QUERY = 500

export function explainWrite(
  plan: WritePlan,
  settings: WriteSettings = DEFAULT_WRITE_SETTINGS,
): WriteExplanation {
  const source = plan.source.kind === 'query' ? explainPlan(plan.source.plan) : null
  const records = plan.source.kind === 'rows' ? plan.source.rows.length : null
  const expected = records ?? expectedRows(source)
  const road = expected === null ? null : roadOf(plan, expected, settings)
  const lookups = lookupsOf(plan)
  const readBack = readBackOf(plan)
  return {
    version: 1,
    statement: plan.statement,
    object: plan.table.name,
    records,
    road,
    estimate: {
      apiCalls: costOf(expected, road, source, lookups.length, readBack.length > 0),
      rows: expected,
    },
    source,
    actions: plan.actions.map(({ operation, columns, externalIdField }) => ({
      operation,
      columns: columns.map(({ name }) => name),
      key: externalIdField?.name ?? null,
    })),
    lookups,
    returning:
      plan.returning === undefined
        ? null
        : { columns: plan.returning.columns.map(({ name }) => name), readBack },
  }
}

/** Rows that are here already are not counted by estimates, which are about what comes from the org. */
function expectedRows(source: Explanation | null): number | null {
  return source === null || source.runs === 'here' ? null : source.estimate.rows
}

function roadOf({ actions }: WritePlan, count: number, settings: WriteSettings): WriteRoad {
  const operations = new Set(actions.map(({ operation }) => operation))
  const collections = Math.max(operations.size, Math.ceil(count / settings.batchSize))
  return chooseRoad(
    {
      count,
      collections,
      isBulkPossible: operations.size === 1 && !operations.has('undelete'),
      isCompositePossible: !operations.has('undelete'),
    },
    settings,
  )
}

function lookupsOf({ actions }: WritePlan): readonly string[] {
  const names = actions.flatMap(({ columns }) =>
    columns.flatMap(({ target, name }) =>
      target.kind === 'parent' && target.resolvedBy === 'here' ? [`${name} in ${target.parent.name}`] : [],
    ),
  )
  return [...new Set(names)]
}

function readBackOf({ returning }: WritePlan): readonly string[] {
  return (returning?.inputs ?? []).flatMap(({ from, name }) => (from.kind === 'readBack' ? [name] : []))
}

/** A sum with an unknown part is unknown. */
function costOf(
  records: number | null,
  road: WriteRoad | null,
  source: Explanation | null,
  lookups: number,
  isReadBack: boolean,
): number | null {
  if (records === null || road === null || source?.estimate.apiCalls === null) return null
  const readBack = isReadBack ? Math.ceil(records / IDS_PER_QUERY) : 0
  return (source?.estimate.apiCalls ?? 0) + road.requests + (records > 0 ? lookups : 0) + readBack
}

/**
 * EXPLAIN of a write as text.
 *
 * ```
 * INSERT into Account: 2 records, about 1 API call. Nothing is sent by EXPLAIN.
 *
 * write · insert Name, Industry · collection · 1 request
 *   one collection, all or none
 * ```
 */
export function renderWriteExplanation(explanation: WriteExplanation): string {
  const { statement, object, source, road, actions, lookups, returning } = explanation
  const lines = [`${statement} ${PREPOSITIONS[statement]} ${object}: ${summary(explanation)}.`]
  if (source !== null) lines.push('', 'the rows', ...indent(renderExplanation(source)))
  for (const lookup of lookups) lines.push('', `look up ${lookup}`)
  lines.push('')
  for (const { operation, columns, key } of actions) {
    const what = columns.length === 0 ? '' : ` ${columns.join(', ')}`
    lines.push(`${operation}${what}${key === null ? '' : ` by ${key}`}`)
  }
  if (road === null) lines.push('  the number of rows decides the road')
  else lines.push(`  ${ROADS[road.kind]}: ${road.reason}`)
  if (returning !== null) {
    lines.push('', `return ${returning.columns.join(', ')}`)
    if (returning.readBack.length > 0) lines.push(`  read back: ${returning.readBack.join(', ')}`)
  }
  return lines.join('\n')
}

const PREPOSITIONS = {
  INSERT: 'into',
  UPSERT: 'into',
  MERGE: 'into',
  UPDATE: 'of',
  DELETE: 'from',
  UNDELETE: 'from',
} as const satisfies Record<WriteStatementName, string>

const ROADS = {
  none: 'no request',
  single: 'one request',
  collection: 'collections',
  composite: 'composite',
  bulk: 'Bulk job',
  graph: 'transaction',
} as const satisfies Record<WriteRoad['kind'], string>

function summary({ records, estimate }: WriteExplanation): string {
  const count =
    estimate.rows === null
      ? 'an unknown number of records'
      : `${records === null ? 'about ' : ''}${plural(estimate.rows, 'record')}`
  const calls =
    estimate.apiCalls === null
      ? 'as many API calls as they need'
      : `about ${plural(estimate.apiCalls, 'API call')}`
  return `${count}, ${calls}`
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`))
}
