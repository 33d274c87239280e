import { type Expression, makeSelectItem, type SelectExpression } from '@certsql/sql'

/** The select list of the query that finds the rows of a write, in the making. */
export class SourceItems {
  private readonly expressions: Expression[] = []

  /** Gives the position of the value in the rows of the source. */
  add(expression: Expression): number {
    return this.expressions.push(expression) - 1
  }

  get list(): readonly SelectExpression[] {
    return this.expressions.map((expression, index) =>
      makeSelectItem(expression, `v${index}`, expression.span),
    )
  }
}
