import { CertSqlError, type Column, internalError, type SqlValue, TEXT } from '@certsql/core'
import {
  type ConfirmWrite,
  type ExecutionContext,
  execute,
  requireConsent,
  WriteStats,
} from '@certsql/engine'
import type { CallPlan } from '@certsql/planner'
import { requireLocalFiles } from '../files/require-local-files.js'
import type { PropertyValues } from '../properties/properties.js'
import { type Answer, heldAnswer } from '../statement/answer.js'
import type { Notice } from '../statement/notice.js'
import type { BoundProcedure, Procedure, ProcedureContext } from './procedure.js'
import { PROCEDURES } from './procedures.js'

export interface CallContext extends Pick<ProcedureContext, 'client' | 'objectName'> {
  readonly execution: ExecutionContext
  readonly settings: PropertyValues
  readonly signal: AbortSignal
  readonly inTransaction: boolean
  readonly confirm: ConfirmWrite | undefined
}

/** CALL: the arguments are computed, then the procedure runs. */
export async function callAnswer(call: CallPlan, context: CallContext): Promise<Answer> {
  const { client, objectName, settings, signal } = context
  const procedure = procedureOf(call)
  const stats = new WriteStats()
  const bound = await bind(procedure, call, context, stats)
  requireAllowed(procedure, bound, call, context)
  if (bound.writes) await requireConsent({ tables: new Map(), procedure: procedure.name }, context.confirm)
  const notices: Notice[] = []
  const rows = await bound.run({
    client,
    objectName,
    settings,
    request: { signal, onRequest: stats.onRequest },
    tell: (message) => notices.push({ kind: 'procedure', message }),
    span: call.span,
  })
  stats.finish()
  return heldAnswer(procedure.results, rows, { stats: stats.snapshot(), notices })
}

/** EXPLAIN CALL: what it would send, without sending it. */
export async function explainCallAnswer(
  call: CallPlan,
  format: 'TEXT' | 'JSON',
  context: CallContext,
): Promise<Answer> {
  const text = await explainCall(call, format, context)
  const lines = format === 'JSON' ? [text] : text.split('\n')
  return heldAnswer(
    PLAN_COLUMNS,
    lines.map((line) => [line]),
  )
}

export async function explainCall(
  call: CallPlan,
  format: 'TEXT' | 'JSON',
  context: CallContext,
): Promise<string> {
  const procedure = procedureOf(call)
  const bound = await bind(procedure, call, context, new WriteStats())
  const requests = bound.requests(context.client.apiVersion)
  if (format === 'JSON') {
    const document = { version: 1, procedure: procedure.name, writes: bound.writes, requests }
    return JSON.stringify(document, null, 2)
  }
  const kind = bound.writes ? 'changes the org' : 'changes nothing'
  return [
    `${procedure.name} ${kind}, by ${countOf(requests)}.`,
    ...requests.map((request) => `  ${request}`),
  ].join('\n')
}

function countOf({ length }: readonly string[]): string {
  if (length === 0) return 'no request'
  return length === 1 ? 'one request' : `up to ${length} requests`
}

const PLAN_COLUMNS: readonly Column[] = [{ name: 'plan', type: TEXT }]

function procedureOf({ procedure: { name } }: CallPlan): Procedure {
  const procedure = PROCEDURES.find((one) => one.name === name)
  if (procedure === undefined) throw internalError(`the procedure ${name} was planned, and there is none.`)
  return procedure
}

async function bind(
  procedure: Procedure,
  call: CallPlan,
  { execution }: CallContext,
  stats: WriteStats,
): Promise<BoundProcedure> {
  const values = new Map<string, SqlValue>()
  if (call.arguments === undefined) return procedure.bind(values)
  for await (const { columns, rows } of stats.counted(execute(call.arguments, execution))) {
    for (const [index, { name }] of columns.entries()) values.set(name, rows[0]?.[index] ?? null)
  }
  return procedure.bind(values)
}

function requireAllowed(
  procedure: Procedure,
  { writes }: BoundProcedure,
  { span }: CallPlan,
  { settings, inTransaction }: CallContext,
): void {
  if (procedure.usesFiles) requireLocalFiles(settings.AllowLocalFiles, span)
  if (writes && inTransaction) {
    throw new CertSqlError({
      code: 'CERT-8006',
      message: `${procedure.name} changes the org at once, and cannot be part of a transaction.`,
      hint: 'call it before BEGIN or after COMMIT',
      span,
    })
  }
  if (!writes || !settings.ReadOnly) return
  throw new CertSqlError({
    code: 'CERT-8001',
    message: `The connection is read-only, and ${procedure.name} changes the org.`,
    hint: 'connect without ReadOnly, or SET ReadOnly = off',
    span,
  })
}
