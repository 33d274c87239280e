import type { CommonTableDefinition } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { sameName } from './relation.js'

/** A common table while names are resolved. */
export interface CommonTableEntry {
  readonly name: string
  readonly id: number
  /** Names and types of its columns; ids are those of the definition. */
  readonly columns: readonly PlanColumn[]
  /** How often it is scanned: tables that nobody reads are left out of the plan. */
  uses: number
}

/** The common tables in sight, the innermost first. */
export interface CommonTables {
  readonly entry?: CommonTableEntry
  readonly outer?: CommonTables
}

export const NO_COMMON_TABLES: CommonTables = {}

export function withCommonTable(entry: CommonTableEntry, outer: CommonTables): CommonTables {
  return { entry, outer }
}

export function findCommonTable(tables: CommonTables, name: string): CommonTableEntry | undefined {
  for (let level: CommonTables | undefined = tables; level !== undefined; level = level.outer)
    if (level.entry !== undefined && sameName(level.entry.name, name)) return level.entry
  return undefined
}

export function commonTableNames(tables: CommonTables): readonly string[] {
  const names: string[] = []
  for (let level: CommonTables | undefined = tables; level !== undefined; level = level.outer)
    if (level.entry !== undefined) names.push(level.entry.name)
  return names
}

export interface BoundCommonTable {
  readonly definition: CommonTableDefinition
  readonly entry: CommonTableEntry
}
