import type { ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, ScanOutput } from '../logical/remote-scan.js'

/** A column of a plan, at the scan that reads it. */
export interface ScannedColumn {
  readonly scan: RemoteScan
  readonly output: ScanOutput
}

/** Where a column comes from, through operators that hand rows on as they are; undefined for what is computed. */
export function scannedColumn(plan: LogicalPlan, id: number): ScannedColumn | undefined {
  switch (plan.kind) {
    case 'RemoteScan': {
      const output = plan.outputs[plan.columns.findIndex((column) => column.id === id)]
      return output === undefined || plan.grouping !== undefined ? undefined : { scan: plan, output }
    }
    case 'Filter':
    case 'Sort':
    case 'Limit':
    case 'WindowPlan':
      return scannedColumn(plan.input, id)
    case 'Project': {
      const item = plan.items.find(({ column }) => column.id === id)
      return item?.expression.kind === 'ColumnUse'
        ? scannedColumn(plan.input, item.expression.column.id)
        : undefined
    }
    case 'JoinPlan':
      return scannedColumn(plan.left, id) ?? (plan.lateral ? undefined : scannedColumn(plan.right, id))
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'Aggregate':
    case 'DistinctPlan':
    case 'SetOperationPlan':
    case 'WithPlan':
      return undefined
  }
}

export interface AddedColumn {
  readonly column: PlanColumn
  readonly output: ScanOutput
}

/** The same rows with more columns of one of the scans; only along the way that `scannedColumn` goes. */
export function withScanColumns(
  plan: LogicalPlan,
  scan: RemoteScan,
  added: readonly AddedColumn[],
): LogicalPlan | undefined {
  switch (plan.kind) {
    case 'RemoteScan': {
      if (plan.id !== scan.id) return undefined
      return {
        ...plan,
        columns: [...plan.columns, ...added.map(({ column }) => column)],
        outputs: [...plan.outputs, ...added.map(({ output }) => output)],
      }
    }
    case 'Filter':
    case 'Sort':
    case 'Limit': {
      const input = withScanColumns(plan.input, scan, added)
      return input === undefined ? undefined : { ...plan, input, columns: input.columns }
    }
    case 'WindowPlan': {
      const input = withScanColumns(plan.input, scan, added)
      if (input === undefined) return undefined
      return { ...plan, input, columns: [...input.columns, ...plan.calls.map(({ column }) => column)] }
    }
    case 'Project': {
      const input = withScanColumns(plan.input, scan, added)
      if (input === undefined) return undefined
      const items: readonly ComputedColumn[] = [
        ...plan.items,
        ...added.map(({ column }) => ({ column, expression: columnUse(column) })),
      ]
      return { ...plan, input, items, columns: items.map(({ column }) => column) }
    }
    case 'JoinPlan': {
      const left = withScanColumns(plan.left, scan, added) ?? plan.left
      const right = left === plan.left ? (withScanColumns(plan.right, scan, added) ?? plan.right) : plan.right
      if (left === plan.left && right === plan.right) return undefined
      return { ...plan, left, right, columns: [...left.columns, ...right.columns] }
    }
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'Aggregate':
    case 'DistinctPlan':
    case 'SetOperationPlan':
    case 'WithPlan':
      return undefined
  }
}
