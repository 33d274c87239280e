import type { ScriptFailure } from './run-script.js'

/** Why a query of the corpus is refused: each is SQL that PostgreSQL refuses too. */
interface FailureClass {
  readonly reason: string
  readonly covers: (failure: ScriptFailure) => boolean
}

const CLASSES: readonly FailureClass[] = [
  {
    reason: 'an empty list, `x IN ()`: SQLite alone has it',
    covers: ({ kind, sql }) => kind === 'CERT-1001' && /\bIN\s*\(\s*\)/i.test(sql),
  },
  {
    reason: "a literal of bytes, `x'303132'`: the platform has no such type",
    covers: ({ kind, sql }) => kind === 'CERT-1001' && /\bx'[0-9a-f]*'/i.test(sql),
  },
  {
    reason:
      "a text that is no number compared with numbers, `'hello' IN (SELECT x …)`: SQLite compares anything",
    covers: ({ kind, detail }) => kind === 'CERT-3003' && /is not an (INTEGER|DECIMAL)/.test(detail),
  },
]

/** The reason, or undefined for a failure that is ours. */
export function explainFailure(failure: ScriptFailure): string | undefined {
  return CLASSES.find(({ covers }) => covers(failure))?.reason
}
