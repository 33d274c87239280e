import { CertSqlError } from '@certsql/core'
import type { NamedTable } from '@certsql/sql'
import { boundType } from '../bind/bound-type.js'
import { NO_COMMON_TABLES } from '../bind/common-tables.js'
import { NO_TABLES } from '../bind/from-item.js'
import { prefetchTables } from '../bind/prefetch-tables.js'
import { type Binder, IN_FROM, type Scope } from '../bind/scope.js'
import type { LocalScan, LogicalPlan } from '../logical/logical-plan.js'
import type { LocalFile } from './local-file.js'
import type { LocalTable, LocalView } from './local-relation.js'
import { respan } from './respan.js'

export function scanLocalTable(table: LocalTable | LocalFile, alias: string, binder: Binder): LocalScan {
  const columns = table.columns.map(({ name, type }) => ({
    id: binder.ids.nextColumn(),
    name,
    type: boundType(type, binder.options),
    qualifier: alias,
    nullable: true,
  }))
  return { kind: 'LocalScan', table, alias, columns }
}

/** The query of a view as if it were written at the mention; it sees none of the names around. */
export function bindView(view: LocalView, mention: NamedTable, scope: Scope, binder: Binder): LogicalPlan {
  const { nullSupplied, hints } = scope
  const query = respan(view.query, mention.name.span)
  try {
    prefetchTables(query, binder)
    return binder.bindQuery(query, {
      from: NO_TABLES,
      clause: IN_FROM,
      commonTables: NO_COMMON_TABLES,
      nullSupplied,
      hints,
    })
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    const { code, message, hint, span } = error
    throw new CertSqlError({
      code,
      message: `In the view "${view.name}": ${message}`,
      hint,
      span,
      cause: error,
    })
  }
}
