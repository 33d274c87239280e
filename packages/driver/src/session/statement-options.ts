import type { EngineOptions } from '@certsql/engine'
import type {
  LocalFiles,
  LocalRelations,
  ParameterValues,
  PlannerOptions,
  WriteSettings,
} from '@certsql/planner'
import { PROCEDURES } from '../procedures/procedures.js'
import type { PropertyValues } from '../properties/properties.js'

/** What the properties in force mean to the planner of a statement. */
export function plannerOptions(
  values: PropertyValues,
  parameters: ParameterValues,
  user: string,
  local: LocalRelations,
  writes: WriteSettings,
  files: LocalFiles | undefined,
): PlannerOptions {
  return {
    pushdown: values.Pushdown,
    collation: values.Collation,
    textOrder: values.TextOrder,
    sums: values.Sums,
    timeZone: values.TimeZone,
    now: values.Now ?? new Date(),
    includeDeleted: values.ArchiveMode,
    ...(values.FilterScope !== undefined && values.FilterScope !== '' && { scope: values.FilterScope }),
    useBulk: values.UseBulk,
    bulkThreshold: values.BulkThreshold,
    pageSize: values.PageSize,
    groupPageSize: values.GroupPageSize,
    bindJoins: values.BindJoins,
    bindKeys: values.BindKeys,
    parameters,
    user,
    local,
    writes,
    procedures: PROCEDURES,
    ...(files !== undefined && { files }),
  }
}

/** What decides how a write is done. */
export function writeSettings(
  values: PropertyValues,
  facts: { readonly inTransaction: boolean; readonly allowUnfiltered: boolean },
): WriteSettings {
  return {
    readOnly: values.ReadOnly,
    allowUnfiltered: values.AllowUnfilteredWrites || facts.allowUnfiltered,
    allOrNone: values.AllOrNone,
    bulkThreshold: values.BulkIngestThreshold,
    batchSize: values.WriteBatchSize,
    inTransaction: facts.inTransaction,
  }
}

/** And to the engine. */
export function engineOptions(values: PropertyValues): EngineOptions {
  return {
    decimals: values.Decimals,
    timeZone: values.TimeZone,
    pageSize: values.PageSize,
    maxConcurrency: values.MaxConcurrency,
    bulkPollMilliseconds: values.BulkPollInterval * 1000,
    apiReserve: values.ApiReserve,
    ...(values.MaxApiCalls > 0 && { maxApiCalls: values.MaxApiCalls }),
  }
}
