import type { CatalogView } from '@certsql/catalog'
import { CertSqlError } from '@certsql/core'
import type {
  Begin,
  Commit,
  Describe,
  Explain,
  Query,
  ReleaseSavepoint,
  ResetProperty,
  Rollback,
  Savepoint,
  SetProperty,
  ShowProperty,
  Statement,
} from '@certsql/sql'
import type { CallPlan } from './call/call-plan.js'
import { planCall } from './call/plan-call.js'
import type { CopyToPlan } from './copy/copy-plan.js'
import { type CopyFromPlan, planCopyFrom } from './copy/plan-copy-from.js'
import { type PlanRows, planCopyTo } from './copy/plan-copy-to.js'
import { type Explanation, explainPlan } from './explain/explanation.js'
import { planVerification, type VerificationPlan } from './explain/plan-verification.js'
import type { LocalStatement } from './local/local-statement.js'
import { planLocalStatement } from './local/plan-local-statement.js'
import { buildPhysicalPlan, buildStagedPlan } from './physical/build-physical-plan.js'
import type { PhysicalPlan } from './physical/physical-plan.js'
import { planQuery, planWith } from './plan-query.js'
import type { PlannerOptions } from './planner-options.js'
import { explainWrite, type WriteExplanation } from './write/explain-write.js'
import { planWrite, type WriteStatement } from './write/plan-write.js'
import type { WritePlan } from './write/write-plan.js'

/** What is to be done for a statement. */
export type StatementPlan =
  | { readonly kind: 'Query'; readonly plan: PhysicalPlan }
  | {
      readonly kind: 'Explain'
      readonly mode: 'PLAN' | 'ANALYZE' | 'VERIFY'
      readonly format: 'TEXT' | 'JSON'
      readonly plan: PhysicalPlan
      readonly explanation: Explanation
      /** Of VERIFY. */
      readonly verification?: VerificationPlan
    }
  /** Temporary tables and views. */
  | { readonly kind: 'Local'; readonly statement: LocalStatement }
  | { readonly kind: 'CopyTo'; readonly copy: CopyToPlan }
  | { readonly kind: 'CopyFrom'; readonly copy: CopyFromPlan }
  | { readonly kind: 'Call'; readonly call: CallPlan }
  | { readonly kind: 'ExplainCall'; readonly call: CallPlan; readonly format: 'TEXT' | 'JSON' }
  | { readonly kind: 'Write'; readonly plan: WritePlan }
  | {
      readonly kind: 'ExplainWrite'
      readonly format: 'TEXT' | 'JSON'
      readonly explanation: WriteExplanation
    }
  /** What the session does with the writes that it collects. */
  | { readonly kind: 'Transaction'; readonly statement: TransactionStatement }
  /** Settings and descriptions, which the connection answers by itself. */
  | { readonly kind: 'Session'; readonly statement: SetProperty | ShowProperty | ResetProperty | Describe }

export type TransactionStatement = Begin | Commit | Rollback | Savepoint | ReleaseSavepoint

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
      if (isWrite(statement.statement)) return explainedWrite(statement.statement, statement, view, options)
      if (statement.statement.kind === 'Call' && mode === 'PLAN') {
        return { kind: 'ExplainCall', call: planCall(statement.statement, view, options), format }
      }
      const query = explainedQuery(statement.statement, mode)
      if (query === undefined) throw notExplained(statement.statement)
      if (mode === 'VERIFY') {
        const verification = planVerification(query, statement, view, options)
        const plan = verification.planned
        return { kind: 'Explain', mode, format, plan, explanation: explainPlan(plan), verification }
      }
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
      return { kind: 'Write', plan: planWrite(statement, view, options) }
    case 'Begin':
    case 'Commit':
    case 'Rollback':
    case 'Savepoint':
    case 'ReleaseSavepoint':
      return { kind: 'Transaction', statement }
    case 'Call':
      return { kind: 'Call', call: planCall(statement, view, options) }
    case 'CopyFrom':
      return { kind: 'CopyFrom', copy: planCopyFrom(statement) }
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

function isWrite(statement: Statement): statement is WriteStatement {
  const { kind } = statement
  return WRITES.some((one) => one === kind)
}

const WRITES: readonly Statement['kind'][] = ['Insert', 'Upsert', 'Update', 'Delete', 'Undelete', 'Merge']

/** To run a write for its figures would write; DryRun checks its rows. */
function explainedWrite(
  statement: WriteStatement,
  { mode, format, span }: Explain,
  view: CatalogView,
  options: PlannerOptions,
): StatementPlan {
  if (mode !== 'PLAN')
    throw new CertSqlError({
      code: 'CERT-4001',
      message: `EXPLAIN ${mode} would write.`,
      hint: 'EXPLAIN alone shows the plan, and SET DryRun = on shows the records',
      span,
    })
  const plan = planWrite(statement, view, options)
  return { kind: 'ExplainWrite', format, explanation: explainWrite(plan, options.writes) }
}

/** The query whose plan is shown; to run a statement that keeps rows only for its figures makes no sense. */
function explainedQuery(statement: Statement, mode: Explain['mode']): Query | undefined {
  if (statement.kind === 'QueryStatement') return statement.query
  if (mode !== 'PLAN') return undefined
  if (statement.kind === 'CopyTo') return statement.source
  return statement.kind === 'CreateTempTable' ? statement.query : undefined
}

/** What statements are called. */
export const STATEMENT_NAMES = {
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

function notExplained(statement: Statement): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4001',
    message: `There is no plan of ${STATEMENT_NAMES[statement.kind]} to show.`,
    hint:
      statement.kind === 'CopyFrom'
        ? 'SET DryRun = on has the rows of the file checked, and sends nothing'
        : 'EXPLAIN shows the plans of queries, writes, COPY … TO, CREATE TEMP TABLE and CALL; ANALYZE only those of queries',
    span: statement.span,
  })
}
