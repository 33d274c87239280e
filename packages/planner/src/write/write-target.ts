import {
  type CatalogView,
  findColumn,
  findParent,
  ORG_SCHEMA,
  type ParentRelationship,
  type Table,
  type TableColumn,
} from '@certsql/catalog'
import { didYouMean, type SourceSpan } from '@certsql/core'
import type { Identifier, QualifiedName } from '@certsql/sql'
import { sameName } from '../bind/relation.js'
import { bindError } from '../bind/type-error.js'
import { ambiguousName, namedColumn, unknownColumn } from './named-column.js'
import type { ParentTarget, WriteTarget } from './write-plan.js'

/** The table that is written to. */
export function targetTable({ parts, span }: QualifiedName, view: CatalogView): Table {
  const names = parts.map((part) => part.name)
  const name = names.length === 2 && sameName(names[0] ?? '', ORG_SCHEMA) ? names[1] : names.join('.')
  const metadata = names.length === 2 ? view.metadataTable(names[0] ?? '', names[1] ?? '') : undefined
  if (metadata !== undefined)
    throw bindError({
      code: 'CERT-4002',
      message: `${metadata.schema}.${metadata.name} can only be read.`,
      span,
    })
  const lookup = view.lookUp(name ?? '')
  switch (lookup.kind) {
    case 'found':
      return view.table(lookup.name)
    case 'ambiguous':
      throw bindError({
        code: 'CERT-2002',
        message: `"${name}" may be any of several tables.`,
        hint: `write ${lookup.candidates.join(' or ')}`,
        span,
      })
    case 'unknown':
      throw bindError({
        code: 'CERT-2001',
        message: `There is no table "${name}".`,
        hint:
          lookup.similar.length > 0
            ? `did you mean ${lookup.similar.map((one) => `"${one}"`).join(' or ')}?`
            : 'SELECT * FROM certsql.objects lists the tables',
        span,
      })
  }
}

/**
 * What a name in a list of columns, or before `=`, writes: a field, or a lookup by a field of its parent.
 *
 * ```
 * Name   ·   Account.Ext__c   ·   "Account.Ext__c"   ·   "User:Owner.Username"
 * ```
 */
export function writeTarget(name: QualifiedName, table: Table, view: CatalogView): WriteTarget {
  const [first, second, third] = pathOf(name, table)
  if (first === undefined || third !== undefined)
    throw unknownColumn(name.parts.map((part) => part.name).join('.'), name.span, table)
  if (second !== undefined) return parentTarget(first, second, name.span, table, view)
  return { kind: 'field', column: namedColumn(first, name.span, table, view) }
}

/** `Account.Ext__c`, however it was quoted. */
function pathOf({ parts }: QualifiedName, table: Table): readonly string[] {
  const [only] = parts
  if (parts.length > 1 || only === undefined) return parts.map((part) => part.name)
  const isField = table.columns.some((column) => sameName(column.name, only.name))
  return isField || !isQuotedPath(only) ? [only.name] : only.name.split('.')
}

function isQuotedPath({ quoted, name }: Identifier): boolean {
  return quoted && name.includes('.')
}

function parentTarget(
  written: string,
  keyName: string,
  span: SourceSpan,
  table: Table,
  view: CatalogView,
): ParentTarget {
  const [, wantedTable, relationshipName = ''] = /^(?:(\w+):)?(.*)$/.exec(written) ?? []
  const relationship = parentOf(relationshipName, span, table, view)
  const column = table.columns.find((one) => one.name === relationship.column)
  if (column === undefined) throw unknownRelationship(relationshipName, span, table)
  const targets = relationship.targets.filter(
    (one) => wantedTable === undefined || sameName(one, wantedTable),
  )
  const found = keyOf(targets, keyName, span, relationship, view)
  const resolvedBy = found.key.field.externalId === true ? 'org' : 'here'
  return { kind: 'parent', relationship, column, ...found, resolvedBy }
}

function parentOf(name: string, span: SourceSpan, table: Table, view: CatalogView): ParentRelationship {
  const lookup = findParent(table, name, view.names)
  switch (lookup.kind) {
    case 'found':
      return lookup.parent
    case 'ambiguous':
      throw ambiguousName(name, lookup.candidates, span)
    case 'unknown': {
      const byColumn = table.parents.find((one) => sameName(one.column, name))
      if (byColumn !== undefined) return byColumn
      throw unknownRelationship(name, span, table)
    }
  }
}

/** Lookups of this many targets and more are not searched for the one that is meant: each costs a describe. */
const MOST_TARGETS = 5

function keyOf(
  targets: readonly string[],
  keyName: string,
  span: SourceSpan,
  { name }: ParentRelationship,
  view: CatalogView,
): { readonly parent: Table; readonly key: TableColumn } {
  if (targets.length > MOST_TARGETS) throw severalTargets(name, keyName, targets, span)
  const found = view.tables(targets).flatMap((parent) => {
    const lookup = findColumn(parent, keyName, view.names)
    return lookup.kind === 'found' ? [{ parent, key: lookup.column }] : []
  })
  const [first, second] = found
  if (first === undefined)
    throw bindError({
      code: 'CERT-2003',
      message: `${targets.join(' and ')} ${targets.length === 1 ? 'has' : 'have'} no column "${keyName}".`,
      hint: `${name}.… takes an external id, or another field that names one record`,
      span,
    })
  if (second !== undefined)
    throw severalTargets(
      name,
      keyName,
      found.map(({ parent }) => parent.name),
      span,
    )
  return first
}

function severalTargets(name: string, key: string, targets: readonly string[], span: SourceSpan) {
  return bindError({
    code: 'CERT-2002',
    message: `"${name}" leads to several tables: ${targets.join(', ')}.`,
    hint: `write which one is meant: "${targets[0]}:${name}.${key}"`,
    span,
  })
}

function unknownRelationship(name: string, span: SourceSpan, table: Table) {
  return bindError({
    code: 'CERT-2007',
    message: `${table.name} has no lookup "${name}".`,
    hint: didYouMean(
      name,
      table.parents.map((parent) => parent.name),
    ),
    span,
  })
}
