import type { NamedWindow } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { IdSource } from '../logical/id-source.js'
import type { AggregateCall, WindowCall } from '../logical/logical-plan.js'
import { sameAggregate, sameWindow } from './same-expression.js'

/** The aggregates and windows of one SELECT, each computed once however often it is written. */
export class SelectCalls {
  readonly aggregates: AggregateCall[] = []
  readonly windows: WindowCall[] = []
  /** The expressions of GROUP BY, once they are known. */
  groupingKeys: readonly BoundExpression[] = []

  constructor(
    private readonly ids: IdSource,
    /** The WINDOW clause. */
    readonly namedWindows: readonly NamedWindow[],
  ) {}

  nextColumnId(): number {
    return this.ids.nextColumn()
  }

  /** The call, or the same one that was there already. */
  addAggregate(call: AggregateCall): AggregateCall {
    const same = this.aggregates.find((one) => sameAggregate(one, call))
    if (same !== undefined) return same
    this.aggregates.push(call)
    return call
  }

  addWindow(call: WindowCall): WindowCall {
    const same = this.windows.find((one) => sameWindow(one, call))
    if (same !== undefined) return same
    this.windows.push(call)
    return call
  }
}
