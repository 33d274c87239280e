import type { Connection, ParameterValues } from '@certsql/driver'
import type { GivenParameters } from '../command-line/given-parameters.js'
import { UsageError } from '../command-line/usage-error.js'
import { bindParameters, unusedParameters } from '../session/bind-parameters.js'
import { leaveOutDelivered } from './delivered-left-out.js'
import type { ExportInvocation } from './export-invocation.js'
import { STAMP_COLUMN, selectionSql } from './object-selection.js'
import { type SinceExport, sinceExport } from './since-export.js'

/** The statement whose rows are exported. */
export interface ExportQuery {
  readonly sql: string
  readonly parameters: ParameterValues
  readonly since: SinceExport | undefined
}

export async function exportQuery(
  { source, parameters, since }: ExportInvocation,
  connection: Connection,
  signal: AbortSignal,
): Promise<ExportQuery> {
  if (source.kind === 'query') return checkedQuery(source.sql.replace(/;\s*$/, ''), parameters)
  const { name: object, columns } = await connection.describe(source.name, { signal })
  const { where } = source
  if (since === undefined)
    return checkedQuery(selectionSql({ object, where, changedSince: undefined }), parameters)
  if (!columns.some(({ name }) => name === STAMP_COLUMN)) {
    throw new UsageError(`${object} has no ${STAMP_COLUMN}: it does not tell what has changed.`)
  }
  const changes = await sinceExport(since, { object, where: where ?? null }, connection, signal)
  const selection = { object, where, changedSince: changes.from }
  const query = checkedQuery(selectionSql(selection), parameters, changes)
  if (changes.delivered.length === 0) return query
  const { sql, delivered } = await leaveOutDelivered(selection, query.parameters, changes, connection, signal)
  return { ...query, sql, since: { ...changes, delivered } }
}

/** Parameters that nothing asks for are most often misspelt. */
function checkedQuery(sql: string, given: GivenParameters, since?: SinceExport): ExportQuery {
  const [unused] = unusedParameters([sql], given)
  if (unused !== undefined) throw new UsageError(`The query has no parameter "${unused}".`)
  return { sql, parameters: bindParameters(sql, given), since }
}
