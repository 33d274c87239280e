import type { CatalogView } from '@certsql/catalog'
import { CertSqlError } from '@certsql/core'
import type {
  Describe,
  Explain,
  Query,
  ResetProperty,
  SetProperty,
  ShowProperty,
  Statement,
} from '@certsql/sql'
import { bindQuery } from './bind/bind-query.js'
import type { CopyToPlan } from './copy/copy-plan.js'
import { type PlanRows, planCopyTo } from './copy/plan-copy-to.js'
import { type Explanation, explainPlan } from './explain/explanation.js'
import type { LocalStatement } from './local/local-statement.js'
import { planLocalStatement, type StagedPlan } from './local/plan-local-statement.js'
import { createIdSource } from './logical/id-source.js'
import type { LogicalPlan } from './logical/logical-plan.js'
import { visitPlan } from './logical/map-plan.js'
import { buildPhysicalPlan, buildStagedPlan } from './physical/build-physical-plan.js'
import type { FallbackPlan, PhysicalPlan } from './physical/physical-plan.js'
import type { PlannerOptions } from './planner-options.js'
import { optimize } from './rules/optimize.js'

/** What is to be done for a statement. */
export type StatementPlan =
  | { readonly kind: 'Query'; readonly plan: PhysicalPlan }
  | {
      readonly kind: 'Explain'
      readonly mode: 'PLAN' | 'ANALYZE' | 'VERIFY'
      readonly format: 'TEXT' | 'JSON'
      readonly plan: PhysicalPlan
      readonly explanation: Explanation
    }
  /** Temporary tables and views. */
  | { readonly kind: 'Local'; readonly statement: LocalStatement }
  | { readonly kind: 'CopyTo'; readonly copy: CopyToPlan }
  /** Settings and descriptions, which the connection answers by itself. */
  | { readonly kind: 'Session'; readonly statement: SetProperty | ShowProperty | ResetProperty | Describe }

/**
 * Plans a statement: pure, without I/O. Describes that are missing are asked for by the view's `DescribeNeeded`.
 *
 * ```ts
 * planStatement(parseStatement('SELECT Name FROM Account LIMIT 5'), view, options)
 * // { kind: 'Query', plan: { kind: 'RemoteQuery', scan: { soql: 'SELECT Name FROM Account LIMIT 5', … } }, … }
 * ```
 */
export function planStatement(
  statement: Statement,
  view: CatalogView,
  options: PlannerOptions,
): StatementPlan {
  switch (statement.kind) {
    case 'QueryStatement':
      return { kind: 'Query', plan: planQuery(statement.query, view, options) }
    case 'Explain': {
      const { mode, format } = statement
      const query = explainedQuery(statement.statement, mode)
      if (query === undefined) throw notSupported(statement.statement)
      if (mode === 'VERIFY') throw notSupported(statement, 'EXPLAIN VERIFY')
      const plan = planQuery(query, view, options)
      return { kind: 'Explain', mode, format, plan, explanation: explainPlan(plan) }
    }
    case 'SetProperty':
    case 'ShowProperty':
    case 'ResetProperty':
    case 'Describe':
      return { kind: 'Session', statement }
    case 'Insert':
    case 'Upsert':
    case 'Update':
    case 'Delete':
    case 'Undelete':
    case 'Merge':
    case 'Begin':
    case 'Commit':
    case 'Rollback':
    case 'Savepoint':
    case 'ReleaseSavepoint':
    case 'Call':
    case 'CopyFrom':
      throw notSupported(statement)
    case 'CopyTo': {
      const planRows: PlanRows = ({ source }, staged) =>
        planWith(source, view, options, staged ? buildStagedPlan : buildPhysicalPlan).plan
      return { kind: 'CopyTo', copy: planCopyTo(statement, planRows) }
    }
    case 'CreateTempTable':
    case 'CreateTempView':
    case 'DropTemp': {
      const planStaged = (query: Query) => planWith(query, view, options, buildStagedPlan)
      return { kind: 'Local', statement: planLocalStatement(statement, options, planStaged) }
    }
  }
}

function planQuery(query: Query, view: CatalogView, options: PlannerOptions): PhysicalPlan {
  return planWith(query, view, options, buildPhysicalPlan).plan
}

/** `build` makes a physical plan of each logical one. */
function planWith(
  query: Query,
  view: CatalogView,
  options: PlannerOptions,
  build: typeof buildPhysicalPlan,
): StagedPlan {
  const ids = createIdSource()
  const bound = bindQuery(query, { view, options, ids })
  const context = { view, options, ids }
  const optimized = optimize(bound, { ...context, pushAggregates: true })
  const primary = build(optimized, context)
  const causes = fallbackCauses(optimized)
  const { columns } = optimized
  if (causes.length === 0) return { plan: primary, columns }
  const alternative = build(optimize(bound, { ...context, pushAggregates: false }), context)
  const plan: FallbackPlan = {
    kind: 'FallbackPlan',
    primary,
    alternative,
    causes,
    columns: primary.columns,
  }
  return { plan, columns }
}

/** The query whose plan is shown; to run a statement that keeps rows only for its figures makes no sense. */
function explainedQuery(statement: Statement, mode: Explain['mode']): Query | undefined {
  if (statement.kind === 'QueryStatement') return statement.query
  if (mode !== 'PLAN') return undefined
  if (statement.kind === 'CopyTo') return statement.source
  return statement.kind === 'CreateTempTable' ? statement.query : undefined
}

/** Why the org may turn out unable to group for us. */
function fallbackCauses(plan: LogicalPlan): FallbackPlan['causes'] {
  const causes = new Set<FallbackPlan['causes'][number]>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'RemoteScan' || node.grouping === undefined) return
    if (node.grouping.keys.length > 0) causes.add('tooManyGroups')
    if (node.grouping.certificates.length > 0) causes.add('sumNotCertified')
  })
  return [...causes]
}

const STATEMENT_NAMES = {
  Insert: 'INSERT',
  Upsert: 'UPSERT',
  Update: 'UPDATE',
  Delete: 'DELETE',
  Undelete: 'UNDELETE',
  Merge: 'MERGE',
  Begin: 'BEGIN',
  Commit: 'COMMIT',
  Rollback: 'ROLLBACK',
  Savepoint: 'SAVEPOINT',
  ReleaseSavepoint: 'RELEASE SAVEPOINT',
  Call: 'CALL',
  CopyTo: 'COPY … TO',
  CopyFrom: 'COPY … FROM',
  CreateTempTable: 'CREATE TEMP TABLE',
  CreateTempView: 'CREATE TEMP VIEW',
  DropTemp: 'DROP',
  Explain: 'EXPLAIN',
  QueryStatement: 'SELECT',
  SetProperty: 'SET',
  ShowProperty: 'SHOW',
  ResetProperty: 'RESET',
  Describe: 'DESCRIBE',
} as const satisfies Record<Statement['kind'], string>

function notSupported(statement: Statement, name: string = STATEMENT_NAMES[statement.kind]): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4001',
    message: `${name} is not supported yet.`,
    hint: 'this version reads: SELECT, EXPLAIN, DESCRIBE, SHOW and SET',
    span: statement.span,
  })
}
