import type { SourceSpan } from '@certsql/core'
import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeGroupingExpressions } from '../build.js'
import * as t from '../tokens/token-types.js'

/** `(a, b)` groups by both; `ROW(a, b)` groups by one row value. */
export function toGroupingExpressions(
  expression: ast.Expression,
  first: IToken,
  span: SourceSpan,
): ast.GroupingExpressions {
  const isSet = expression.kind === 'RowValue' && first.tokenType === t.LeftParen
  return makeGroupingExpressions(isSet ? expression.items : [expression], span)
}
