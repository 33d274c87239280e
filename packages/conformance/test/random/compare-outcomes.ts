import type { Outcome } from './world.js'

/** Errors that a statement may rightly end with. */
const RIGHTFUL: ReadonlySet<string> = new Set(['CERT-3006', 'CERT-3007', 'CERT-3008', 'CERT-4002'])

export type Verdict = 'agreed' | 'refused' | { readonly difference: string }

/** What the three computations of a statement say about each other. */
export function compareOutcomes(
  outcomes: Readonly<Record<'planned' | 'off' | 'oracle', Outcome>>,
  ordered: boolean,
): Verdict {
  const { planned, off, oracle } = outcomes
  if ('code' in planned || 'code' in off) {
    const sameCode = 'code' in planned && 'code' in off && planned.code === off.code
    // What DuckDB is known to answer wrongly is refused, and there its answer counts for nothing.
    if (sameCode && planned.code === 'CERT-4002') return 'refused'
    if (sameCode && RIGHTFUL.has(planned.code) && 'code' in oracle) return 'refused'
    // What planning simplifies away may be too much for us, or for DuckDB, as it was written.
    const isTooMuch = 'code' in off && (off.code === 'CERT-4002' || isDefectOfDuckDb(off.message))
    if ('rows' in planned && isTooMuch && 'code' in oracle && isDefectOfDuckDb(oracle.message))
      return 'refused'
    if ('rows' in planned && 'rows' in oracle && isTooMuch)
      return compareOutcomes({ planned, off: oracle, oracle }, ordered)
    return { difference: describeAll(outcomes) }
  }
  if ('code' in oracle && !isDefectOfDuckDb(oracle.message)) return { difference: describeAll(outcomes) }
  const expected = comparable('code' in oracle ? off.rows : oracle.rows, ordered)
  const agree = comparable(planned.rows, ordered) === expected && comparable(off.rows, ordered) === expected
  return agree ? 'agreed' : { difference: describeAll(outcomes) }
}

/** Some statements are too much for plain DuckDB, while ours are simplified first: then two opinions are left. */
function isDefectOfDuckDb(message: string): boolean {
  return /(INTERNAL|Not implemented) Error|Out of Range Error: Overflow/.test(message)
}

function comparable(rows: readonly string[], ordered: boolean): string {
  return (ordered ? rows : [...rows].sort()).join('\n')
}

const SHOWN = 8

function describeAll(outcomes: Readonly<Record<string, Outcome>>): string {
  return Object.entries(outcomes)
    .map(([name, outcome]) => `${name.padEnd(8)}${describe(outcome)}`)
    .join('\n')
}

function describe(outcome: Outcome): string {
  if ('code' in outcome) return `${outcome.code} ${outcome.message}`
  const rows = [...outcome.rows].sort()
  return `${rows.length} rows: ${rows.slice(0, SHOWN).join(' ⏎ ')}`
}
