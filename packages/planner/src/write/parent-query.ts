import type { Table } from '@certsql/catalog'
import {
  makeBinary,
  makeColumn,
  makeInList,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeTable,
  makeText,
  type Query,
} from '@certsql/sql'
import type { ParentTarget } from './write-plan.js'

/**
 * Finds parents by a field that is no external id: `SELECT Id, Username FROM User WHERE Username IN (…)`. Record types
 * are those of the object that is written.
 */
export function parentQuery({ parent, key }: ParentTarget, values: readonly string[], object: Table): Query {
  const keyColumn = makeColumn([key.name])
  const isNamed = makeInList(
    keyColumn,
    values.map((value) => makeText(value)),
  )
  const isOfObject = parent.columns.some(({ name }) => name === 'SobjectType')
  return makeQuery(
    makeSelect([makeSelectItem(makeColumn(['Id'])), makeSelectItem(keyColumn)], {
      from: [makeTable([parent.name])],
      where: isOfObject
        ? makeBinary('AND', isNamed, makeBinary('=', makeColumn(['SobjectType']), makeText(object.name)))
        : isNamed,
    }),
  )
}
