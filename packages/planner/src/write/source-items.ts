import { type Expression, makeNull, makeSelectItem, type SelectExpression } from '@certsql/sql'

/** Which part of a MERGE a value belongs to: rows of its source, records that none of them meets, or both. */
export type ItemScope = 'source' | 'target' | 'both'

interface SourceItem {
  readonly expression: Expression
  readonly scope: ItemScope
}

/** The select list of the query that finds the rows of a write, in the making. */
export class SourceItems {
  private readonly items: SourceItem[] = []

  /** Gives the position of the value in the rows of the source. */
  add(expression: Expression, scope: ItemScope = 'both'): number {
    return this.items.push({ expression, scope }) - 1
  }

  get list(): readonly SelectExpression[] {
    return this.listOf((item) => (item.scope === 'target' ? makeNull() : item.expression))
  }

  /** For the records that no row of the source meets: `first` stands in the first place. */
  listBySource(first: Expression): readonly SelectExpression[] {
    return this.listOf((item, index) => {
      if (index === 0) return first
      return item.scope === 'source' ? makeNull() : item.expression
    })
  }

  private listOf(choose: (item: SourceItem, index: number) => Expression): readonly SelectExpression[] {
    return this.items.map((item, index) =>
      makeSelectItem(choose(item, index), `v${index}`, item.expression.span),
    )
  }
}
