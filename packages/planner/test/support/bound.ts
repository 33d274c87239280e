import { CertSqlError } from '@certsql/core'
import { parseStatement } from '@certsql/sql'
import { bindQuery } from '../../src/bind/bind-query.js'
import { createIdSource } from '../../src/logical/id-source.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import type { PlannerOptions } from '../../src/planner-options.js'
import { type FixtureCatalogOptions, fixtureCatalog } from './fixture-catalog.js'
import { formatBoundPlan } from './format-bound-plan.js'
import { DEFAULT_OPTIONS } from './plan-of.js'

export interface BindingOptions
  extends Partial<PlannerOptions>,
    Pick<FixtureCatalogOptions, 'org' | 'names'> {}

/** What the binder makes of a query over the fixture org. */
export function bound(sql: string, { org, names, ...options }: BindingOptions = {}): LogicalPlan {
  const statement = parseStatement(sql)
  if (statement.kind !== 'QueryStatement') throw new Error(`not a query: ${sql}`)
  return bindQuery(statement.query, {
    view: fixtureCatalog({
      ...(org === undefined ? {} : { org }),
      ...(names === undefined ? {} : { names }),
    }),
    options: { ...DEFAULT_OPTIONS, ...options },
    ids: createIdSource(),
  })
}

/** The same as text; an error as its code, the words it points at, its message and its hint. */
export function boundText(sql: string, options: BindingOptions = {}): string {
  try {
    return formatBoundPlan(bound(sql, options))
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    const place = error.span === undefined ? '' : ` «${sql.slice(error.span.start, error.span.end)}»`
    const hint = error.hint === undefined ? '' : `\n  hint: ${error.hint}`
    return `${error.code}${place} ${error.message}${hint}`
  }
}
