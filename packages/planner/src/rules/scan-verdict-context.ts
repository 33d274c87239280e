import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import type { FieldPath, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { formatFieldPath } from '../soql/field-path.js'
import type { VerdictContext } from '../verdict/verdict-context.js'
import type { RuleContext } from './rule.js'

/** A scan's columns as verdicts see them. */
export interface ScanVerdictContext extends VerdictContext {
  /** The same, taking every parent on the way for a living one. */
  readonly living: VerdictContext
  /** The `IsDeleted` of parents that the columns of an expression were read from. */
  deletedFlagsOf(expression: BoundExpression): readonly FieldPath[]
}

/** What a verdict on conditions over this scan depends on. */
export function scanVerdictContext(
  scan: RemoteScan,
  { options, view }: Pick<RuleContext, 'options' | 'view'>,
): ScanVerdictContext {
  const outputs = new Map<number, ScanOutput | undefined>()
  scan.columns.forEach((column, index) => {
    outputs.set(column.id, scan.outputs[index])
  })
  const { org } = view
  return {
    options,
    org,
    living: { options, org, outputOf: (column) => outputs.get(column.id)?.expression },
    deletedFlagsOf(expression) {
      const flags = new Map<string, FieldPath>()
      for (const id of columnsUsed(expression)) {
        for (const flag of outputs.get(id)?.deletedFlags ?? []) flags.set(formatFieldPath(flag), flag)
      }
      return [...flags.values()]
    },
    outputOf(column) {
      const output = outputs.get(column.id)
      // The org would answer for deleted parents too; see ScanOutput.
      return output?.deletedFlags === undefined ? output?.expression : undefined
    },
  }
}
