import { FIRST_BY_ID, type LocalPiece } from './local-pieces.js'

/** A piece that stays here, wholly or in part. */
export type StayingPiece = Pick<LocalPiece, 'subject' | 'text' | 'reason'>

export interface HintRule {
  /** What EXPLAIN says of a piece. */
  readonly reason: string
  /** The piece must look like this; its groups are named in the hint as $1, $2. */
  readonly text?: RegExp
  /** What one could write or set instead, and what that would mean. */
  readonly hint: string
}

/**
 * What a user could change so that the org does a piece that stays here. Only what really helps: the tests make each change and
 * see the piece pushed.
 */
export const HINTS: readonly HintRule[] = [
  {
    reason: 'the order of text depends on the locale of the user',
    hint: "SET TextOrder = 'Org' takes the order of the org, which follows the locale of the user",
  },
  {
    reason: FIRST_BY_ID,
    hint: 'if any order will do that is the same each time, put a date or a number first, as in ORDER BY CreatedDate, Id: then pages are read until it changes',
  },
  {
    reason: 'Salesforce compares text without case; checked again here',
    hint: "SET Collation = 'Org' compares text without case, as the org does",
  },
  {
    reason: 'Salesforce compares text without case, so the negation would lose rows',
    hint: "SET Collation = 'Org' compares text without case, as the org does",
  },
  {
    reason: 'NOT IN finds nothing when the list has a null',
    hint: 'add IS NOT NULL for the column of the subquery, or write NOT EXISTS, if nulls in it should not count',
  },
  {
    reason: 'NOT IN has a third value where the left side is null',
    text: /^(\S+) NOT IN /,
    hint: 'add AND $1 IS NOT NULL, if rows without it are not wanted',
  },
  {
    reason: 'the org puts missing parents first, whatever is asked',
    text: /^ORDER BY (\S+) \S+ NULLS LAST$/,
    hint: 'add AND $1 IS NOT NULL, if rows without it are not wanted',
  },
  {
    reason: 'the org reads parts of a datetime in UTC',
    hint: "compare with a range of moments, or SET TimeZone = 'UTC'",
  },
  { reason: 'Sums=Local', hint: "SET Sums = 'Certified' takes the sums of the org that are proved exact" },
  {
    reason: 'it is MATERIALIZED, so its rows are fetched as it says, and kept',
    hint: 'without MATERIALIZED, conditions and limits reach into it',
  },
]

export function hintFor({ text, reason }: StayingPiece): string | undefined {
  for (const rule of HINTS) {
    if (rule.reason !== reason) continue
    const match = rule.text === undefined ? [] : rule.text.exec(text)
    if (match !== null) return rule.hint.replace(/\$(\d)/g, (_, index) => match[Number(index)] ?? '')
  }
  return undefined
}
