import type { CatalogView } from '@certsql/catalog'
import type { RemoteScan } from '../logical/remote-scan.js'
import { LARGEST_OFFSET } from '../rules/skip-order.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlCondition, SoqlExpression } from '../soql/soql-query.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { callsFor } from './calls-for.js'
import { expectedGroups } from './most-groups.js'
import type { ScanEstimate } from './physical-plan.js'

/** What share of the records a condition is guessed to keep; the guesses of PostgreSQL's planner, rounded. */
const KEPT_BY_EQUALITY = 0.01
const KEPT_BY_RANGE = 0.3
const KEPT_BY_PATTERN = 0.1

/** Rows and calls that a scan is expected to cost; nothing where the number of records is not known. */
export function estimateScan(scan: RemoteScan, { view, options }: PhysicalContext): ScanEstimate {
  if (scan.grouping !== undefined)
    return scan.grouping.keys.length === 0
      ? { rows: 1, apiCalls: 1 }
      : { guessed: true, ...pages(expectedGroups(scan, view), options.groupPageSize) }
  const records = view.statistics(scan.table.name)?.records
  if (records === undefined) return scan.limit === undefined ? {} : pages(scan.limit, options.pageSize)
  const kept = Math.ceil(scan.filter === undefined ? records : keptRecords(scan.filter, records, view))
  const afterOffset = Math.max(0, kept - (scan.offset ?? 0) - (scan.skip ?? 0))
  const wanted = pages(Math.min(afterOffset, scan.limit ?? afterOffset), options.pageSize)
  const estimate = scan.skip === undefined ? wanted : withSteps(wanted, scan.skip)
  return scan.filter === undefined ? estimate : { guessed: true, ...estimate }
}

function pages(rows: number, pageSize: number): ScanEstimate {
  return { rows, apiCalls: callsFor(rows, pageSize) }
}

/** A call for each step. */
function withSteps({ rows = 0, apiCalls = 1 }: ScanEstimate, skip: number): ScanEstimate {
  const steps = skip / LARGEST_OFFSET
  return { rows: rows + steps, apiCalls: apiCalls + steps }
}

/** There are no more parents than the children that they are asked for. */
function keptRecords(filter: SoqlCondition, records: number, view: CatalogView): number {
  const conditions = filter.kind === 'SoqlAnd' ? filter.operands : [filter]
  const children = conditions.flatMap((one) => {
    if (one.kind !== 'SoqlSemiJoin' || one.negated) return []
    const count = view.statistics(one.query.from)?.records
    return count === undefined
      ? []
      : [count * (one.query.where === undefined ? 1 : keptShare(one.query.where))]
  })
  return Math.min(records * keptShare(filter), ...children)
}

export function keptShare(condition: SoqlCondition): number {
  switch (condition.kind) {
    case 'SoqlAnd':
      return condition.operands.reduce((share, operand) => share * keptShare(operand), 1)
    case 'SoqlOr':
      return Math.min(
        1,
        condition.operands.reduce((share, operand) => share + keptShare(operand), 0),
      )
    case 'SoqlComparison':
      return keptByComparison(condition)
    case 'SoqlIn': {
      const share = Math.min(1, condition.values.length * keptByEquality(condition.left))
      return condition.negated ? 1 - share : share
    }
    case 'SoqlLike':
    case 'SoqlIncludes':
      return condition.negated ? 1 - KEPT_BY_PATTERN : KEPT_BY_PATTERN
    case 'SoqlSemiJoin':
      return 0.5
    case 'SoqlNever':
      return 0
    default:
      return 1
  }
}

type Comparison = SoqlCondition & { readonly kind: 'SoqlComparison' }

function keptByComparison({ left, operator, value }: Comparison): number {
  if (value.kind === 'null') {
    // Most lookups lead somewhere.
    const nulls = isKey(left) ? NULL_KEYS : KEPT_BY_PATTERN
    return operator === '=' ? nulls : 1 - nulls
  }
  if (value.kind === 'boolean') return isDeletedFlag(left) ? Number(value.value === (operator !== '=')) : 0.5
  if (operator === '=') return keptByEquality(left)
  return operator === '!=' ? 1 - keptByEquality(left) : KEPT_BY_RANGE
}

const NULL_KEYS = 0.02

/** Of the values of a picklist one is as good as another. */
function keptByEquality(left: SoqlExpression): number {
  if (left.kind === 'SoqlAggregate') return KEPT_BY_EQUALITY
  const values = pathOf(left).column.field.picklistValues?.length ?? 0
  return values === 0 ? KEPT_BY_EQUALITY : 1 / values
}

function isKey(left: SoqlExpression): boolean {
  const { fieldType } = pathOf(left).column
  return fieldType === 'id' || fieldType === 'reference'
}

/** Records in the recycle bin are few, and where they can be seen at all, they are asked not to be. */
function isDeletedFlag(left: SoqlExpression): boolean {
  return pathOf(left).column.name === 'IsDeleted'
}
