import { list, type SqlType, TEXT } from '@certsql/core'
import {
  type Expression,
  makeArray,
  makeCall,
  makeCast,
  makeColumn,
  makeFunctionTable,
  makeOrderItem,
  makeQuery,
  makeScalarSubquery,
  makeSelect,
  makeSelectItem,
  makeSubscript,
  makeTableAlias,
  makeType,
} from '@certsql/sql'
import { commonType } from './common-type.js'
import type { ArgumentTypes, ScalarFunction } from './function-definition.js'
import {
  argumentAt,
  call,
  cast,
  choose,
  constantNumber,
  number,
  operate,
  same,
  sameAs,
  typeAt,
} from './lowering.js'

function scalar(facts: Omit<ScalarFunction, 'kind' | 'family'>): ScalarFunction {
  return { kind: 'scalar', family: 'list', ...facts }
}

export const LIST_FUNCTIONS: readonly ScalarFunction[] = [
  scalar({
    name: 'array',
    internal: true,
    signatures: ['any...? -> *'],
    help: 'A list of values: ARRAY[1, 2].',
    resultType: (types) => list(types[0] ?? TEXT),
    lower: (args) => makeArray(args),
  }),
  scalar({
    name: 'array_element',
    internal: true,
    signatures: ['list, integer -> *'],
    help: 'The value at a position of a list, from 1: items[1].',
    resultType: elementOf,
    lower: lowerElement,
  }),
  scalar({
    name: 'array_length',
    aliases: ['cardinality'],
    signatures: ['list, integer? -> integer'],
    help: 'The number of values in a list.',
    lower: (args) => cast(call('len', argumentAt(args, 0)), 'integer'),
  }),
  scalar({
    name: 'array_cat',
    signatures: ['list, list -> *', 'list, any -> *', 'any, list -> *'],
    help: 'Two lists as one, or a list with one more value.',
    resultType: joinedType,
    validate: (types) =>
      joinedType(types).kind === 'list' && fits(types)
        ? undefined
        : 'The lists hold values of different types.',
    lower: lowerJoined,
  }),
  scalar({
    name: 'array_append',
    signatures: ['list, any -> same'],
    help: 'The list with one more value at its end.',
    lower: same('list_append'),
  }),
  scalar({
    name: 'array_position',
    signatures: ['list, any -> integer'],
    help: 'Where a value first stands in a list, from 1; NULL when it does not.',
    lower: sameAs('list_position', 'integer'),
  }),
  scalar({
    name: 'array_to_string',
    signatures: ['list, text, text? -> text'],
    help: 'The values of a list as one text with a separator between them; nulls as the third text, or left out.',
    lower: lowerArrayToString,
  }),
  scalar({
    name: 'array_contains',
    signatures: ['list, any -> boolean'],
    help: 'Whether a value is in a list.',
    lower: same('list_contains'),
  }),
]

function elementOf([type]: ArgumentTypes): SqlType {
  return type?.kind === 'list' ? type.element : TEXT
}

/** DuckDB counts negative positions from the end, PostgreSQL has nothing there. */
function lowerElement(args: readonly Expression[]): Expression {
  const [items, index] = [argumentAt(args, 0), argumentAt(args, 1)]
  const position = constantNumber(index)
  const element = makeSubscript(items, index)
  return position !== undefined && position > 0
    ? element
    : choose([[operate(index, '>', number(0)), element]])
}

function joinedType([left = TEXT, right = TEXT]: ArgumentTypes): SqlType {
  const [a, b] = [left.kind === 'list' ? left.element : left, right.kind === 'list' ? right.element : right]
  return list(commonType(a, b) ?? a)
}

function fits([left = TEXT, right = TEXT]: ArgumentTypes): boolean {
  const [a, b] = [left.kind === 'list' ? left.element : left, right.kind === 'list' ? right.element : right]
  return commonType(a, b) !== undefined
}

function lowerJoined(args: readonly Expression[], types: ArgumentTypes): Expression {
  const sides = args.map((argument, index) =>
    typeAt(types, index).kind === 'list' ? argument : call('list_value', argument),
  )
  return makeCall('list_concat', sides)
}

function lowerArrayToString(args: readonly Expression[], types: ArgumentTypes): Expression {
  const [items, separator, instead] = [argumentAt(args, 0), argumentAt(args, 1), args[2]]
  const isText = ['text', 'id'].includes(elementOf([typeAt(types, 0)]).kind)
  const texts = isText ? items : makeCast(items, makeType('varchar', [], 1))
  const joined = call('array_to_string', texts, separator)
  if (instead === undefined) return joined
  return joinedWithNulls(texts, separator, instead)
}

/** DuckDB leaves nulls out, so the list is taken apart, and put together again in its order. */
function joinedWithNulls(items: Expression, separator: Expression, instead: Expression): Expression {
  const shown = call('coalesce', makeColumn(['item']), instead)
  const joined = makeCall('string_agg', [shown, separator], {
    orderBy: [makeOrderItem(makeColumn(['position']))],
  })
  const table = makeFunctionTable(makeCall('unnest', [items]), {
    alias: makeTableAlias('items', ['item', 'position']),
    withOrdinality: true,
  })
  return makeScalarSubquery(makeQuery(makeSelect([makeSelectItem(joined)], { from: [table] })))
}
