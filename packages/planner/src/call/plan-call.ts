import type { CatalogView } from '@certsql/catalog'
import { CertSqlError, didYouMean, formatSqlType, isTextual, type SqlType } from '@certsql/core'
import type { Call, CallArgument } from '@certsql/sql'
import { createBinder, rootScope } from '../bind/bind-query.js'
import { textType } from '../bind/bound-type.js'
import { articleFor, coerce, convertsSilently, isNullLiteral, isUntyped } from '../bind/coerce.js'
import { NO_TABLES } from '../bind/from-item.js'
import { makeCall } from '../bind/make-call.js'
import { sameName } from '../bind/relation.js'
import { type Binder, type Clause, innerScope } from '../bind/scope.js'
import { countOf } from '../bind/type-error.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { createIdSource } from '../logical/id-source.js'
import type { ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { planBoundQuery } from '../plan-query.js'
import type { PlannerOptions } from '../planner-options.js'
import type { CallPlan } from './call-plan.js'
import type { ProcedureParameter, ProcedureSignature } from './procedure-signature.js'

const IN_CALL: Clause = { name: 'CALL', aggregates: false, windows: false }

/** The schema that the procedures may be named with. */
const PROCEDURE_SCHEMA = 'certsql'

/**
 * Plans a call: which procedure, and what its arguments are. They may be any expression, subqueries included.
 *
 * ```ts
 * planCall(parseStatement("CALL GetUpdated('Account', StartDate => NOW() - INTERVAL '1 day')"), view, options)
 * ```
 */
export function planCall(statement: Call, view: CatalogView, options: PlannerOptions): CallPlan {
  const procedure = findProcedure(statement, options.procedures ?? [])
  const binder = createBinder({ view, options, ids: createIdSource() })
  const items = matchArguments(statement, procedure).map(({ argument, parameter }): ComputedColumn => {
    const expression = bindArgument(argument, parameter, binder)
    const { name, type } = parameter
    return { column: { id: binder.ids.nextColumn(), name, type, nullable: true }, expression }
  })
  binder.parameters.requireAllUsed()
  const { span } = statement
  if (items.length === 0) return { procedure, arguments: undefined, span }
  const row: LogicalPlan = {
    kind: 'Project',
    input: { kind: 'ValuesRows', rows: [[]], columns: [] },
    items,
    columns: items.map(({ column }) => column),
  }
  return { procedure, arguments: planBoundQuery(row, binder), span }
}

function findProcedure(
  { procedure: { parts, span } }: Call,
  procedures: readonly ProcedureSignature[],
): ProcedureSignature {
  const [first, second] = parts
  const inSchema = second !== undefined && parts.length === 2 && sameName(first?.name ?? '', PROCEDURE_SCHEMA)
  const name = inSchema ? second.name : parts.map((part) => part.name).join('.')
  const found = procedures.find((one) => sameWord(one.name, name))
  if (found !== undefined) return found
  throw new CertSqlError({
    code: 'CERT-2009',
    message: `There is no procedure "${name}".`,
    hint:
      didYouMean(
        name,
        procedures.map((one) => one.name),
      ) ?? 'SELECT * FROM certsql.procedures lists the procedures',
    span,
  })
}

/** In any case, and with words joined by underscores: `lead_id` is `LeadId`. */
function sameWord(name: string, written: string): boolean {
  return sameName(name, written.replaceAll('_', ''))
}

interface MatchedArgument {
  readonly argument: CallArgument
  readonly parameter: ProcedureParameter
}

function matchArguments(statement: Call, procedure: ProcedureSignature): readonly MatchedArgument[] {
  const { parameters } = procedure
  const matched: MatchedArgument[] = []
  let named = false
  for (const [index, argument] of statement.arguments.entries()) {
    const { name, span } = argument
    if (named && name === undefined) {
      throw wrongArgument('An argument without a name stands behind one with a name.', span)
    }
    named ||= name !== undefined
    const parameter =
      name === undefined ? parameters[index] : parameters.find((one) => sameWord(one.name, name.name))
    if (parameter === undefined)
      throw name === undefined ? tooMany(procedure, span) : unknownName(procedure, name)
    if (matched.some((one) => one.parameter === parameter)) {
      throw wrongArgument(`${parameter.name} is given twice.`, span)
    }
    matched.push({ argument, parameter })
  }
  const missing = parameters.filter(
    (one) => one.required && !matched.some(({ parameter }) => parameter === one),
  )
  if (missing.length > 0) {
    throw wrongArgument(
      `${procedure.name} needs ${missing.map(({ name }) => name).join(' and ')}.`,
      statement.span,
      usage(procedure),
    )
  }
  return matched
}

function unknownName(procedure: ProcedureSignature, { name, span }: NonNullable<CallArgument['name']>) {
  const names = procedure.parameters.map((one) => one.name)
  return wrongArgument(
    `${procedure.name} has no parameter "${name}".`,
    span,
    didYouMean(name, names) ?? usage(procedure),
  )
}

function tooMany(procedure: ProcedureSignature, span: CallArgument['span']) {
  const count = procedure.parameters.length
  return wrongArgument(
    `${procedure.name} takes ${count === 0 ? 'no arguments' : `at most ${countOf(count, 'argument')}`}.`,
    span,
    usage(procedure),
  )
}

function usage({ name, parameters }: ProcedureSignature): string {
  const list = parameters.map((one) => (one.required ? one.name : `[${one.name}]`)).join(', ')
  return `it is called as ${name}(${list})`
}

function wrongArgument(message: string, span: CallArgument['span'], hint?: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-3002', message, hint, span })
}

/** The value in the type of the parameter: texts are read as it, several Ids may stand in one text. */
function bindArgument(
  { value }: CallArgument,
  { name, type }: ProcedureParameter,
  binder: Binder,
): BoundExpression {
  const scope = innerScope(rootScope(binder), { from: NO_TABLES, clause: IN_CALL })
  const bound = binder.bindExpression(value, scope)
  if (takes(bound, type)) return coerce(bound, type, binder.options)
  if (type.kind === 'list' && isTextual(bound.type)) return listOfText(bound, type, value.span, binder)
  throw wrongArgument(
    `${name} is ${articleFor(type)} ${formatSqlType(type)}, and this is ${articleFor(bound.type)} ${formatSqlType(bound.type)}.`,
    value.span,
  )
}

/** `'003…, 003…'`: paths that carry no arrays carry texts. */
function listOfText(
  text: BoundExpression,
  type: SqlType,
  span: CallArgument['span'],
  binder: Binder,
): BoundExpression {
  const comma: BoundExpression = { kind: 'Literal', type: textType(binder.options), value: ',' }
  return coerce(makeCall('string_to_array', [text, comma], binder, span), type, binder.options)
}

function takes(bound: BoundExpression, type: SqlType): boolean {
  if (isNullLiteral(bound) || convertsSilently(bound.type, type)) return true
  return type.kind !== 'list' && (isUntyped(bound) || (isTextual(bound.type) && type.kind === 'json'))
}
