import { NULL } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunction, conjunctsOf } from '../logical/conjuncts.js'
import type { ComputedColumn, Filter, LogicalPlan, Project, ValuesRows } from '../logical/logical-plan.js'
import { columnUse, mapAll } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'

/** The rows of the input that meet all conditions. */
export function filtered(input: LogicalPlan, conjuncts: readonly BoundExpression[]): LogicalPlan {
  if (conjuncts.length === 0) return input
  const below = input.kind === 'Filter' ? conjunctsOf(input.condition) : []
  const source = input.kind === 'Filter' ? input.input : input
  return {
    kind: 'Filter',
    input: source,
    condition: conjunction([...below, ...conjuncts]),
    columns: source.columns,
  }
}

/** The same filter with each of its conditions mapped; the old object when none changed. */
export function mapConjuncts(filter: Filter, map: (conjunct: BoundExpression) => BoundExpression): Filter {
  const conjuncts = conjunctsOf(filter.condition)
  const mapped = mapAll(conjuncts, map)
  return mapped === conjuncts ? filter : { ...filter, condition: conjunction(mapped) }
}

/** These columns of the input, in this order; the input itself when it gives just them. */
export function shown(input: LogicalPlan, columns: readonly PlanColumn[]): LogicalPlan {
  if (sameColumns(input.columns, columns)) return input
  return projected(
    input,
    columns.map((column) => ({ column, expression: columnUse(column) })),
  )
}

export function projected(input: LogicalPlan, items: readonly ComputedColumn[]): Project {
  return { kind: 'Project', input, items, columns: items.map(({ column }) => column) }
}

/** The columns of one side as they are, those of the other as nulls. */
export function besideNulls(input: LogicalPlan, columns: readonly PlanColumn[]): LogicalPlan {
  return projected(
    input,
    columns.map((column) => ({
      column,
      expression: input.columns.some(({ id }) => id === column.id)
        ? columnUse(column)
        : { kind: 'Literal', value: null, type: column.type.kind === 'null' ? NULL : column.type },
    })),
  )
}

export function emptyRows(columns: readonly PlanColumn[]): ValuesRows {
  return { kind: 'ValuesRows', rows: [], columns }
}

export function isEmpty(plan: LogicalPlan): boolean {
  return plan.kind === 'ValuesRows' && plan.rows.length === 0
}

export function sameColumns(a: readonly PlanColumn[], b: readonly PlanColumn[]): boolean {
  return a.length === b.length && a.every((column, index) => column.id === b[index]?.id)
}

export function columnIds(columns: readonly PlanColumn[]): ReadonlySet<number> {
  return new Set(columns.map((column) => column.id))
}
