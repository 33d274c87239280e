import { shortNames } from '@certsql/catalog'
import { didYouMean } from '@certsql/core'
import type { Expression, SelectItem, SelectStar } from '@certsql/sql'
import { atSpan } from '../logical/at-span.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { FromItem } from './from-item.js'
import { outputName } from './output-name.js'
import { sameName, type VisibleColumn } from './relation.js'
import { RemoteRelation } from './remote-relation.js'
import { relationFor } from './resolve-column.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'

/** One item of a select list, stars taken apart. */
export interface PendingItem {
  /** Absent for the columns of a star. */
  readonly source?: Expression
  readonly alias?: string
  bind(scope: Scope, binder: Binder): BoundExpression
  nameOf(bound: BoundExpression): string
}

export function expandItems(items: readonly SelectItem[], from: FromItem): readonly PendingItem[] {
  return items.flatMap((item) => {
    if (item.kind === 'SelectStar') return starColumns(item, from).map((column) => starItem(column, item))
    const { expression, alias } = item
    return [
      {
        source: expression,
        bind: (scope: Scope, binder: Binder) => binder.bindExpression(expression, scope),
        nameOf: (bound: BoundExpression) => alias?.name ?? shownName(expression, bound),
        ...(alias === undefined ? {} : { alias: alias.name }),
      },
    ]
  })
}

function starItem(column: VisibleColumn, { span }: SelectStar): PendingItem {
  return { bind: () => atSpan(column.use(), span), nameOf: () => column.name }
}

/** A column shows as describe spells it, unless a column list of an alias has renamed it. */
function shownName(expression: Expression, bound: BoundExpression): string {
  const written = outputName(expression)
  if (bound.kind !== 'ColumnUse' || expression.kind !== 'ColumnReference') return written
  const { name } = bound.column
  return [name, ...shortNames(name)].some((one) => sameName(one, written)) ? name : written
}

function starColumns(star: SelectStar, from: FromItem): readonly VisibleColumn[] {
  if (star.qualifier === undefined) {
    if (from.relations.length > 0) return from.starColumns()
    throw bindError({ code: 'CERT-4002', message: 'SELECT * needs a FROM.', span: star.span })
  }
  const { parts } = star.qualifier
  const names = parts.map((part) => part.name)
  const relation = relationFor(from, [...names, '*'])
  const rest = parts.slice(relation?.answersTo([...names, '*']) ?? 0)
  if (relation !== undefined && rest.length === 0) return relation.starColumns()
  const behind = (relation === undefined ? from.relations : [relation]).flatMap((one) => {
    const columns = one instanceof RemoteRelation ? one.starOfPath(rest) : undefined
    return columns === undefined ? [] : [columns]
  })
  if (behind.length === 1 && behind[0] !== undefined) return behind[0]
  throw bindError({
    code: 'CERT-2001',
    message: `There is no table or lookup "${names.join('.')}" here.`,
    hint: didYouMean(
      names.join('.'),
      from.relations.map((one) => one.alias),
    ),
    span: star.qualifier.span,
  })
}
