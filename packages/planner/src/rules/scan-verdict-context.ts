import type { RemoteScan } from '../logical/remote-scan.js'
import type { VerdictContext } from '../verdict/verdict-context.js'
import type { RuleContext } from './rule.js'

/** What a verdict on conditions over this scan depends on. */
export function scanVerdictContext(scan: RemoteScan, { options, view }: RuleContext): VerdictContext {
  const outputs = new Map(scan.columns.map((column, index) => [column.id, scan.outputs[index]?.expression]))
  return { options, org: view.org, outputOf: (column) => outputs.get(column.id) }
}
