import { isRepeatable } from '../bind/volatile.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import type { ComputedColumn, LogicalPlan, Project } from '../logical/logical-plan.js'
import { replaceColumns } from '../logical/map-expression.js'
import { projected, sameColumns } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Makes one projection of two, and none of one that changes nothing.
 *
 *   Project Name AS n               ⇒   Project UPPER(Name) AS n
 *   └ Project UPPER(Name) AS Name
 *
 * What is computed stays computed once: an expression that would be written twice, draws random numbers or holds a
 * subquery keeps its own projection.
 */
export const mergeProjects = ruleFor(['Project'], mergeProject)

function mergeProject(project: Project): LogicalPlan {
  if (changesNothing(project)) return project.input
  const { input } = project
  if (input.kind !== 'Project' || !isMergeable(project, input)) return project
  const definitions = new Map(input.items.map(({ column, expression }) => [column.id, expression]))
  return projected(
    input.input,
    project.items.map(({ column, expression }) => ({
      column,
      expression: replaceColumns(expression, definitions),
    })),
  )
}

function changesNothing({ items, input }: Project): boolean {
  const isIdentity = items.every(
    ({ column, expression }) => expression.kind === 'ColumnUse' && expression.column.id === column.id,
  )
  return (
    isIdentity &&
    sameColumns(
      items.map(({ column }) => column),
      input.columns,
    )
  )
}

function isMergeable(outer: Project, inner: Project): boolean {
  if (!outer.items.every(({ expression }) => isRepeatable(expression))) return false
  const uses = countUses(outer.items)
  return inner.items.every(
    ({ column, expression }) =>
      sameType(column.type, expression.type) &&
      (isTrivial(expression) || ((uses.get(column.id) ?? 0) <= 1 && isRepeatable(expression))),
  )
}

function isTrivial({ kind }: BoundExpression): boolean {
  return kind === 'ColumnUse' || kind === 'Literal'
}

/** How many of the items use a column; twice in one item counts once, and is rare. */
function countUses(items: readonly ComputedColumn[]): ReadonlyMap<number, number> {
  const uses = new Map<number, number>()
  for (const { expression } of items)
    for (const id of columnsUsed(expression)) uses.set(id, (uses.get(id) ?? 0) + 1)
  return uses
}
