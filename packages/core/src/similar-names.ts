import { distance } from 'fastest-levenshtein'

/**
 * The candidates that a mistyped name may have meant, best first.
 *
 * ```ts
 * similarNames('Nmae', ['Name', 'Phone'])  // ['Name']
 * ```
 */
export function similarNames(name: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = name.toLowerCase()
  const allowed = Math.ceil(wanted.length / 3)
  const scored: { candidate: string; score: number }[] = []
  for (const candidate of new Set(candidates)) {
    const score = scoreOf(wanted, candidate.toLowerCase())
    if (score <= allowed) scored.push({ candidate, score })
  }
  scored.sort((a, b) => a.score - b.score || a.candidate.localeCompare(b.candidate))
  const best = scored[0]?.score ?? 0
  return scored
    .filter(({ score }) => score <= best + 1)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** Distance, forgiving a missing namespace, `__c`, or the rest of a word. */
function scoreOf(wanted: string, candidate: string): number {
  const bare = candidate.replace(/^[a-z0-9]+__(?=.+__[cr]$)/, '').replace(/__[cr]$/, '')
  const whole = Math.min(distance(wanted, candidate), distance(wanted, bare))
  return wanted.length >= 4 && bare.includes(wanted) ? Math.min(whole, 1) : whole
}

/** `did you mean "Name" or "Names"?`, or nothing when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const similar = similarNames(name, candidates)
  if (similar.length === 0) return undefined
  return `did you mean ${similar.map((one) => `"${one}"`).join(' or ')}?`
}
