import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { JoinPlan, Limit, LogicalPlan, SortKey, WindowCall } from '../logical/logical-plan.js'
import { subqueryPlans } from '../logical/map-expression.js'
import { expressionsOf, inputsOf } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { earlyEnds } from '../physical/early-end.js'
import { rowsOfScan } from '../rules/rows-of-scan.js'
import { sortBelow } from '../rules/sort-below.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { formatExpression, formatSortKey } from './format-expression.js'

/** A piece of a statement that no scan has any part in. */
export interface LocalPiece {
  readonly subject:
    | PushdownNote['subject']
    | 'window'
    | 'set operation'
    | 'subquery'
    | 'common table'
    | 'function'
  /** The piece, as SQL. */
  readonly text: string
  readonly reason: string
}

/**
 * What runs here over the rows of the scans, and why, from the bottom of a plan to its top. What a scan tells of itself, such
 * as a sort that the org does in another order, is not repeated.
 */
export function localPieces(plan: LogicalPlan): readonly LocalPiece[] {
  const pieces: LocalPiece[] = []
  const toldLimits = new Set<LogicalPlan>([...earlyEnds(plan).values()].map(({ limit }) => limit))
  const visit = (node: LogicalPlan) => {
    for (const input of inputsOf(node)) visit(input)
    for (const expression of expressionsOf(node)) subqueryPlans(expression).forEach(visit)
    if (!toldLimits.has(node)) pieces.push(...piecesOf(node))
  }
  visit(plan)
  return [...new Map(pieces.map((piece) => [`${piece.subject} ${piece.text}`, piece])).values()]
}

function piecesOf(node: LogicalPlan): readonly LocalPiece[] {
  switch (node.kind) {
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'ValuesRows':
      return []
    case 'Filter': {
      const told = toldConditions(node.input)
      return conjunctsOf(node.condition)
        .map((conjunct) => conditionPiece(conjunct, node.input))
        .filter(({ text }) => !told.has(text))
    }
    case 'Project':
      return computedPieces(node.items.map(({ expression }) => expression))
    case 'JoinPlan':
      return [{ subject: 'join', text: joinText(node), reason: joinReason(node) }]
    case 'Aggregate':
      return tellsAny(node.input, ['grouping', 'aggregate']) ? [] : [groupingPiece(node)]
    case 'WindowPlan':
      return node.calls.map((call) => ({
        subject: 'window',
        text: windowText(call),
        reason: 'SOQL has no window functions',
      }))
    case 'Sort':
      return tellsAny(node.input, ['sort']) ? [] : [sortPiece(node.keys)]
    case 'Limit':
      return limitPieces(node)
    case 'DistinctPlan':
      return [distinctPiece(node)]
    case 'SetOperationPlan': {
      const text = `${node.operator}${node.all ? ' ALL' : ''}`
      return [{ subject: 'set operation', text, reason: `SOQL has no ${node.operator}` }]
    }
    case 'TableFunctionScan':
      return [
        {
          subject: 'function',
          text: `${node.function.toUpperCase()}(${node.arguments.map(formatExpression).join(', ')})`,
          reason: 'a function in FROM makes its rows here',
        },
      ]
    case 'WithPlan':
      return node.definitions.map((definition) => ({
        subject: 'common table',
        text: definition.name,
        reason: definition.recursive
          ? 'SOQL has no recursion'
          : definition.materialized === true && definition.shared !== true
            ? 'it is MATERIALIZED, so its rows are fetched as it says, and kept'
            : 'its rows are fetched once and read more than once',
      }))
  }
}

// ── Conditions and computed columns ────────────────────────────────────────────────────────────────────────────

function conditionPiece(conjunct: BoundExpression, input: LogicalPlan): LocalPiece {
  const text = formatExpression(conjunct)
  if (hasSubquery(conjunct)) return { subject: 'filter', text, reason: 'the subquery is answered here' }
  const isLimited = input.kind === 'Limit' || (input.kind === 'RemoteScan' && input.limit !== undefined)
  return {
    subject: 'filter',
    text,
    reason: isLimited
      ? 'the LIMIT below chooses its rows first'
      : 'what it asks about is known only once the rows below are made',
  }
}

const SHOWN_EXPRESSIONS = 4

function computedPieces(expressions: readonly BoundExpression[]): readonly LocalPiece[] {
  const computed = expressions.filter(({ kind }) => kind !== 'ColumnUse' && kind !== 'Literal')
  const withSubquery = computed.filter(hasSubquery)
  const plain = computed.filter((one) => !hasSubquery(one))
  const shown = (list: readonly BoundExpression[]) => {
    const texts = list.slice(0, SHOWN_EXPRESSIONS).map(formatExpression).join(', ')
    return list.length > SHOWN_EXPRESSIONS ? `${texts}, … ${list.length - SHOWN_EXPRESSIONS} more` : texts
  }
  return [
    ...(withSubquery.length === 0
      ? []
      : [
          {
            subject: 'subquery' as const,
            text: shown(withSubquery),
            reason: 'SOQL has no subqueries among the columns, save for lists of children',
          },
        ]),
    ...(plain.length === 0
      ? []
      : [
          {
            subject: 'projection' as const,
            text: shown(plain),
            reason: 'SOQL selects fields; what is computed from them is computed here',
          },
        ]),
  ]
}

// ── Joins ──────────────────────────────────────────────────────────────────────────────────────────────────────

function joinText({ type, condition }: JoinPlan): string {
  return condition === undefined ? `${type} JOIN` : `${type} JOIN ON ${formatExpression(condition)}`
}

const NO_LOOKUP = 'SOQL joins along lookups only: a lookup on one side, and on the other the Id that it holds'

function joinReason(join: JoinPlan): string {
  if (join.lateral) return 'SOQL has no LATERAL'
  if (join.type === 'FULL') return 'SOQL keeps the rows of one side at most'
  if (join.type === 'CROSS') return NO_LOOKUP
  const parents = parentSides(join)
  if (parents.length === 0) return NO_LOOKUP
  const keepsParents = join.type === 'LEFT' ? 'left' : join.type === 'RIGHT' ? 'right' : undefined
  if (keepsParents !== undefined && parents.every((side) => side === keepsParents))
    return 'SOQL reads from the child to its parent, and here parents without a child stay'
  return 'one side is more than the records of one object, which is all that a path leads to'
}

/** The sides whose Id is asked for by a lookup of the other. */
function parentSides({ left, right, condition }: JoinPlan): readonly ('left' | 'right')[] {
  const sideOf = (column: PlanColumn) =>
    left.columns.some(({ id }) => id === column.id)
      ? 'left'
      : right.columns.some(({ id }) => id === column.id)
        ? 'right'
        : undefined
  return conjunctsOf(condition).flatMap((conjunct) => {
    if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return []
    if (conjunct.left.kind !== 'ColumnUse' || conjunct.right.kind !== 'ColumnUse') return []
    const pair = [conjunct.left.column, conjunct.right.column]
    const parent = pair.find(({ origin }) => origin?.column.fieldType === 'id')
    const lookup = pair.find(({ origin }) => origin?.column.fieldType === 'reference')
    if (parent?.origin === undefined || lookup?.origin === undefined) return []
    const { table, column } = lookup.origin
    const targets = table.parents.find((one) => one.column === column.name)?.targets ?? []
    const side = targets.includes(parent.origin.table.name) ? sideOf(parent) : undefined
    return side === undefined ? [] : [side]
  })
}

// ── Groups, windows, order ─────────────────────────────────────────────────────────────────────────────────────

const MADE_HERE = 'the rows are complete only here'

function groupingPiece(plan: LogicalPlan & { readonly kind: 'Aggregate' }): LocalPiece {
  const keys = plan.keys.map(({ expression }) => formatExpression(expression)).join(', ')
  const calls = plan.aggregates.map((call) => `${call.function.toUpperCase()}(…)`).join(', ')
  return { subject: 'grouping', text: keys === '' ? calls : `GROUP BY ${keys}`, reason: MADE_HERE }
}

function windowText({ function: name, arguments: operands, partitionBy, orderBy }: WindowCall): string {
  const partition =
    partitionBy.length === 0 ? [] : [`PARTITION BY ${partitionBy.map(formatExpression).join(', ')}`]
  const order = orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.map(formatSortKey).join(', ')}`]
  return `${name.toUpperCase()}(${operands.map(formatExpression).join(', ')}) OVER (${[...partition, ...order].join(' ')})`
}

function sortPiece(keys: readonly SortKey[]): LocalPiece {
  return { subject: 'sort', text: `ORDER BY ${keys.map(formatSortKey).join(', ')}`, reason: MADE_HERE }
}

function limitPieces(limit: Limit): readonly LocalPiece[] {
  const count = limit.count === undefined ? '' : `LIMIT ${limit.count}`
  const offset = limit.offset === 0 ? '' : `OFFSET ${limit.offset}`
  const text = [count, offset].filter((part) => part !== '').join(' ')
  if (limit.ties !== undefined) {
    return [
      {
        subject: 'limit',
        text: `FETCH FIRST ${limit.count} ROWS WITH TIES`,
        reason: 'SOQL has no WITH TIES: the rows that equal the last one are found here',
      },
    ]
  }
  if (text === '' || tellsAny(limit.input, ['limit'])) return []
  return [{ subject: 'limit', text, reason: isFirstById(limit) ? FIRST_BY_ID : FIRST_OF_ALL }]
}

const FIRST_OF_ALL = 'which rows come first is known only once all are here'
export const FIRST_BY_ID =
  'the order of Ids is known only here, so all rows must come to tell which are first'

/** A LIMIT over the rows of one scan by their own Id. */
function isFirstById({ input, count }: Limit): boolean {
  const sort = sortBelow(input)?.sort
  const key = sort?.keys[0]
  const rows = sort === undefined || count === undefined ? undefined : rowsOfScan(sort.input, () => true)
  if (key === undefined || rows === undefined || rows.scan.grouping !== undefined) return false
  const resolved = rows.resolve(key.expression)
  return resolved.kind === 'ColumnUse' && resolved.column.origin?.column.fieldType === 'id'
}

function distinctPiece(plan: LogicalPlan & { readonly kind: 'DistinctPlan' }): LocalPiece {
  if (plan.on !== undefined) {
    const text = `DISTINCT ON (${plan.on.expressions.map(formatExpression).join(', ')})`
    return { subject: 'distinct', text, reason: 'SOQL has no DISTINCT ON' }
  }
  const reason =
    rowsOfScan(plan.input) === undefined
      ? MADE_HERE
      : 'to SOQL this is a grouping, and it cannot group by all of these columns as SQL does'
  return { subject: 'distinct', text: 'DISTINCT', reason }
}

// ── What scans tell themselves ─────────────────────────────────────────────────────────────────────────────────

/** The scan below what works row by row. */
function scanBelow(plan: LogicalPlan): RemoteScan | undefined {
  switch (plan.kind) {
    case 'RemoteScan':
      return plan
    case 'Filter':
    case 'Project':
    case 'Sort':
    case 'Limit':
    case 'Aggregate':
      return scanBelow(plan.input)
    default:
      return undefined
  }
}

/** The conditions of which the scan below tells, as text. */
function toldConditions(plan: LogicalPlan): ReadonlySet<string> {
  const notes = scanBelow(plan)?.notes ?? []
  return new Set(notes.flatMap(({ subject, text }) => (subject === 'filter' ? [text] : [])))
}

function tellsAny(plan: LogicalPlan, subjects: readonly PushdownNote['subject'][]): boolean {
  return scanBelow(plan)?.notes.some(({ subject }) => subjects.includes(subject)) === true
}
