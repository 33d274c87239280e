import { BOOLEAN } from '@certsql/core'
import { sameExpression } from '../../bind/same-expression.js'
import { formatExpression } from '../../explain/format-expression.js'
import { sameType } from '../../functions/common-type.js'
import type { BoundExpression } from '../../logical/bound-expression.js'
import { usesOnly } from '../../logical/columns-used.js'
import type { IdSource } from '../../logical/id-source.js'
import type { CommonTableDefinition, CommonTableScan, LogicalPlan } from '../../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../../logical/map-expression.js'
import type { PlanColumn } from '../../logical/plan-column.js'
import { projected } from '../../rules/plan-nodes.js'
import type { BindCandidate } from './bind-candidate.js'
import type { KeySource } from './key-source.js'
import { type ReachedMention, reached } from './reached-scans.js'

/** Keys of which a mention of a common table needs the rows, and no others. */
export interface KeyedMention extends ReachedMention, Pick<BindCandidate, 'keys' | 'sources' | 'condition'> {}

/** Where several mentions may wait for one of several each, not all combinations are looked at. */
const MOST_CHOICES = 8

/**
 * The bind joins of what stands in a common table. All of its mentions must need just the rows that meet some keys, each
 * those of its own: it brings the rows that meet any of them.
 *
 *   With t = RemoteScan Task             t.What of the keys of a and of i
 *   └ Union
 *     ├ a JOIN t ON t.What = a.Id
 *     └ i JOIN t ON t.What = i.Id
 */
export function jointCandidates(
  definition: CommonTableDefinition,
  mentions: readonly CommonTableScan[],
  keyed: readonly KeyedMention[],
  ids: IdSource,
): readonly BindCandidate[] {
  if (definition.recursive || keyed.length === 0) return []
  const choices = mentions.reduce<readonly (readonly KeyedMention[])[]>(
    (chosen, mention) =>
      chosen
        .flatMap((before) =>
          keyed.filter((one) => one.mention === mention && fits(one, before)).map((one) => [...before, one]),
        )
        .slice(0, MOST_CHOICES),
    [[]],
  )
  return choices.flatMap((choice) => candidatesOf(definition.plan, choice, ids))
}

/** All mentions must ask for the same thing, in their own columns. */
function fits(one: KeyedMention, [first]: readonly KeyedMention[]): boolean {
  if (first === undefined) return true
  const own = operandOver(first.mention.columns, one)
  return (
    own !== undefined &&
    sameExpression(own, first.operand) &&
    sameType(one.keys.key.type, first.keys.key.type)
  )
}

/** The operand of a mention over other columns that stand for the same. */
function operandOver(
  columns: readonly PlanColumn[],
  { mention, operand }: KeyedMention,
): BoundExpression | undefined {
  const uses = mention.columns.flatMap(({ id }, index): [number, BoundExpression][] => {
    const column = columns[index]
    return column === undefined ? [] : [[id, columnUse(column)]]
  })
  const known = new Map(uses)
  return usesOnly(operand, known) ? replaceColumns(operand, known) : undefined
}

function candidatesOf(
  plan: LogicalPlan,
  choice: readonly KeyedMention[],
  ids: IdSource,
): readonly BindCandidate[] {
  const [first] = choice
  const wanted = first === undefined ? undefined : operandOver(plan.columns, first)
  if (first === undefined || wanted === undefined) return []
  const keys = anyKey(
    choice.map((one) => one.keys),
    ids,
  )
  if (keys === undefined) return []
  const sources = new Set(choice.flatMap((one) => [...one.sources]))
  const condition = anyCondition(choice.map((one) => one.condition))
  return reached(plan, wanted, keys.key.type).scans.map(({ scan, operand }) => ({
    scan,
    operand,
    keys,
    sources,
    condition,
  }))
}

/** The keys of all sources together. */
function anyKey(sources: readonly KeySource[], ids: IdSource): KeySource | undefined {
  const different = sources.filter((one, index) => sources.findIndex((other) => isSame(one, other)) === index)
  const [first, ...others] = different
  return others.reduce((together, one) => together && eitherKey(together, one, ids), first)
}

function eitherKey(one: KeySource, other: KeySource, ids: IdSource): KeySource {
  const [left, right] = [keysOnly(one, ids), keysOnly(other, ids)]
  const column = keyColumn(one.key, ids)
  return {
    rows: { kind: 'SetOperationPlan', operator: 'UNION', all: true, left, right, columns: [column] },
    key: columnUse(column),
  }
}

function keysOnly({ rows, key }: KeySource, ids: IdSource): LogicalPlan {
  return projected(rows, [{ column: keyColumn(key, ids), expression: key }])
}

function isSame(a: KeySource, b: KeySource): boolean {
  return a.rows === b.rows && sameExpression(a.key, b.key)
}

function keyColumn({ type }: BoundExpression, ids: IdSource): PlanColumn {
  return { id: ids.nextColumn(), name: 'key', type, nullable: true }
}

/** For EXPLAIN: what reads the same is said once. */
function anyCondition(conditions: readonly BoundExpression[]): BoundExpression {
  const texts = conditions.map(formatExpression)
  const different = conditions.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
  const [only, ...others] = different
  return only === undefined || others.length > 0 ? { kind: 'Or', operands: different, type: BOOLEAN } : only
}
