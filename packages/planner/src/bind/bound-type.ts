import { EXACT_TEXT, list, type SqlType, TEXT } from '@certsql/core'
import type { PlannerOptions } from '../planner-options.js'

/** The one place where `Collation` enters: under `Binary` every text compares exactly. */
export function boundType(type: SqlType, options: PlannerOptions): SqlType {
  if (options.collation === 'Org') return type
  if (type.kind === 'text') return EXACT_TEXT
  return type.kind === 'list' ? list(boundType(type.element, options)) : type
}

/** The type of text that is not a column: constants, results of functions. */
export function textType(options: PlannerOptions): SqlType {
  return boundType(TEXT, options)
}
