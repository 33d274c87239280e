import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'

/** The values of a plan that gives just one row, all of them constants, by its columns. */
export function constantRow(plan: LogicalPlan): ReadonlyMap<number, Literal> | undefined {
  switch (plan.kind) {
    case 'ValuesRows': {
      const [row, ...others] = plan.rows
      return row === undefined || others.length > 0 ? undefined : constants(plan, row)
    }
    case 'Project': {
      const input = constantRow(plan.input)
      if (input === undefined) return undefined
      const values = plan.items.map(({ expression }) =>
        expression.kind === 'ColumnUse' ? (input.get(expression.column.id) ?? expression) : expression,
      )
      return constants(plan, values)
    }
    default:
      return undefined
  }
}

function constants(
  { columns }: LogicalPlan,
  values: readonly BoundExpression[],
): ReadonlyMap<number, Literal> | undefined {
  const row = new Map<number, Literal>()
  for (const [index, { id, type }] of columns.entries()) {
    const value = values[index]
    if (value?.kind !== 'Literal') return undefined
    row.set(id, { kind: 'Literal', type, value: value.value })
  }
  return row
}
