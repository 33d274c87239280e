import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { type Relation, sameName, type VisibleColumn } from './relation.js'

/** A part of a FROM: what its names mean, and the plan it will be. */
export interface FromItem {
  readonly relations: readonly Relation[]
  /** The columns of USING and NATURAL, which stand for one of each side. */
  readonly merged: readonly MergedColumn[]
  /** What `*` shows. */
  starColumns(): readonly VisibleColumn[]
  /** Called once, when every expression that may use a column of it is bound. */
  assemble(): LogicalPlan
}

export interface MergedColumn {
  readonly name: string
  readonly expression: BoundExpression
  /** The columns it stands for, by id. */
  readonly parts: ReadonlySet<number>
}

export function ownerOf(from: FromItem, column: PlanColumn): Relation | undefined {
  return from.relations.find((relation) => relation.owns(column))
}

/** FROM-less SELECT: one row without columns. */
export const NO_TABLES: FromItem = {
  relations: [],
  merged: [],
  starColumns: () => [],
  assemble: () => ({ kind: 'ValuesRows', rows: [[]], columns: [] }),
}

/** A FROM item that is one relation. */
export function singleRelation(relation: Relation, assemble: () => LogicalPlan): FromItem {
  return { relations: [relation], merged: [], starColumns: () => relation.starColumns(), assemble }
}

export function mergedNamed(from: FromItem, name: string): readonly MergedColumn[] {
  return from.merged.filter((column) => sameName(column.name, name))
}
