import { isFoldedText } from '@certsql/core'
import { type Expression, makeGroupBy, makeGroupingExpressions } from '@certsql/sql'
import type { PlanColumn } from '../logical/plan-column.js'
import type { PlanLowering } from './plan-lowering.js'
import { definitionOf, type SelectBlock, Stage } from './select-block.js'
import { comparisonKey, shownSpelling } from './text-folding.js'
import type { GroupedRows } from './text-groupings.js'

/**
 * DISTINCT. With text among the columns a grouping puts `acme` and `ACME` together afterwards: to tell texts apart byte by
 * byte is quick, and few of them are left to be put into upper case.
 */
export function lowerDistinctRows(
  columns: readonly PlanColumn[],
  input: SelectBlock,
  rows: GroupedRows,
  lowering: PlanLowering,
): SelectBlock {
  if (!columns.some(({ type }) => isFoldedText(type))) return distinctSpellings(columns, input, lowering)
  const repeats = lowering.rowsRepeat(rows)
  const spelled = repeats ? distinctSpellings(columns, input, lowering) : input
  return mergeSpellings(columns, lowering.reopen(spelled), repeats)
}

/** DuckDB's own DISTINCT: two spellings of a text are two rows. */
export function distinctSpellings(
  columns: readonly PlanColumn[],
  input: SelectBlock,
  lowering: PlanLowering,
): SelectBlock {
  const block = input.stage >= Stage.Distinct ? lowering.reopen(input) : input
  return { ...block, distinct: true, outputs: columns, stage: Stage.Distinct }
}

/** Groups the rows of a table by what their columns mean. */
export function mergeSpellings(
  columns: readonly PlanColumn[],
  block: SelectBlock,
  repeats: boolean,
): SelectBlock {
  const shown = new Map<number, Expression>()
  const keys: Expression[] = []
  for (const column of columns) {
    const value = definitionOf(block, column)
    keys.push(comparisonKey(value, column.type))
    shown.set(column.id, isFoldedText(column.type) ? shownSpelling(value, repeats) : value)
  }
  const groupBy = makeGroupBy(keys.map((key) => makeGroupingExpressions([key])))
  return { ...block, columns: shown, outputs: columns, groupBy, stage: Stage.Group }
}
