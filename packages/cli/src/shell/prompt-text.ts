import { bold, cyan, red } from '../format/style.js'
import { labelText, type OrgLabel } from '../session/org-label.js'

/** `demo=> `, or `demo-> ` within a statement. A production org is red: what is typed there counts. */
export function promptText(label: OrgLabel, isContinuation: boolean, colour: boolean): string {
  const name = labelText(label)
  const painted = label.kind === 'production' ? bold(red(name, colour), colour) : cyan(name, colour)
  return `${painted}${isContinuation ? '->' : '=>'} `
}
