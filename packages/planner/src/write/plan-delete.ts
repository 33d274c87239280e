import type { Table } from '@certsql/catalog'
import {
  type Delete,
  type Expression,
  makeBinary,
  makeBoolean,
  makeColumn,
  makeIdentifier,
  makeQuery,
  makeSelect,
  type SelectItem,
  type TableReference,
  type Undelete,
  type With,
} from '@certsql/sql'
import { rootScope } from '../bind/bind-query.js'
import { prefetchTables } from '../bind/prefetch-tables.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { planBoundQuery } from '../plan-query.js'
import { aliasesOf, type TargetReference, targetReference } from './plan-update.js'
import { ReturningReader } from './returning.js'
import { SourceItems } from './source-items.js'
import type { WritePlan } from './write-plan.js'

/** DELETE: a query finds the Ids. */
export function planDelete(statement: Delete, table: Table, binder: Binder): WritePlan {
  return planById(
    {
      statement: 'DELETE',
      target: targetReference(statement.table, statement.alias),
      others: statement.using,
      ...(statement.with === undefined ? {} : { tables: statement.with }),
      ...(statement.where === undefined ? {} : { where: statement.where }),
      returning: statement.returning,
    },
    table,
    binder,
  )
}

/** UNDELETE: the Ids are those of records in the recycle bin. */
export function planUndelete(statement: Undelete, table: Table, binder: Binder): WritePlan {
  if (binder.options.writes?.inTransaction === true)
    throw bindError({
      code: 'CERT-8006',
      message: 'UNDELETE is not possible in a transaction: a graph undeletes nothing.',
      hint: 'undelete before BEGIN or after COMMIT',
      span: statement.span,
    })
  const target = targetReference(statement.table, statement.alias)
  const isDeleted = makeBinary(
    '=',
    makeColumn([target.alias, makeIdentifier('IsDeleted')], statement.table.span),
    makeBoolean(true),
  )
  const where = statement.where === undefined ? isDeleted : makeBinary('AND', isDeleted, statement.where)
  return planById(
    { statement: 'UNDELETE', target, others: [], where, returning: statement.returning },
    table,
    binder,
  )
}

interface ByIdFacts {
  readonly statement: 'DELETE' | 'UNDELETE'
  readonly target: TargetReference
  readonly others: readonly TableReference[]
  readonly tables?: With
  readonly where?: Expression
  readonly returning: readonly SelectItem[]
}

function planById(facts: ByIdFacts, table: Table, binder: Binder): WritePlan {
  const { statement, target, others } = facts
  const { view, options } = binder
  const items = new SourceItems()
  const idPosition = items.add(makeColumn([target.alias, makeIdentifier('Id')]))
  const returning = new ReturningReader(
    {
      statement,
      table,
      alias: target.alias.name,
      columns: [],
      items,
      others: others.flatMap(aliasesOf),
      inTransaction: options.writes?.inTransaction === true,
      view,
    },
    facts.returning,
  )
  const query = makeQuery(
    makeSelect(items.list, {
      from: [target.reference, ...others],
      where: facts.where,
      ...(statement === 'UNDELETE' ? { hints: [ALL_ROWS] } : {}),
    }),
    { with: facts.tables },
  )
  prefetchTables(query, binder)
  const bound = binder.bindQuery(query, rootScope(binder))
  const returned = returning.finish(bound, binder)
  return {
    statement,
    table,
    source: { kind: 'query', plan: planBoundQuery(bound, binder) },
    actions: [{ operation: statement === 'DELETE' ? 'delete' : 'undelete', idPosition, columns: [] }],
    repeated: others.length === 0 ? 'impossible' : 'once',
    ...(returned === undefined ? {} : { returning: returned }),
  }
}

/** The recycle bin is read by queryAll. */
const ALL_ROWS = { kind: 'Hint', span: { start: 0, end: 0 }, name: 'ALL_ROWS', arguments: [] } as const
