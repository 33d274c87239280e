import { shortNames } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import {
  type ColumnMatch,
  type ColumnNaming,
  type Relation,
  sameName,
  type VisibleColumn,
} from './relation.js'

export interface ListedColumn {
  readonly name: string
  readonly column: PlanColumn
}

export interface ListedRelationFacts {
  readonly alias: string
  readonly span: SourceSpan
  /** Qualified names it answers to besides its alias: `information_schema.tables`. */
  readonly qualifiedNames?: readonly (readonly string[])[]
  readonly columns: readonly ListedColumn[]
}

/** A relation whose columns are all known at once: a derived table, a common table, VALUES, a function. */
export class ListedRelation implements Relation {
  readonly alias: string
  readonly span: SourceSpan
  private readonly names: readonly (readonly string[])[]
  private readonly columns: readonly ListedColumn[]

  constructor({ alias, span, qualifiedNames = [], columns }: ListedRelationFacts) {
    this.alias = alias
    this.span = span
    this.names = [...qualifiedNames, [alias]]
    this.columns = columns
  }

  answersTo(path: readonly string[]): number {
    return matchedParts(this.names, path)
  }

  findColumn(name: string, naming: ColumnNaming): ColumnMatch {
    const matches = this.columns.filter((one) => answers(one.name, name, naming))
    const [first, second] = matches
    if (first === undefined) return { kind: 'unknown' }
    if (second === undefined) return { kind: 'found', column: visible(first) }
    return { kind: 'ambiguous', candidates: matches.map((one) => `${this.alias}.${one.name}`) }
  }

  starColumns(): readonly VisibleColumn[] {
    return this.columns.map(visible)
  }

  columnNames(): readonly string[] {
    return this.columns.map((one) => one.name)
  }

  relationshipNames(): readonly string[] {
    return []
  }

  owns(column: PlanColumn): boolean {
    return this.columns.some((one) => one.column.id === column.id)
  }

  ownsAny(ids: ReadonlySet<number>): boolean {
    return this.columns.some((one) => ids.has(one.column.id))
  }
}

function answers(name: string, wanted: string, naming: ColumnNaming): boolean {
  if (naming === 'exact') return sameName(name, wanted)
  return shortNames(name).some((short) => sameName(short, wanted))
}

function visible({ name, column }: ListedColumn): VisibleColumn {
  return { name, use: () => columnUse(column) }
}

/** The longest of the names that the path begins with, in parts. */
export function matchedParts(names: readonly (readonly string[])[], path: readonly string[]): number {
  const matching = names.filter(
    (name) => name.length < path.length && name.every((part, index) => sameName(part, path[index] ?? '')),
  )
  return Math.max(0, ...matching.map((name) => name.length))
}
