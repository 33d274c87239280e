import type { NamedWindow } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOfCall } from '../logical/fingerprint.js'
import type { IdSource } from '../logical/id-source.js'
import type { AggregateCall, WindowCall } from '../logical/logical-plan.js'
import { sameAggregate, sameWindow } from './same-expression.js'

/** The aggregates and windows of one SELECT, each computed once however often it is written. */
export class SelectCalls {
  readonly aggregates: AggregateCall[] = []
  readonly windows: WindowCall[] = []
  /** The expressions of GROUP BY, once they are known. */
  groupingKeys: readonly BoundExpression[] = []
  private readonly knownAggregates = new FingerprintIndex<AggregateCall>()
  private readonly knownWindows = new FingerprintIndex<WindowCall>()

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
    const print = fingerprintOfCall(call)
    const same = this.knownAggregates.find(print, (one) => sameAggregate(one, call))
    if (same !== undefined) return same
    this.knownAggregates.add(print, call)
    this.aggregates.push(call)
    return call
  }

  addWindow(call: WindowCall): WindowCall {
    const print = fingerprintOfCall(call)
    const same = this.knownWindows.find(print, (one) => sameWindow(one, call))
    if (same !== undefined) return same
    this.knownWindows.add(print, call)
    this.windows.push(call)
    return call
  }
}
