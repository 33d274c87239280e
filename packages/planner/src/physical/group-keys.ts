import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { type ScanSoql, scanToSoql } from '../soql/scan-to-soql.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import { isPartFunction } from '../verdict/calendar-part.js'
import type { GroupKey } from './physical-plan.js'

/** The query of a scan, and where the keys of its grouping stand in its records. */
export interface KeyedSoql extends ScanSoql {
  readonly keys: readonly GroupKey[]
}

/**
 * An aggregate query that selects all of its keys, whether anybody looks at them or not: they tell where the next page
 * begins, and which records are behind a group. Undefined where a key cannot be asked for by its value.
 */
export function selectingKeys(scan: RemoteScan): KeyedSoql | undefined {
  const expressions = scan.grouping?.keys ?? []
  const outputs = expressions.map((expression) => ({ expression }))
  const soql = scanToSoql({ ...scan, outputs: [...scan.outputs, ...outputs] })
  const keys: GroupKey[] = []
  for (const [index, expression] of expressions.entries()) {
    const value = valueKind(expression)
    if (value === undefined || !pathOf(expression).column.capabilities.filterable) return undefined
    keys.push({ expression, value, path: soql.paths[scan.columns.length + index] ?? [] })
  }
  return { keys, ...soql }
}

/** How a value of a key is written in SOQL; undefined where it cannot be. */
export function valueKind(expression: SoqlExpression): GroupKey['value'] | undefined {
  if (expression.kind === 'SoqlFunction')
    return expression.name === 'DAY_ONLY' ? 'date' : isPartFunction(expression.name) ? 'number' : undefined
  const { column } = pathOf(expression)
  switch (column.fieldType) {
    case 'id':
    case 'reference':
      return 'id'
    case 'date':
      return 'date'
    case 'boolean':
      return 'boolean'
    case 'int':
    case 'double':
    case 'percent':
    case 'currency':
      return 'number'
    default:
      return column.type.kind === 'text' ? 'text' : undefined
  }
}
