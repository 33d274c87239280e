import { didYouMean, type SourceSpan, similarNames } from '@certsql/core'
import type { ColumnReference, Identifier } from '@certsql/sql'
import { atSpan } from '../logical/at-span.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { type FromItem, mergedNamed } from './from-item.js'
import type { ColumnNaming, Relation, VisibleColumn } from './relation.js'
import { IN_LIMIT, IN_ON, type Scope } from './scope.js'
import { bindError } from './type-error.js'

/**
 * The column that a name means. The inner query's names hide those of the queries around it; the alias of a table hides
 * a lookup of the same name, however far out it stands:
 *
 *   FROM Account WHERE EXISTS (SELECT 1 FROM Contact WHERE Contact.AccountId = Account.Id)
 *   -- Account is the table of the outer query, not the lookup of Contact
 */
export function resolveColumn(reference: ColumnReference, scope: Scope): BoundExpression {
  const { path, span } = reference
  const found = path.length === 1 ? findUnqualified(path, scope) : findQualified(path, scope)
  if (found === undefined) throw unknownColumn(path, scope, span)
  return atSpan(found, span)
}

// ── Names of one part ──────────────────────────────────────────────────────────────────────────────────────────

function findUnqualified(path: readonly Identifier[], scope: Scope): BoundExpression | undefined {
  const [identifier] = path
  if (identifier === undefined) return undefined
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer) {
    const found =
      findInFrom(level.from, identifier, 'exact') ??
      findInFrom(level.from, identifier, 'short') ??
      level.output?.(identifier.name)
    if (found !== undefined) return found
  }
  return undefined
}

/** The one column of this name, merged columns standing for both of their sides. */
export function findInFrom(
  from: FromItem,
  identifier: Identifier,
  naming: ColumnNaming,
): BoundExpression | undefined {
  const { name, span } = identifier
  const merged = naming === 'exact' ? mergedNamed(from, name) : []
  const candidates: { readonly text: string; readonly expression: BoundExpression }[] = merged.map((one) => ({
    text: one.name,
    expression: one.expression,
  }))
  for (const relation of from.relations) {
    const match = relation.findColumn(name, naming)
    if (match.kind === 'ambiguous') throw ambiguousColumn(name, match.candidates, span)
    if (match.kind === 'unknown') continue
    // With a merged column of this name, a relation's own one counts only if it is none of its parts.
    if (merged.length > 0 && isPartOf(from, match.column)) continue
    candidates.push({ text: `${relation.alias}.${match.column.name}`, expression: match.column.use() })
  }
  if (candidates.length > 1)
    throw ambiguousColumn(
      name,
      candidates.map((one) => one.text),
      span,
    )
  return candidates[0]?.expression
}

function isPartOf(from: FromItem, column: VisibleColumn): boolean {
  const [id] = columnsUsed(column.use())
  return id !== undefined && from.merged.some((merged) => merged.parts.has(id))
}

// ── Names of several parts ─────────────────────────────────────────────────────────────────────────────────────

function findQualified(path: readonly Identifier[], scope: Scope): BoundExpression | undefined {
  const names = path.map((part) => part.name)
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer) {
    const relation = relationFor(level.from, names)
    if (relation !== undefined) return columnOf(relation, path.slice(relation.answersTo(names)))
  }
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer) {
    const found = findPath(level.from, path)
    if (found !== undefined) return found
  }
  return undefined
}

export function relationFor(from: FromItem, names: readonly string[]): Relation | undefined {
  const best = from.relations.filter((relation) => relation.answersTo(names) > 0)
  best.sort((a, b) => b.answersTo(names) - a.answersTo(names))
  return best[0]
}

function columnOf(relation: Relation, rest: readonly Identifier[]): BoundExpression {
  const [first] = rest
  if (rest.length > 1 || first === undefined) return pathOf(relation, rest)
  for (const naming of ['exact', 'short'] as const) {
    const match = relation.findColumn(first.name, naming)
    if (match.kind === 'found') return match.column.use()
    if (match.kind === 'ambiguous') throw ambiguousColumn(first.name, match.candidates, first.span)
  }
  throw bindError({
    code: 'CERT-2003',
    message: `${relation.alias} has no column "${first.name}".`,
    hint: columnHint(first.name, [relation]),
    span: first.span,
  })
}

function pathOf(relation: Relation, rest: readonly Identifier[]): BoundExpression {
  const found = relation.findPath?.(rest)
  if (found !== undefined) return found
  const [step] = rest
  throw bindError({
    code: 'CERT-2007',
    message: `${relation.alias} has no lookup "${step?.name}".`,
    hint: relationshipHintFor(relation, step?.name ?? ''),
    span: step?.span,
  })
}

function relationshipHintFor(relation: Relation, name: string): string | undefined {
  return relation.relationshipHint?.(name) ?? didYouMean(name, relation.relationshipNames())
}

/** `Account.Name` without an alias: the lookup of the one table that has it. */
function findPath(from: FromItem, path: readonly Identifier[]): BoundExpression | undefined {
  const found = from.relations.flatMap((relation) => {
    const expression = relation.findPath?.(path)
    return expression === undefined ? [] : [{ relation, expression }]
  })
  const [first] = path
  if (found.length > 1 && first !== undefined)
    throw ambiguousColumn(
      path.map((part) => part.name).join('.'),
      found.map(({ relation }) => [relation.alias, ...path.map((part) => part.name)].join('.')),
      first.span,
    )
  return found[0]?.expression
}

// ── Errors ─────────────────────────────────────────────────────────────────────────────────────────────────────

function ambiguousColumn(name: string, candidates: readonly string[], span: SourceSpan) {
  const different = new Set(candidates)
  return bindError({
    code: 'CERT-2004',
    message: `"${name}" may be any of several columns here.`,
    hint:
      different.size === candidates.length
        ? `write ${candidates.join(' or ')}`
        : 'give them different names where they come from',
    span,
  })
}

function unknownColumn(path: readonly Identifier[], scope: Scope, span: SourceSpan) {
  const [first] = path
  const name = path.map((part) => part.name).join('.')
  const relations = relationsOf(scope)
  if (path.length === 1 || first === undefined)
    return bindError({
      code: 'CERT-2003',
      message: unknownMessage(name, scope, relations),
      hint: aloneHint(name, scope, relations),
      span,
    })
  return bindError({
    code: 'CERT-2003',
    message: `There is no table or lookup "${first.name}" here.`,
    hint: qualifierHint(first.name, scope, relations),
    span: first.span,
  })
}

function relationsOf(scope: Scope): readonly Relation[] {
  const relations: Relation[] = []
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer)
    relations.push(...level.from.relations)
  return relations
}

function unknownMessage(name: string, scope: Scope, relations: readonly Relation[]): string {
  const [first, second] = relations
  if (scope.clause === IN_LIMIT)
    return `LIMIT and OFFSET are constants; the column "${name}" cannot stand there.`
  if (first === undefined) return `There is no column "${name}": the query has no FROM.`
  return second === undefined
    ? `${first.alias === '' ? 'The result' : first.alias} has no column "${name}".`
    : `No table here has a column "${name}".`
}

function aloneHint(name: string, scope: Scope, relations: readonly Relation[]): string | undefined {
  const table = relations.find((relation) => relation.answersTo([name, '']) > 0)
  if (table !== undefined) return `"${name}" is a table here; write ${name}.* or one of its columns`
  const sibling = siblingsOf(scope).find((one) => one.findColumn(name, 'exact').kind === 'found')
  if (sibling !== undefined) return siblingHint(`"${sibling.alias}.${name}"`, scope)
  const lookup = relations.find((one) =>
    one.relationshipNames().some((other) => other.toLowerCase() === name.toLowerCase()),
  )
  if (lookup !== undefined) return `"${name}" is a lookup; write ${name}.Name or another column behind it`
  return columnHint(name, relations)
}

/** Tables of the same FROM that the place cannot see. */
function siblingsOf(scope: Scope): readonly Relation[] {
  const relations: Relation[] = []
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer)
    relations.push(...(level.siblings?.relations ?? []))
  return relations
}

function siblingHint(name: string, { clause }: Scope): string {
  return clause === IN_ON
    ? `${name} stands before a comma, and JOIN binds tighter than that; write CROSS JOIN for the comma`
    : `${name} is in the same FROM; LATERAL lets a subquery use it`
}

/** With several tables, suggestions are qualified. */
function columnHint(name: string, relations: readonly Relation[]): string | undefined {
  const all = relations.flatMap((relation) => relation.columnNames().map((column) => ({ relation, column })))
  const similar = similarNames(
    name,
    all.map(({ column }) => column),
  )
  if (similar.length === 0) return undefined
  const shown = similar.map((column) => {
    const owner = all.find((one) => one.column === column)
    return relations.length > 1 && owner !== undefined ? `"${owner.relation.alias}.${column}"` : `"${column}"`
  })
  return `did you mean ${shown.join(' or ')}?`
}

function qualifierHint(name: string, scope: Scope, relations: readonly Relation[]): string | undefined {
  if (siblingsOf(scope).some((relation) => relation.answersTo([name, '']) > 0))
    return siblingHint(`"${name}"`, scope)
  const hidden = relations.find((relation) => relation.hiddenName?.toLowerCase() === name.toLowerCase())
  if (hidden !== undefined) return `"${name}" is called "${hidden.alias}" here`
  return didYouMean(
    name,
    relations.flatMap((relation) => [relation.alias, ...relation.relationshipNames()]),
  )
}
