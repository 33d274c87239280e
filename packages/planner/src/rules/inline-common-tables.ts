import type { CommonTableDefinition, LogicalPlan, WithPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { visitPlan } from '../logical/map-plan.js'
import { constantRow } from './constant-row.js'
import { mapEveryPlan } from './map-every-plan.js'
import { projected } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Puts a common table where it is used, when that is in one place, so that conditions and joins can reach into it. A
 * common table that nobody uses goes, and with it the query it would have sent.
 *
 *   WITH open AS (SELECT … FROM Invoice) SELECT … FROM open WHERE Total > 5
 *   ⇒ SELECT … FROM (SELECT … FROM Invoice) AS open WHERE Total > 5
 *
 * Used twice it stays: its rows are fetched once, unless it is a row of constants. MATERIALIZED and recursive ones stay as well.
 */
export const inlineCommonTables = ruleFor(['WithPlan'], inlineSingleUses)

function inlineSingleUses(plan: WithPlan): LogicalPlan {
  const uses = countUses(plan)
  const target = plan.definitions.find((definition) => isInlined(definition, uses.get(definition.id) ?? 0))
  if (target === undefined) return plan.definitions.length === 0 ? plan.body : plan
  const replace = (node: LogicalPlan) => replaceUse(node, target)
  const rest = plan.definitions.filter((definition) => definition !== target)
  return inlineSingleUses({
    ...plan,
    definitions: rest.map((definition) => ({ ...definition, plan: mapEveryPlan(definition.plan, replace) })),
    body: mapEveryPlan(plan.body, replace),
  })
}

function isInlined({ recursive, materialized, plan }: CommonTableDefinition, uses: number): boolean {
  if (uses === 0) return true
  return !recursive && materialized !== true && (uses === 1 || constantRow(plan) !== undefined)
}

/** A recursive table's use of itself does not count: nobody asks for it there. */
function countUses(plan: WithPlan): ReadonlyMap<number, number> {
  const uses = new Map<number, number>()
  const count = (root: LogicalPlan, except?: number) =>
    visitPlan(root, (node) => {
      if (node.kind === 'CommonTableScan' && node.definition !== except)
        uses.set(node.definition, (uses.get(node.definition) ?? 0) + 1)
    })
  for (const definition of plan.definitions) count(definition.plan, definition.id)
  count(plan.body)
  return uses
}

function replaceUse(node: LogicalPlan, definition: CommonTableDefinition): LogicalPlan {
  if (node.kind !== 'CommonTableScan' || node.definition !== definition.id) return node
  const constants = constantRow(definition.plan)
  // Each use has a row of its own, as there may be several.
  if (constants !== undefined)
    return projected(
      { kind: 'ValuesRows', rows: [[]], columns: [] },
      node.columns.map((column, index) => ({
        column,
        expression: constants.get(definition.plan.columns[index]?.id ?? column.id) ?? columnUse(column),
      })),
    )
  return projected(
    definition.plan,
    node.columns.map((column, index) => ({
      column,
      expression: columnUse(definition.plan.columns[index] ?? column),
    })),
  )
}
