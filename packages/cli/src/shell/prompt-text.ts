import { bold, cyan, red } from '../format/style.js'
import type { OrgLabel } from '../session/org-label.js'

/** What the prompt tells besides the org. */
export interface PromptState {
  readonly isReadOnly: boolean
  readonly inTransaction: boolean
}

/**
 * `demo=> `, `acme (production, read-only)=> `, and `=*>` in a transaction, as psql has it; `demo-> ` within a
 * statement. A production org is red: what is typed there counts.
 */
export function promptText(
  { name, kind }: OrgLabel,
  { isReadOnly, inTransaction }: PromptState,
  isContinuation: boolean,
  colour: boolean,
): string {
  const facts = [...(kind === 'demo' ? [] : [kind]), ...(isReadOnly ? ['read-only'] : [])]
  const label = facts.length === 0 ? name : `${name} (${facts.join(', ')})`
  const painted = kind === 'production' ? bold(red(label, colour), colour) : cyan(label, colour)
  return `${painted}${isContinuation ? '-' : '='}${inTransaction ? '*' : ''}> `
}
