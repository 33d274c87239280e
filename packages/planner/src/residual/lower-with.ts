import { isFoldedText } from '@certsql/core'
import {
  type CommonTable,
  makeCommonTable,
  makeDerivedTable,
  makeIdentifier,
  makeQuery,
  makeTable,
  makeTableAlias,
  makeWith,
  type Query,
} from '@certsql/sql'
import type { CommonTableDefinition, WithPlan } from '../logical/logical-plan.js'
import { lowerDistinctRows } from './lower-distinct.js'
import type { Scope } from './lower-expression.js'
import { lowerSetBody } from './lower-set-operation.js'
import type { PlanLowering } from './plan-lowering.js'
import { blockOver, closeBlock, isPlain, type SelectBlock, Stage } from './select-block.js'
import { isStagedSource } from './staged-source.js'

/**
 * WITH: the definitions in order, then the body as a derived table that carries them. A definition that is a scan is
 * staged as a table already, and a mention of it is a mention of that table or of some of its columns: DuckDB cannot flatten every correlated
 * subquery over a common table, as `… WHERE EXISTS (SELECT 1 FROM a FULL JOIN a AS b ON … WHERE a.x = outer.x)`.
 */
export function lowerWith(plan: WithPlan, lowering: PlanLowering, outer?: Scope): SelectBlock {
  const tables = plan.definitions.flatMap((definition) => lowerDefinition(definition, lowering, outer))
  const recursive = plan.definitions.some((definition) => definition.recursive)
  const body = lowering.query(plan.body, outer)
  const query: Query =
    tables.length === 0 ? body : { ...wrapIfNeeded(body), with: makeWith(tables, recursive) }
  const alias = makeTableAlias(lowering.names.fresh('t'))
  return blockOver(makeDerivedTable(query, alias), plan.columns, lowering.names)
}

/** A query that has a WITH of its own keeps it: it becomes the body of another. */
function wrapIfNeeded(query: Query): Query {
  return query.with === undefined ? query : makeQuery(query)
}

/** Whether the block only leaves out columns of a table, or puts them in another order. */
function showsTable(block: SelectBlock): boolean {
  return (
    block.stage === Stage.From &&
    block.from?.kind === 'NamedTable' &&
    block.outputs.every((column) => isPlain(block, column))
  )
}

function lowerDefinition(
  definition: CommonTableDefinition,
  lowering: PlanLowering,
  outer?: Scope,
): readonly CommonTable[] {
  const { plan } = definition
  if (isStagedSource(plan)) {
    lowering.stageDefinition(definition.id, plan)
    return []
  }
  if (outer !== undefined && lowering.isCorrelated(plan)) lowering.correlateDefinition(definition.id)
  const columns = lowering.columnNames(plan.columns).map((name) => makeIdentifier(name))
  if (!definition.recursive || plan.kind !== 'SetOperationPlan') {
    const block = lowering.block(plan, outer)
    const query = closeBlock(block, lowering.names)
    if (showsTable(block)) {
      lowering.viewDefinition(definition.id, query)
      return []
    }
    const name = lowering.nameDefinition(definition.id, definition.name)
    return [makeCommonTable(name, query, columns, definition.materialized)]
  }
  const name = lowering.nameDefinition(definition.id, definition.name)
  const recursion = makeCommonTable(name, makeQuery(lowerSetBody(plan, lowering, outer)), columns)
  if (plan.all || !plan.columns.some((column) => isFoldedText(column.type))) return [recursion]
  // DuckDB's recursive UNION tells `acme` from `ACME`; what it finds too often is taken out behind it.
  const raw = blockOver(makeTable([name]), plan.columns, lowering.names)
  const distinct = closeBlock(
    lowerDistinctRows(plan.columns, raw, { inputs: [], keys: [] }, lowering),
    lowering.names,
  )
  const distinctName = lowering.nameDefinition(definition.id, definition.name)
  return [recursion, makeCommonTable(distinctName, distinct, columns)]
}
