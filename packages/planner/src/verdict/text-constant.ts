import type { OrgFacts } from '@certsql/catalog'
import type { TextComparison } from '@certsql/core'
import { quoteText } from '../soql/quote-soql.js'

export const BLANKS_AROUND = 'what the org makes of blanks around a text is not known'

/** The longest text that SOQL takes in a condition, escapes counted. */
const LONGEST_TEXT = 4000

/**
 * Why a text cannot stand in a condition of SOQL, if it cannot; blanks only where nothing else is wrong.
 *
 *   blanks around it   the org stores texts trimmed; whether it trims constants too is not known. If it does,
 *                      Name = 'acme ' finds 'acme' there and nothing here
 *   i in Turkish       for a user with that locale `I` is no capital of `i`, and here it is
 *   NUL, half of a surrogate pair: they do not survive the way to the org
 */
export function textObstacle(text: string, comparison: TextComparison, org: OrgFacts): string | undefined {
  if (quoteText(text).length - 2 > LONGEST_TEXT) return `the text is longer than ${LONGEST_TEXT} characters`
  if (text.includes('\u0000') || /\p{Surrogate}/u.test(text)) return 'the text cannot be sent to the org'
  if (comparison === 'folded' && hasOwnCapitals(org) && DOTTED_LETTERS.test(text))
    return 'the locale of the user has capitals of its own for i'
  return text === text.trim() ? undefined : BLANKS_AROUND
}

/** Whether the org folds letters otherwise than is done here, as it compares text in the language of the user. */
export function hasOwnCapitals({ userLocale }: OrgFacts): boolean {
  return DOTTED_LOCALES.test(userLocale)
}

const DOTTED_LOCALES = /^(?:tr|az|lt)(?:[_-]|$)/i
const DOTTED_LETTERS = /[iIıİjJįĮ]|\u0307/
