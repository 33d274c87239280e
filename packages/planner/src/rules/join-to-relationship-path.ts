import type { Table, TableColumn } from '@certsql/catalog'
import { BOOLEAN, TEXT } from '@certsql/core'
import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed, usesAny, usesOnly } from '../logical/columns-used.js'
import { conjunction, conjunctsOf } from '../logical/conjuncts.js'
import type { ComputedColumn, JoinPlan, LogicalPlan, Project } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import { partition } from '../logical/partition.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FieldPath, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { reached } from '../physical/bind/reached-scans.js'
import { pathOf, prefixExpression, prefixPath, rootPath, soqlField } from '../soql/field-path.js'
import { printCondition } from '../soql/print-soql.js'
import { allOf, compare } from '../soql/soql-condition.js'
import type { PushdownNote, VerdictKind } from '../verdict/verdict.js'
import { cannotFail, isMovable } from './condition-traits.js'
import { innerJoin, innerLeaves, withoutLeaf } from './inner-join-tree.js'
import { columnIds, filtered, projected, shown } from './plan-nodes.js'
import { replaceScan } from './replace-scan.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
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
 * nothing more. An INNER JOIN drops the rows whose path leads nowhere. Inner joins may be made in any order, so the parent of one
 * may stand among others. The child may stand anywhere below the join where rows are handed on as they are: on the inner side of an outer join its lookup is null, and so is all that it leads to.
 *
 * Data that would break it, and what is done:
 *   a deleted parent        a join does not find it, and a path might. An INNER JOIN asks for `IsDeleted = false`; under a
 *                           LEFT JOIN the parent's columns are null where its IsDeleted, fetched with them, is true, and
 *                           nothing but their values is taken from the org. Both scans must agree on whether they see
 *                           deleted records at all.
 *   LEFT JOIN … AND a.x = 1 the parent's columns are null where x is not 1, and a path would show them; so it is
 *                           CASE WHEN a.Id IS NOT NULL AND a.x = 1 THEN … END, as for a derived table that has a WHERE.
 *   1 / a.x, random()       may fail, or turn out otherwise, for rows that the join would not compute them for: stays a join.
 *   Task.WhatId             leads to many kinds of records, of which only the fields of `Name` can be read. Stays a join; of
 *                           an INNER JOIN only children with `What.Type = 'Account'` are asked for.
 *   USING SCOPE on the parent, its LIMIT, its grouping: a path knows of none of them.
 *   Contact.Account.Parent… six lookups in a row, or 56 in one query: more than SOQL takes.
 */
export const joinToRelationshipPath = ruleFor(['JoinPlan'], collapseJoin)

/** SOQL follows at most five lookups in a row, and at most 55 different ones in a query. */
const MOST_HOPS = 5
const MOST_RELATIONSHIPS = 55

function collapseJoin(join: JoinPlan, context: RuleContext): LogicalPlan {
  if (join.lateral) return join
  const orientations = ORIENTATIONS[join.type]
  for (const parentSide of orientations) {
    const collapsed = collapseOnto(join, parentSide, context) ?? collapseInto(join, parentSide, context)
    if (collapsed !== undefined) return shown(collapsed, join.columns)
  }
  for (const parentSide of orientations) {
    const noted = withLinkThatStays(join, parentSide)
    if (noted !== undefined) return noted
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

/** The rows of the left side with the columns of the right one, which is the parent; undefined where that stays a join. */
export function readAlongLookup(join: JoinPlan, context: RuleContext): LogicalPlan | undefined {
  return collapseOnto(join, 'right', context)
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
  for (const conjunct of conjuncts) {
    const link = lookupLink(conjunct, children, parent)
    if (link === undefined) continue
    const others = conjuncts.filter((one) => one !== conjunct)
    const collapsed = readAlongLink(join, children, parent, link, others, context)
    if (collapsed !== undefined) return collapsed
  }
  return undefined
}

/**
 * The parent may stand among other rows that it was joined with before: inner joins may be made in any order.
 *
 *   InnerJoin c.Account = p.Id      ⇒   InnerJoin p.Region = r.Id
 *   ├ InnerJoin p.Region = r.Id         ├ r
 *   │ ├ r                               └ c, with p along its lookup
 *   │ └ p
 *   └ c
 */
function collapseInto(
  join: JoinPlan,
  parentSide: 'left' | 'right',
  context: RuleContext,
): LogicalPlan | undefined {
  if (join.type !== 'INNER' || join[parentSide].kind !== 'JoinPlan') return undefined
  const children = parentSide === 'right' ? join.left : join.right
  const conjuncts = conjunctsOf(join.condition)
  const linked = new Set(conjuncts.flatMap(comparedColumns))
  for (const leaf of innerLeaves(join[parentSide])) {
    if (!leaf.columns.some(({ id }) => linked.has(id)) || parentRows(leaf) === undefined) continue
    const rest = withoutLeaf(join[parentSide], leaf)
    if (rest === undefined) continue
    if (!rest.conjuncts.every((one) => isMovable(one) && cannotFail(one))) continue
    if (!keysReachChildren(rest.conjuncts, leaf)) continue
    const columns = [...children.columns, ...leaf.columns]
    const known = columnIds(columns)
    const [own, others] = partition(conjuncts, (one) => usesOnly(one, known))
    if (own.length === 0) continue
    const family: JoinPlan = {
      kind: 'JoinPlan',
      type: 'INNER',
      left: children,
      right: leaf,
      condition: conjunction(own),
      lateral: false,
      columns,
    }
    const read = collapseOnto(family, 'right', context)
    if (read === undefined) continue
    return innerJoin(rest.plan, shown(read, columns), [...rest.conjuncts, ...others])
  }
  return undefined
}

/** The columns of <column> = <column>. */
function comparedColumns(conjunct: BoundExpression): readonly number[] {
  if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return []
  const { left, right } = conjunct
  return left.kind === 'ColumnUse' && right.kind === 'ColumnUse' ? [left.column.id, right.column.id] : []
}

/**
 * Whether what the parent was joined by can be asked of its children too, as keys. Where it cannot, the parents are fetched, which
 * are fewer, and tell which children are wanted.
 */
function keysReachChildren(conjuncts: readonly BoundExpression[], parent: LogicalPlan): boolean {
  const own = columnIds(parent.columns)
  const isOwn = (one: BoundExpression) => usesAny(one, own)
  const joining = conjuncts.filter(isOwn)
  return (
    joining.length === 0 ||
    joining.some(
      (one) =>
        one.kind === 'Comparison' &&
        one.operator === '=' &&
        isOwn(one.left) !== isOwn(one.right) &&
        [...columnsUsed(one)].every((id) => !own.has(id) || isFilterable(parent, id)),
    )
  )
}

function isFilterable(parent: LogicalPlan, id: number): boolean {
  const found = scannedColumn(parent, id)
  return found === undefined || pathOf(found.output.expression).column.capabilities.filterable
}

/** A lookup that cannot be followed is told of, and may ask for those records only that lead to the parent's object. */
function withLinkThatStays(join: JoinPlan, parentSide: 'left' | 'right'): JoinPlan | undefined {
  const children = parentSide === 'right' ? join.left : join.right
  const parent = parentRows(join[parentSide])
  if (parent === undefined) return undefined
  const links = conjunctsOf(join.condition).flatMap((one) => lookupLink(one, children, parent) ?? [])
  const stayingLink = links.at(-1)
  if (stayingLink?.obstacle === undefined) return undefined
  const asksByType = join.type === 'INNER' && mayAskByType(children, stayingLink)
  const byType = asksByType ? `; those that lead to ${parent.scan.table.name} are asked for` : ''
  const note = joinNote(join, parent, asksByType ? 'superset' : 'none', `${stayingLink.obstacle}${byType}`)
  const child = withNote(stayingLink.child, note)
  const noted = replaceScan(children, asksByType ? ofType(child, stayingLink, parent) : child)
  return parentSide === 'right' ? { ...join, left: noted } : { ...join, right: noted }
}

/**
 * Whether children that lead to other objects may be left out: nothing between them and the join counts them. What the type of
 * a deleted parent is to the org is not known.
 */
function mayAskByType(children: LogicalPlan, { child, lookup, relationships }: LookupLink): boolean {
  if (child.includeDeleted || relationships.length !== 1) return false
  return reached(children, columnUse(lookup), lookup.type).scans.some(({ scan }) => scan.id === child.id)
}

/** What.Type = 'Account': of a lookup to many kinds of records, those that lead to one kind. */
function ofType(child: RemoteScan, { relationships }: LookupLink, parent: ParentRows): RemoteScan {
  const { table } = parent.scan
  const left = soqlField({ relationships, table, column: TYPE_OF_NAME })
  const condition = compare(left, '=', { kind: 'text', value: table.name })
  const filter = allOf([...(child.filter === undefined ? [] : [child.filter]), condition])
  const isKnown = child.filter !== undefined && printCondition(filter) === printCondition(child.filter)
  return isKnown ? child : { ...child, filter, pushed: [...(child.pushed ?? []), { condition, columns: [] }] }
}

/** The field of the object `Name`, which such a lookup leads to, that names the real object. */
const TYPE_OF_NAME: TableColumn = {
  name: 'Type',
  label: 'Type',
  type: TEXT,
  fieldType: 'picklist',
  field: { name: 'Type', label: 'Type', type: 'picklist' },
  capabilities: { filterable: true, sortable: false, groupable: false, aggregatable: false },
  nullable: true,
  inStar: false,
}

// ── The parent ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The side of a join that is nothing but records of one object, perhaps filtered and renamed. */
export interface ParentRows {
  readonly scan: RemoteScan
  /** In terms of the scan's columns and the renamed ones. */
  readonly conditions: readonly BoundExpression[]
  readonly columns: readonly AddedColumn[]
  /** What is computed from those columns. */
  readonly computed: readonly ComputedColumn[]
}

export function parentRows(plan: LogicalPlan): ParentRows | undefined {
  switch (plan.kind) {
    case 'RemoteScan':
      return isWholeObject(plan)
        ? { scan: plan, conditions: [], columns: scanColumns(plan), computed: [] }
        : undefined
    case 'Filter': {
      const rows = parentRows(plan.input)
      if (rows === undefined) return undefined
      const conditions = conjunctsOf(plan.condition).map((one) => withoutComputed(one, rows))
      if (!conditions.every((one) => one !== undefined)) return undefined
      return { ...rows, conditions: [...rows.conditions, ...conditions] }
    }
    case 'Project': {
      const rows = parentRows(plan.input)
      return rows === undefined ? undefined : projectedParent(rows, plan)
    }
    default:
      return undefined
  }
}

function projectedParent(rows: ParentRows, { items }: Project): ParentRows | undefined {
  const columns = [...rows.columns]
  const computed = [...rows.computed]
  const known = new Set([...columns, ...computed].map(({ column }) => column.id))
  for (const { column, expression } of items) {
    if (known.has(column.id)) continue
    known.add(column.id)
    const plain = withoutComputed(expression, rows)
    if (plain === undefined || !isMovable(plain)) return undefined
    const source =
      plain.kind === 'ColumnUse' ? columns.find((one) => one.column.id === plain.column.id) : undefined
    if (source === undefined) computed.push({ column, expression: plain })
    else columns.push({ column, output: source.output })
  }
  return { ...rows, columns, computed }
}

/** In terms of columns that are read; undefined where a subquery looks at what is computed. */
function withoutComputed(
  expression: BoundExpression,
  { computed }: Pick<ParentRows, 'computed'>,
): BoundExpression | undefined {
  if (computed.length === 0) return expression
  const definitions = new Map(computed.map((one) => [one.column.id, one.expression]))
  const replaced = replaceColumns(expression, definitions)
  return usesAny(replaced, definitions) ? undefined : replaced
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
  readonly lookup: PlanColumn
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
    lookup,
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
  if (link.obstacle !== undefined || child.includeDeleted !== parent.scan.includeDeleted) return undefined
  const conditions = [...others, ...parent.conditions].map((one) => withoutComputed(one, parent))
  if (!conditions.every((one) => one !== undefined)) return undefined
  const own = child.includeDeleted ? undefined : deletedFlag(parent.scan.table, relationships)
  const flags = own === undefined ? link.deletedFlags : [...link.deletedFlags, own]
  const isInner = join.type === 'INNER'
  const columns = parent.columns.map(({ column, output }) => ({
    column,
    output: alongLink(output, relationships, isInner ? [] : flags),
  }))
  if (!fitsSoql(child, columns)) return undefined
  const reason = `read along the lookup as ${relationships.join('.')}`
  const noted = withNote(child, joinNote(join, parent, 'exact', reason))
  const rows = replaceScan(children, noted)
  if (!isInner) return leftRows(rows, noted, columns, parent, link, conditions, context)
  const asked = flags.map((flag) => flagColumn(flag, parent.scan.alias, context))
  const read = withScanColumns(rows, noted, [...columns, ...asked])
  if (read === undefined) return undefined
  const living = asked.map(({ column }) => isFalse(column))
  return computing(filtered(read, [isNotNull(link.parentId), ...living, ...conditions]), parent.computed)
}

/** All rows of the children; where there is no parent that meets the conditions, what is its is null. */
function leftRows(
  rows: LogicalPlan,
  child: RemoteScan,
  columns: readonly AddedColumn[],
  parent: ParentRows,
  link: LookupLink,
  conditions: readonly BoundExpression[],
  context: RuleContext,
): LogicalPlan | undefined {
  if (conditions.length === 0) {
    const read = withScanColumns(rows, child, columns)
    const met = isNotNull(link.parentId)
    return (
      read &&
      computing(
        read,
        parent.computed.map((one) => onlyWhere(met, one)),
      )
    )
  }
  if (!conditions.every((one) => isMovable(one) && cannotFail(one))) return undefined
  const renamed = columns.map(({ column, output }) => ({
    column: { ...column, id: context.ids.nextColumn() },
    output,
  }))
  const read = withScanColumns(rows, child, renamed)
  if (read === undefined) return undefined
  const uses = new Map(
    columns.map(({ column }, index) => [column.id, columnUse(renamed[index]?.column ?? column)]),
  )
  const met = replaceColumns(conjunction([isNotNull(link.parentId), ...conditions]), uses)
  const shownColumns = columns.map(({ column }) => ({ column, expression: columnUse(column) }))
  const parents = [...shownColumns, ...parent.computed].map(({ column, expression }) =>
    onlyWhere(met, { column, expression: replaceColumns(expression, uses) }),
  )
  return computing(read, parents)
}

/** The rows with more columns. */
function computing(rows: LogicalPlan, computed: readonly ComputedColumn[]): LogicalPlan {
  if (computed.length === 0) return rows
  const kept = rows.columns.map((column) => ({ column, expression: columnUse(column) }))
  return projected(rows, [...kept, ...computed])
}

function onlyWhere(when: BoundExpression, { column, expression: then }: ComputedColumn): ComputedColumn {
  const { type } = column
  const otherwise: BoundExpression = { kind: 'Literal', value: null, type }
  return { column, expression: { kind: 'CaseExpression', branches: [{ when, then }], otherwise, type } }
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

function joinNote(join: JoinPlan, parent: ParentRows, verdict: VerdictKind, reason: string): PushdownNote {
  const condition = join.condition === undefined ? '' : ` ON ${formatExpression(join.condition)}`
  return { subject: 'join', text: `${join.type} JOIN ${parent.scan.table.name}${condition}`, verdict, reason }
}
