import { CertSqlError, type Column, didYouMean, type SourceSpan, type SqlType, TEXT } from '@certsql/core'
import {
  type CreateTempTable,
  type CreateTempView,
  type DropTemp,
  findParameters,
  type Identifier,
  type Query,
} from '@certsql/sql'
import { namedTables } from '../bind/prefetch-tables.js'
import { sameName } from '../bind/relation.js'
import { countOf } from '../bind/type-error.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { PhysicalPlan } from '../physical/physical-plan.js'
import type { PlannerOptions } from '../planner-options.js'
import {
  LOCAL_SCHEMA,
  type LocalRelation,
  type LocalRelations,
  type LocalView,
  NO_LOCAL_RELATIONS,
} from './local-relation.js'
import type { LocalStatement } from './local-statement.js'

/** A query that has been planned to end in the local database. */
export interface StagedPlan {
  readonly plan: PhysicalPlan
  readonly columns: readonly PlanColumn[]
}

/** `planStaged` plans the query of the statement. */
export function planLocalStatement(
  statement: CreateTempTable | CreateTempView | DropTemp,
  options: PlannerOptions,
  planStaged: (query: Query) => StagedPlan,
): LocalStatement {
  const local = options.local ?? NO_LOCAL_RELATIONS
  switch (statement.kind) {
    case 'CreateTempTable':
      return createTable(statement, options, local, planStaged)
    case 'CreateTempView':
      return createView(statement, options, local, planStaged)
    case 'DropTemp':
      return drop(statement, local)
  }
}

function createTable(
  { name, orReplace, ifNotExists, query }: CreateTempTable,
  options: PlannerOptions,
  local: LocalRelations,
  planStaged: (query: Query) => StagedPlan,
): LocalStatement {
  const existing = local.find(name.name)
  if (existing !== undefined && ifNotExists) return nothing(`"${existing.name}" exists already.`)
  requireReplaceable(name, existing, 'LocalTable', orReplace)
  const { plan, columns } = planStaged(query)
  return {
    kind: 'CreateTable',
    name: name.name,
    columns: keptColumns(columns, [], query.span, options),
    plan,
    replaces: existing,
  }
}

function createView(
  { name, columns: names, orReplace, query }: CreateTempView,
  options: PlannerOptions,
  local: LocalRelations,
  planStaged: (query: Query) => StagedPlan,
): LocalStatement {
  const existing = local.find(name.name)
  requireReplaceable(name, existing, 'LocalView', orReplace)
  requireNoParameters(query)
  if (reads(query, name.name, local)) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `The view "${name.name}" would read itself.`,
      hint: 'WITH RECURSIVE makes a table that grows out of itself',
      span: name.span,
    })
  }
  const { columns } = planStaged(query)
  if (names.length > columns.length) {
    throw new CertSqlError({
      code: 'CERT-3005',
      message: `The query has ${countOf(columns.length, 'column')}, but ${names.length} names are given.`,
      span: names[columns.length]?.span,
    })
  }
  const columnNames = names.map((one) => one.name)
  const view: LocalView = {
    kind: 'LocalView',
    name: name.name,
    query,
    columnNames,
    columns: keptColumns(columns, columnNames, query.span, options),
  }
  return { kind: 'CreateView', view, replaces: existing }
}

function drop({ object, name, ifExists }: DropTemp, local: LocalRelations): LocalStatement {
  const relation = local.find(name.name)
  if (relation === undefined) {
    if (ifExists) return nothing(`There is no temporary ${object.toLowerCase()} "${name.name}".`)
    const names = local.all().map((one) => one.name)
    throw new CertSqlError({
      code: 'CERT-2001',
      message: `There is no temporary ${object.toLowerCase()} "${name.name}".`,
      hint:
        didYouMean(name.name, names) ??
        'only what CREATE TEMP made can be dropped; tables of the org are changed in its set-up',
      span: name.span,
    })
  }
  if (KEYWORDS[relation.kind] !== object) {
    throw new CertSqlError({
      code: 'CERT-2001',
      message: `"${relation.name}" is a ${wordFor(relation)}, not a ${object.toLowerCase()}.`,
      hint: `write DROP ${KEYWORDS[relation.kind]} ${name.name}`,
      span: name.span,
    })
  }
  const reader = local.all().find((one) => one.kind === 'LocalView' && reads(one.query, relation.name, local))
  if (reader !== undefined) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `The view "${reader.name}" reads "${relation.name}".`,
      hint: `DROP VIEW ${reader.name} first`,
      span: name.span,
    })
  }
  return { kind: 'Drop', relation }
}

const KEYWORDS = { LocalTable: 'TABLE', LocalView: 'VIEW' } as const satisfies Record<
  LocalRelation['kind'],
  DropTemp['object']
>

function wordFor({ kind }: LocalRelation): string {
  return KEYWORDS[kind].toLowerCase()
}

function nothing(notice: string): LocalStatement {
  return { kind: 'Nothing', notice }
}

function requireReplaceable(
  name: Identifier,
  existing: LocalRelation | undefined,
  kind: LocalRelation['kind'],
  orReplace: boolean,
): void {
  if (existing === undefined || (orReplace && existing.kind === kind)) return
  throw new CertSqlError({
    code: 'CERT-2008',
    message: `There is a temporary ${wordFor(existing)} "${existing.name}" already.`,
    hint:
      existing.kind === kind
        ? `write CREATE OR REPLACE TEMP ${KEYWORDS[kind]}, or DROP ${KEYWORDS[kind]} ${name.name} first`
        : `DROP ${KEYWORDS[existing.kind]} ${name.name} first, or take another name`,
    span: name.span,
  })
}

function requireNoParameters(query: Query): void {
  const [parameter] = findParameters(query)
  if (parameter === undefined) return
  throw new CertSqlError({
    code: 'CERT-1005',
    message: 'A view cannot have parameters: it is read long after they were given.',
    hint: 'write the value, or CREATE TEMP TABLE … AS',
    span: parameter.span,
  })
}

/** Whether the query mentions the relation, by itself or in a view that it mentions. */
function reads(query: Query, name: string, local: LocalRelations): boolean {
  return namedTables(query).some(({ name: { parts } }) => {
    const [first, second] = parts
    const mentioned = second === undefined ? first : isLocalSchema(first) ? second : undefined
    if (mentioned === undefined) return false
    if (sameName(mentioned.name, name)) return true
    const relation = local.find(mentioned.name)
    return relation?.kind === 'LocalView' && reads(relation.query, name, local)
  })
}

function isLocalSchema(part: Identifier | undefined): boolean {
  return part !== undefined && sameName(part.name, LOCAL_SCHEMA)
}

/** The columns of a table or view: each has a name of its own, and a type that values can be put into. */
function keptColumns(
  columns: readonly PlanColumn[],
  names: readonly string[],
  span: SourceSpan,
  options: PlannerOptions,
): readonly Column[] {
  const kept = columns.map((column, index) => ({
    name: names[index] ?? column.name,
    type: keptType(column, options),
  }))
  const seen = new Set<string>()
  for (const { name } of kept) {
    const key = name.toLowerCase()
    if (seen.has(key)) {
      throw new CertSqlError({
        code: 'CERT-2008',
        message: `Two columns of the query are called "${name}".`,
        hint: 'give one of them another name with AS',
        span,
      })
    }
    seen.add(key)
  }
  return kept
}

/** How its texts compare is for the statement to say that reads it: under `Collation=Binary` all compare exactly. */
function keptType({ type, origin }: PlanColumn, { collation }: PlannerOptions): SqlType {
  if (type.kind === 'null') return TEXT
  if (collation === 'Org' || type.kind !== 'text') return type
  return origin?.column.type ?? TEXT
}
