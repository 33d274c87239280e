import type { Table } from '@certsql/catalog'
import { BOOLEAN } from '@certsql/core'
import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FieldPath, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { pathOf, prefixExpression, prefixPath, rootPath, soqlField } from '../soql/field-path.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { mapEveryPlan } from './map-every-plan.js'
import { filtered, shown } from './plan-nodes.js'
import type { Rule, RuleContext } from './rule.js'
import { type AddedColumn, scannedColumn, withScanColumns } from './scan-columns.js'
import { withNote } from './scan-notes.js'

/**
 * Reads a parent through its child's lookup instead of joining it here. One query, and no row of the parent travels twice.
 *
 *   InnerJoin i.c2g__Account__c = a.Id     ⇒   Filter a.Id IS NOT NULL, and what else the join or the parent asked
 *   ├ RemoteScan c2g__codaInvoice__c i         └ RemoteScan c2g__codaInvoice__c i, c2g__Account__r.Id, c2g__Account__r.Name
 *   └ Filter (RemoteScan Account a)
 *
 * A lookup leads to one record or to none, so no row is doubled, and a path is a LEFT JOIN by itself: that join needs
 * nothing more. An INNER JOIN drops the rows whose path leads nowhere. The child may stand anywhere below the join where
 * rows are handed on as they are: on the inner side of an outer join its lookup is null, and so is all that it leads to.
 *
 * Data that would break it, and what is done:
 *   a deleted parent        a join does not find it, and a path might. An INNER JOIN asks for `IsDeleted = false`; under a
 *                           LEFT JOIN the parent's columns are null where its IsDeleted, fetched with them, is true, and
 *                           nothing but their values is taken from the org. Both scans must agree on whether they see
 *                           deleted records at all.
 *   LEFT JOIN … AND a.x = 1 the parent's columns are null where x is not 1; a path would show them. It stays a join, and
 *                           so does a LEFT JOIN with a derived table that has a WHERE.
 *   Task.WhatId             leads to many kinds of records, of which only the fields of `Name` can be read. Stays a join.
 *   USING SCOPE on the parent, its LIMIT, its grouping: a path knows of none of them.
 *   Contact.Account.Parent… six lookups in a row, or 56 in one query: more than SOQL takes.
 */
export const joinToRelationshipPath: Rule = (plan, context) =>
  mapEveryPlan(plan, (node) => (node.kind === 'JoinPlan' ? collapseJoin(node, context) : node))

/** SOQL follows at most five lookups in a row, and at most 55 different ones in a query. */
const MOST_HOPS = 5
const MOST_RELATIONSHIPS = 55

function collapseJoin(join: JoinPlan, context: RuleContext): LogicalPlan {
  if (join.lateral) return join
  const orientations = ORIENTATIONS[join.type]
  for (const parentSide of orientations) {
    const collapsed = collapseOnto(join, parentSide, context)
    if (collapsed !== undefined) return shown(collapsed, join.columns)
  }
  return join
}

/** Which side may be the parent. The rows of the other side all stay, or those without a match go on both. */
const ORIENTATIONS: Readonly<Record<JoinPlan['type'], readonly ('left' | 'right')[]>> = {
  INNER: ['right', 'left'],
  LEFT: ['right'],
  RIGHT: ['left'],
  FULL: [],
  CROSS: [],
}

function collapseOnto(
  join: JoinPlan,
  parentSide: 'left' | 'right',
  context: RuleContext,
): LogicalPlan | undefined {
  const children = parentSide === 'right' ? join.left : join.right
  const parent = parentRows(join[parentSide])
  if (parent === undefined) return undefined
  const conjuncts = conjunctsOf(join.condition)
  let stayingLink: LookupLink | undefined
  for (const conjunct of conjuncts) {
    const link = lookupLink(conjunct, children, parent)
    if (link === undefined) continue
    const others = conjuncts.filter((one) => one !== conjunct)
    const collapsed = readAlongLink(join, children, parent, link, others, context)
    if (collapsed !== undefined) return collapsed
    stayingLink = link
  }
  if (stayingLink?.obstacle === undefined) return undefined
  const note = joinNote(join, parent, 'none', stayingLink.obstacle)
  const noted = replaceScan(children, withNote(stayingLink.child, note))
  return parentSide === 'right' ? { ...join, left: noted } : { ...join, right: noted }
}

// ── The parent ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The side of a join that is nothing but records of one object, perhaps filtered and renamed. */
interface ParentRows {
  readonly scan: RemoteScan
  /** In terms of the scan's columns and the renamed ones. */
  readonly conditions: readonly BoundExpression[]
  readonly columns: readonly AddedColumn[]
}

function parentRows(plan: LogicalPlan): ParentRows | undefined {
  switch (plan.kind) {
    case 'RemoteScan':
      return isWholeObject(plan) ? { scan: plan, conditions: [], columns: scanColumns(plan) } : undefined
    case 'Filter': {
      const rows = parentRows(plan.input)
      return rows === undefined
        ? undefined
        : { ...rows, conditions: [...rows.conditions, ...conjunctsOf(plan.condition)] }
    }
    case 'Project': {
      const rows = parentRows(plan.input)
      if (rows === undefined) return undefined
      const renamed = plan.items.map(({ column, expression }) => {
        const source =
          expression.kind === 'ColumnUse'
            ? rows.columns.find((one) => one.column.id === expression.column.id)
            : undefined
        return source === undefined ? undefined : { column, output: source.output }
      })
      if (!renamed.every((one) => one !== undefined)) return undefined
      const isNew = (one: AddedColumn) => rows.columns.every(({ column }) => column.id !== one.column.id)
      return { ...rows, columns: [...rows.columns, ...renamed.filter(isNew)] }
    }
    default:
      return undefined
  }
}

function isWholeObject(scan: RemoteScan): boolean {
  const { grouping, filter, limit, offset, scope } = scan
  return [grouping, filter, limit, offset, scope].every((one) => one === undefined)
}

function scanColumns(scan: RemoteScan): readonly AddedColumn[] {
  return scan.columns.flatMap((column, index) => {
    const output = scan.outputs[index]
    return output === undefined ? [] : [{ column, output }]
  })
}

// ── The link ───────────────────────────────────────────────────────────────────────────────────────────────────

interface LookupLink {
  readonly child: RemoteScan
  /** From the child's object to the parent's. */
  readonly relationships: readonly string[]
  /** The parent's Id. */
  readonly parentId: PlanColumn
  /** Parents that the lookup itself was read from, and that may be deleted. */
  readonly deletedFlags: readonly FieldPath[]
  readonly obstacle?: string
}

/** <child's lookup> = <parent's Id>, either way round. */
function lookupLink(
  conjunct: BoundExpression,
  children: LogicalPlan,
  parent: ParentRows,
): LookupLink | undefined {
  if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return undefined
  const { left, right } = conjunct
  if (left.kind !== 'ColumnUse' || right.kind !== 'ColumnUse') return undefined
  return (
    linkBetween(left.column, right.column, children, parent) ??
    linkBetween(right.column, left.column, children, parent)
  )
}

function linkBetween(
  lookup: PlanColumn,
  parentId: PlanColumn,
  children: LogicalPlan,
  parent: ParentRows,
): LookupLink | undefined {
  const parentOutput = parent.columns.find(({ column }) => column.id === parentId.id)?.output.expression
  if (parentOutput?.kind !== 'SoqlField') return undefined
  const isOwnId = parentOutput.path.relationships.length === 0 && parentOutput.path.column.fieldType === 'id'
  const found = scannedColumn(children, lookup.id)
  if (!isOwnId || found?.output.expression.kind !== 'SoqlField') return undefined
  const { path } = found.output.expression
  const relationship = path.table.parents.find(({ column }) => column === path.column.name)
  if (relationship === undefined || !relationship.targets.includes(parent.scan.table.name)) return undefined
  return {
    child: found.scan,
    relationships: [...path.relationships, relationship.name],
    parentId,
    deletedFlags: found.output.deletedFlags ?? [],
    ...(relationship.polymorphic || relationship.targets.length > 1
      ? {
          obstacle: `${path.column.name} may lead to other objects too, so only the fields of Name can be read`,
        }
      : {}),
  }
}

// ── The rewritten plan ─────────────────────────────────────────────────────────────────────────────────────────

function readAlongLink(
  join: JoinPlan,
  children: LogicalPlan,
  parent: ParentRows,
  link: LookupLink,
  others: readonly BoundExpression[],
  context: RuleContext,
): LogicalPlan | undefined {
  const { child, relationships } = link
  const isInner = join.type === 'INNER'
  if (link.obstacle !== undefined || child.includeDeleted !== parent.scan.includeDeleted) return undefined
  if (!isInner && others.length + parent.conditions.length > 0) return undefined
  const own = child.includeDeleted ? undefined : deletedFlag(parent.scan.table, relationships)
  const flags = own === undefined ? link.deletedFlags : [...link.deletedFlags, own]
  const columns = parent.columns.map(({ column, output }) => ({
    column,
    output: alongLink(output, relationships, isInner ? [] : flags),
  }))
  if (!fitsSoql(child, columns)) return undefined
  const reason = `read along the lookup as ${relationships.join('.')}`
  const noted = withNote(child, joinNote(join, parent, 'exact', reason))
  const asked = isInner ? flags.map((flag) => flagColumn(flag, parent.scan.alias, context)) : []
  const rows = withScanColumns(replaceScan(children, noted), noted, [...columns, ...asked])
  if (rows === undefined || !isInner) return rows
  const living = asked.map(({ column }) => isFalse(column))
  return filtered(rows, [isNotNull(link.parentId), ...living, ...others, ...parent.conditions])
}

/** What the parent's scan computes, seen from the child. */
function alongLink(
  { expression, deletedFlags = [] }: ScanOutput,
  relationships: readonly string[],
  flags: readonly FieldPath[],
): ScanOutput {
  const further = deletedFlags.map((flag) => prefixPath(flag, relationships))
  const all = [...flags, ...further]
  const prefixed = prefixExpression(expression, relationships)
  return all.length === 0 ? { expression: prefixed } : { expression: prefixed, deletedFlags: all }
}

function replaceScan(plan: LogicalPlan, scan: RemoteScan): LogicalPlan {
  return mapEveryPlan(plan, (node) => (node.kind === 'RemoteScan' && node.id === scan.id ? scan : node))
}

function fitsSoql(child: RemoteScan, added: readonly AddedColumn[]): boolean {
  const paths = [
    ...child.outputs.map(({ expression }) => pathOf(expression)),
    ...added.map(({ output }) => pathOf(output.expression)),
  ].map(({ relationships }) => relationships)
  const distinct = new Set(
    paths.flatMap((path) => path.map((_, index) => path.slice(0, index + 1).join('.'))),
  )
  return paths.every((path) => path.length <= MOST_HOPS) && distinct.size <= MOST_RELATIONSHIPS
}

/** The parent's IsDeleted, where it has one that can be asked: users, for one, are never deleted. */
function deletedFlag(parent: Table, relationships: readonly string[]): FieldPath | undefined {
  const column = parent.columns.find(
    ({ name, fieldType, capabilities }) =>
      name === 'IsDeleted' && fieldType === 'boolean' && capabilities.filterable,
  )
  return column === undefined ? undefined : { ...rootPath(parent, column), relationships }
}

/** A flag as a column, so that a condition can ask for it. */
function flagColumn(flag: FieldPath, alias: string, context: RuleContext): AddedColumn {
  const { name } = flag.column
  const id = context.ids.nextColumn()
  return {
    column: { id, name, type: BOOLEAN, qualifier: alias, nullable: true },
    output: { expression: soqlField(flag) },
  }
}

function isNotNull(column: PlanColumn): BoundExpression {
  return { kind: 'IsNullTest', operand: columnUse(column), negated: true, type: BOOLEAN }
}

function isFalse(column: PlanColumn): BoundExpression {
  return { kind: 'Not', operand: columnUse(column), type: BOOLEAN }
}

function joinNote(
  join: JoinPlan,
  parent: ParentRows,
  verdict: 'exact' | 'none',
  reason: string,
): PushdownNote {
  const condition = join.condition === undefined ? '' : ` ON ${formatExpression(join.condition)}`
  return { subject: 'join', text: `${join.type} JOIN ${parent.scan.table.name}${condition}`, verdict, reason }
}
