import type { TokenType } from '@chevrotain/types'
import * as t from './token-types.js'

/**
 * Words that mean something of their own only before a certain token, and are ordinary names elsewhere: `DATE` before
 * a text, `TRIM` before a parenthesis. `next token → word → its meaning there`.
 */
type Promotions = ReadonlyMap<string, TokenType>

function promotions(entries: Readonly<Record<string, TokenType>>): Promotions {
  return new Map(Object.entries(entries))
}

const beforeParenthesis = promotions({
  CAST: t.CastCall,
  CUBE: t.CubeOf,
  EXTRACT: t.ExtractCall,
  OVERLAY: t.OverlayCall,
  POSITION: t.PositionCall,
  ROLLUP: t.RollupOf,
  ROW: t.RowConstructor,
  SUBSTRING: t.SubstringCall,
  TRIM: t.TrimCall,
  TRY_CAST: t.TryCastCall,
  // Reserved for joins and predicates, yet also the names of functions.
  ISNULL: t.Identifier,
  LEFT: t.Identifier,
  RIGHT: t.Identifier,
})

const beforeText = promotions({
  DATE: t.TypedLiteralWord,
  INTERVAL: t.Interval,
  TIME: t.TypedLiteralWord,
  TIMESTAMP: t.TypedLiteralWord,
  TIMESTAMPTZ: t.TypedLiteralWord,
})

const notBeforeOperator = promotions({ NOT: t.NotOperator })
const beforeFrameEnd = promotions({ UNBOUNDED: t.Unbounded })
const ifBefore = promotions({ IF: t.If })

const table: readonly (readonly [TokenType, Promotions])[] = [
  [t.LeftParen, beforeParenthesis],
  [t.Text, beforeText],
  [t.NumberText, promotions({ INTERVAL: t.Interval })],
  [t.In, notBeforeOperator],
  [t.Like, notBeforeOperator],
  [t.ILike, notBeforeOperator],
  [t.Between, notBeforeOperator],
  [t.Similar, notBeforeOperator],
  [t.Preceding, beforeFrameEnd],
  [t.Following, beforeFrameEnd],
  [t.Row, promotions({ CURRENT: t.CurrentBound })],
  [t.Sets, promotions({ GROUPING: t.GroupingSets })],
  [t.Time, promotions({ AT: t.AtTimeZone, WITH: t.WithTime })],
  [t.Conflict, promotions({ ON: t.OnConflict })],
  [t.Nulls, promotions({ IGNORE: t.NullTreatment, RESPECT: t.NullTreatment })],
  [t.Exists, ifBefore],
  [t.Not, ifBefore],
]

/** By the index of the next token's kind, which is quicker to look up than a map. */
export const PROMOTIONS: readonly (Promotions | undefined)[] = table.reduce<(Promotions | undefined)[]>(
  (byIndex, [next, words]) => {
    byIndex[next.tokenTypeIdx as number] = words
    return byIndex
  },
  [],
)
