import type { Candidate } from '../../editor/completion-menu.js'

/** Something with a name, and perhaps a label that people know it by. */
export interface NamedCandidate extends Candidate {
  readonly label?: string | undefined
}

/** More than these nobody reads. */
const MOST_CANDIDATES = 500

/**
 * Those candidates that a word may mean, the likeliest first: whose name begins with it, whose name without namespace
 * does, whose label has a word that does, whose name holds it.
 *
 * ```ts
 * matchNames('coda', tables)  // c2g__codaInvoice__c, …
 * ```
 */
export function matchNames(word: string, candidates: readonly NamedCandidate[]): readonly NamedCandidate[] {
  const wanted = word.toLowerCase()
  if (wanted === '') return candidates.slice(0, MOST_CANDIDATES)
  const ranks: NamedCandidate[][] = [[], [], [], []]
  for (const candidate of candidates) {
    const rank = rankOf(candidate, wanted)
    if (rank !== undefined) ranks[rank]?.push(candidate)
  }
  // A name that is merely held is a guess: not made where there are better ones.
  const [begins = [], short = [], label = [], holds = []] = ranks
  const likely = [...begins, ...short, ...label]
  return (likely.length > 0 ? likely : holds).slice(0, MOST_CANDIDATES)
}

function rankOf({ text, label }: NamedCandidate, wanted: string): 0 | 1 | 2 | 3 | undefined {
  const name = text.toLowerCase()
  if (name.startsWith(wanted)) return 0
  const bare = bareName(name)
  if (bare.startsWith(wanted)) return 1
  if (
    label
      ?.toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted)) === true
  )
    return 2
  return name.includes(wanted) ? 3 : undefined
}

/** Without qualifier, namespace and quotes: `i.c2g__InvoiceTotal__c` is `invoicetotal__c`. */
function bareName(name: string): string {
  return name.replace(/^.*\./, '').replace(/^"?[a-z0-9]+__(?=.+__[a-z]$)/, '')
}
