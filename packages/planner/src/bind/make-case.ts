import type { SourceSpan } from '@certsql/core'
import type { BoundExpression, CaseExpression } from '../logical/bound-expression.js'
import { NULL_LITERAL } from './bind-literal.js'
import type { LiteralContext } from './read-literal.js'
import { unify } from './unify.js'

export interface CaseBranchFacts {
  readonly when: BoundExpression
  readonly then: BoundExpression
}

/** CASE WHEN … THEN … ELSE … END over branches of one type. */
export function makeCase(
  branches: readonly CaseBranchFacts[],
  otherwise: BoundExpression | undefined,
  context: LiteralContext,
  span: SourceSpan,
): CaseExpression {
  const results = [...branches.map((branch) => branch.then), otherwise ?? { ...NULL_LITERAL, span }]
  const { type, expressions } = unify(results, 'The branches of CASE', context, span)
  const last = expressions[branches.length] ?? NULL_LITERAL
  return {
    kind: 'CaseExpression',
    branches: branches.map(({ when }, index) => {
      const then = expressions[index] ?? last
      return { when, then }
    }),
    otherwise: last,
    type,
    span,
  }
}
