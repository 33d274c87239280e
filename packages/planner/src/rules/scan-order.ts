import { formatExpression, formatSortKey } from '../explain/format-expression.js'
import type { Sort, SortKey } from '../logical/logical-plan.js'
import type { RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlOrderItem } from '../soql/soql-query.js'
import { isPartFunction } from '../verdict/calendar-part.js'
import { type FieldVerdict, fieldAbility } from '../verdict/field-ability.js'
import { neverNull } from './never-null.js'
import type { RowsOfScan } from './rows-of-scan.js'
import type { RuleContext } from './rule.js'
import { noteOnScan, withNote } from './scan-notes.js'

/** The org sorts by at most so many keys (older documentation; newer does not say). */
const MOST_KEYS = 32

/** How far the org can sort the rows of a scan. */
export type Order = ExactOrder | PartialOrder

export interface ExactOrder {
  readonly kind: 'exact'
  readonly items: readonly SoqlOrderItem[]
  readonly reason: string
}

export interface PartialOrder {
  readonly kind: 'partial'
  /** By the keys before the one that it cannot sort by; there may be none. */
  readonly items: readonly SoqlOrderItem[]
  readonly key: SortKey
  /** Why not. */
  readonly reason: string
}

export function orderOf(keys: readonly SortKey[], rows: RowsOfScan, context: RuleContext): Order {
  const items: SoqlOrderItem[] = []
  let reason = ''
  for (const key of keys) {
    const output = outputFor(key, rows)
    const verdict = items.length === MOST_KEYS ? TOO_MANY : keyVerdict(output, key, rows, context)
    if (output === undefined || verdict.verdict !== 'exact')
      return { kind: 'partial', items, key, reason: verdict.reason }
    reason ||= verdict.reason
    items.push({ expression: output.expression, direction: key.direction, nulls: key.nulls })
  }
  return { kind: 'exact', items, reason }
}

const NO_FIELD: FieldVerdict = { verdict: 'none', reason: 'SOQL sorts by fields only' }
const TOO_MANY: FieldVerdict = { verdict: 'none', reason: `the org sorts by at most ${MOST_KEYS} keys` }

function outputFor(key: SortKey, { scan, resolve }: RowsOfScan): ScanOutput | undefined {
  const resolved = resolve(key.expression)
  if (resolved.kind !== 'ColumnUse') return undefined
  return scan.outputs[scan.columns.findIndex(({ id }) => id === resolved.column.id)]
}

function keyVerdict(
  output: ScanOutput | undefined,
  key: SortKey,
  { scan }: RowsOfScan,
  context: RuleContext,
): FieldVerdict {
  if (output === undefined) return NO_FIELD
  const { expression } = output
  switch (expression.kind) {
    case 'SoqlField': {
      const obstacle = obstacleOnTheWay(output, key, scan)
      if (obstacle !== undefined) return { verdict: 'none', reason: obstacle }
      const { type } = key.expression
      const isExactText = type.kind === 'text' && type.comparison === 'exact'
      const surroundings = { options: context.options, org: context.view.org }
      return fieldAbility(expression.path.column, 'sort', isExactText ? 'exact' : 'folded', surroundings)
    }
    case 'SoqlFunction': {
      if (!isPartFunction(expression.name) && expression.name !== 'DAY_ONLY')
        return { verdict: 'none', reason: `the order of ${expression.name} is that of the field below it` }
      const obstacle = obstacleOnTheWay(output, key, scan)
      return obstacle === undefined
        ? { verdict: 'exact', reason: 'parts of dates are numbers' }
        : { verdict: 'none', reason: obstacle }
    }
    case 'SoqlAggregate':
      return aggregateOrder(expression.function, context)
  }
}

/** Nulls of parents come first in the org whatever is asked, and it sorts by what parents in the recycle bin hold. */
function obstacleOnTheWay(
  { expression, deletedFlags = [] }: ScanOutput,
  { nulls }: SortKey,
  scan: RemoteScan,
): string | undefined {
  const path = pathOf(expression)
  if (path.relationships.length === 0) return undefined
  if (path.column.fieldType === 'boolean')
    return 'how the org sorts a boolean of a missing parent is not known'
  if (nulls === 'LAST' && !neverNull(path, scan))
    return 'the org puts missing parents first, whatever is asked'
  return deletedFlags.length === 0
    ? undefined
    : 'the org sorts by deleted parents, which a join does not have'
}

/** A sum whose rounding is not proved yet may stand on the wrong side of its neighbour. */
function aggregateOrder(name: string, { options }: RuleContext): FieldVerdict {
  if (name === 'COUNT' || name === 'COUNT_DISTINCT')
    return { verdict: 'exact', reason: 'counts are whole numbers' }
  if (name === 'SUM' && options.sums === 'Server')
    return { verdict: 'exact', reason: 'the org adds, in floating point (Sums=Server)' }
  return { verdict: 'none', reason: 'the groups are sorted here' }
}

export function ordered(scan: RemoteScan, keys: readonly SortKey[], order: ExactOrder): RemoteScan {
  const text = `ORDER BY ${keys.map(formatSortKey).join(', ')}`
  return withNote(
    { ...scan, orderBy: order.items },
    { subject: 'sort', text, verdict: 'exact', reason: order.reason },
  )
}

/** By the keys that the org can sort by; rows that agree in them are sorted here. */
export function orderedInPart(scan: RemoteScan, keys: readonly SortKey[], order: PartialOrder): RemoteScan {
  const text = `ORDER BY ${keys.map(formatSortKey).join(', ')}`
  const by = keys.slice(0, order.items.length).map(({ expression }) => formatExpression(expression))
  const reason = `the org sorts by ${by.join(', ')}, and the rows that agree there are sorted here: ${order.reason}`
  return withNote({ ...scan, orderBy: order.items }, { subject: 'sort', text, verdict: 'superset', reason })
}

/** The sort stays here, and EXPLAIN says why. */
export function explainSort(sort: Sort, keys: readonly SortKey[], reason: string): Sort {
  const text = `ORDER BY ${keys.map(formatSortKey).join(', ')}`
  const note = { subject: 'sort', text, verdict: 'none', reason } as const
  const input = noteOnScan(sort.input, note)
  return input === sort.input ? sort : { ...sort, input }
}
