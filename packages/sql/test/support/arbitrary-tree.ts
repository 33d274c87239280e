import fc from 'fast-check'
import * as sql from '../../src/index.js'

/**
 * Random trees of the shape that the parser makes: a printed one must read back as it was. What the parser never
 * makes is left out, such as a query in parentheses without clauses of its own.
 */
const name = fc.oneof(
  fc.constantFrom('a', 'b', 'Name', 'c2g__InvoiceTotal__c', 'date', 'value', 'first', 'über'),
  fc.constantFrom('select', 'Order', 'two words', 'quo"te', "it's", 'd]', 'x`y', '1st', 'ümlaut 😀'),
)
const identifier = name.map((text) => sql.makeIdentifier(text))
const qualifiedName = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((parts) => sql.makeQualifiedName(parts))
const text = fc.oneof(
  fc.constantFrom('', "it's", 'a\nb', '\t', 'back\\slash', '$$', '--', '/*', "\\'\n", '\u2028'),
  fc.string({ maxLength: 8 }).filter((value) => !value.includes('\0')),
)
/** Shared by all that may nest, so that a tree as a whole stays small. */
const depth = { depthIdentifier: fc.createDepthIdentifier(), maxDepth: 4 }

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { ...depth, nil: undefined, freq: 1 })

const typeName = fc.oneof(
  fc
    .constantFrom('integer', 'text', 'date', 'double precision', 'timestamp with time zone', 'jsonb')
    .chain((type) => fc.nat(2).map((dimensions) => sql.makeType(type, [], dimensions))),
  fc.tuple(fc.nat(38), fc.nat(10)).map(([precision, scale]) => sql.makeType('decimal', [precision, scale])),
  fc.nat(255).map((length) => sql.makeType('character varying', [length])),
)

const literal: fc.Arbitrary<sql.Expression> = fc.oneof(
  text.map((value) => sql.makeText(value)),
  fc
    .constantFrom('0', '42', '1.50', '.5', '5.', '1e6', '1.5E-10', '123456789012345678901')
    .map((digits) => sql.makeNumber(digits)),
  fc.boolean().map((value) => sql.makeBoolean(value)),
  fc.constant(sql.makeNull()),
  fc
    .constantFrom('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMPTZ')
    .chain((type) => text.map((value) => sql.makeTypedLiteral(type as sql.TypedLiteral['type'], value))),
  fc
    .tuple(text, maybe(fc.constantFrom('YEAR', 'QUARTER', 'DAY', 'MILLISECOND')))
    .map(([value, unit]) => sql.makeInterval(value, unit as sql.IntervalUnit | undefined)),
  fc.nat(9).map((index) => sql.makeParameter('numbered', index)),
  fc
    .constantFrom('CURRENT_DATE', 'CURRENT_TIMESTAMP', 'CURRENT_USER')
    .map((value) => sql.makeCurrentValue(value as sql.CurrentValue['value'])),
)
const column = fc.array(name, { minLength: 1, maxLength: 3 }).map((path) => sql.makeColumn(path))

const BINARY: readonly sql.BinaryOperator[] = [
  ...(['OR', 'AND', '=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '^'] as const),
  ...(['||', '->', '->>', '#>', '#>>', '~', '~*', '!~', '!~*'] as const),
]

/** `IN ((SELECT …))` reads as IN with a query. */
const isNoQueryAlone = (items: sql.Expression[]): boolean =>
  items.length !== 1 || items[0]?.kind !== 'ScalarSubquery'

const trees = fc.letrec<{
  expression: sql.Expression
  query: sql.Query
  body: sql.QueryBody
  table: sql.TableReference
  orderItem: sql.OrderItem
  select: sql.Select
}>((tie) => {
  const expression = tie('expression')
  const query = tie('query')
  const flag = fc.boolean()
  const list = (minLength: number) => fc.array(expression, { minLength, maxLength: 3 })
  const orderItems = fc.array(tie('orderItem'), { maxLength: 2 })
  const bound = fc.oneof(
    fc
      .constantFrom('UNBOUNDED PRECEDING', 'CURRENT ROW', 'UNBOUNDED FOLLOWING')
      .map((which) => sql.makeFrameBound(which as sql.FrameBound['bound'])),
    fc
      .tuple(fc.constantFrom('PRECEDING', 'FOLLOWING'), expression)
      .map(([which, offset]) => sql.makeFrameBound(which as sql.FrameBound['bound'], offset)),
  )
  const frame = fc
    .tuple(
      fc.constantFrom('ROWS', 'RANGE', 'GROUPS'),
      bound,
      maybe(bound),
      maybe(fc.constantFrom('CURRENT ROW', 'GROUP', 'TIES', 'NO OTHERS')),
    )
    .map(([unit, start, end, exclude]) =>
      sql.makeFrame(unit as 'ROWS', start, end, exclude as sql.WindowFrame['exclude']),
    )
  // A word that begins a clause cannot be the name of the window that another one is based on, without quotes.
  const base = fc.constantFrom('w', 'my window').map((one) => sql.makeIdentifier(one))
  const window = fc
    .record({ base: maybe(base), partitionBy: list(0), orderBy: orderItems, frame: maybe(frame) })
    .map((parts) => sql.makeWindow(parts))
  const alias = fc
    .tuple(name, fc.array(name, { maxLength: 2 }))
    .map(([one, columns]) => sql.makeTableAlias(one, columns))
  const call = fc
    .record({
      name: fc.oneof(
        fc
          .constantFrom('count', 'left', 'upper', 'trim', 'extract', 'row', 'My Function')
          .map((one) =>
            sql.makeQualifiedName([
              one === 'left'
                ? sql.makeIdentifier(one, undefined, false)
                : one === 'extract' || one === 'row'
                  ? sql.makeIdentifier(one, undefined, true)
                  : one,
            ]),
          ),
        qualifiedName.filter(({ parts }) => parts[0]?.quoted === true || parts.length > 1),
      ),
      args: list(1),
      star: flag,
      distinct: flag,
      orderBy: orderItems,
      withinGroup: orderItems,
      filter: maybe(expression),
      nulls: maybe(fc.constantFrom('IGNORE' as const, 'RESPECT' as const)),
      over: maybe(fc.oneof(window, base)),
    })
    .map(({ name: called, args, star, ...parts }) => {
      const isForm = called.parts[0]?.name === 'trim' && called.parts.length === 1
      if (isForm) return sql.makeCall(called, args)
      if (star) return sql.makeCall(called, [], { ...parts, star, distinct: false, orderBy: [] })
      return sql.makeCall(called, args, parts)
    })
  const groupingSet = list(0).map((items) => sql.makeGroupingExpressions(items))
  const grouping: fc.Arbitrary<sql.GroupingElement> = fc.oneof(
    groupingSet,
    fc
      .array(groupingSet, { minLength: 1, maxLength: 2 })
      .map((sets) => ({ kind: 'Rollup' as const, span: sql.NO_SPAN, sets })),
    fc
      .array(groupingSet, { minLength: 1, maxLength: 2 })
      .map((sets) => ({ kind: 'Cube' as const, span: sql.NO_SPAN, sets })),
    fc
      .array(groupingSet, { minLength: 1, maxLength: 2 })
      .map((elements) => ({ kind: 'GroupingSets' as const, span: sql.NO_SPAN, elements })),
  )
  const selectItem: fc.Arbitrary<sql.SelectItem> = fc.oneof(
    fc.tuple(expression, maybe(name)).map(([one, label]) => sql.makeSelectItem(one, label)),
    maybe(qualifiedName).map((qualifier) => sql.makeStar(qualifier)),
  )
  const hint = fc
    .tuple(
      fc.constantFrom('ALL_ROWS', 'TRANSPORT'),
      fc.array(fc.constantFrom('bulk', 'mine'), { maxLength: 2 }),
    )
    .map(([word, args]): sql.Hint => ({ kind: 'Hint', span: sql.NO_SPAN, name: word, arguments: args }))
  const clauses = fc.record({
    orderBy: orderItems,
    limit: maybe(expression),
    offset: maybe(expression),
    withTies: flag,
  })
  const withClause = fc
    .tuple(
      fc.array(fc.tuple(name, query, fc.array(identifier, { maxLength: 2 }), maybe(flag)), {
        minLength: 1,
        maxLength: 2,
      }),
      flag,
    )
    .map(([tables, recursive]) =>
      sql.makeWith(
        tables.map(([one, inner, columns, materialized]) =>
          sql.makeCommonTable(one, inner, columns, materialized),
        ),
        recursive,
      ),
    )
  const limited = (inner: sql.Query): boolean =>
    inner.with !== undefined ||
    inner.orderBy.length > 0 ||
    inner.limit !== undefined ||
    inner.offset !== undefined
  return {
    expression: fc.oneof(
      { ...depth, withCrossShrink: true },
      column,
      literal,
      fc
        .tuple(fc.constantFrom(...BINARY), expression, expression)
        .map(([operator, left, right]) => sql.makeBinary(operator, left, right)),
      fc
        .tuple(fc.constantFrom('NOT' as const, '-' as const, '+' as const), expression)
        .map(([operator, operand]) => sql.makeUnary(operator, operand)),
      fc.tuple(expression, flag).map(([operand, negated]) => sql.makeIsNull(operand, negated)),
      fc
        .tuple(expression, fc.constantFrom('TRUE' as const, 'FALSE' as const, 'UNKNOWN' as const), flag)
        .map(([operand, truth, negated]) => sql.makeIsTruth(operand, truth, negated)),
      fc
        .tuple(expression, expression, flag)
        .map(([left, right, negated]) => sql.makeIsDistinctFrom(left, right, negated)),
      fc
        .tuple(expression, expression, expression, flag, flag)
        .map(([operand, low, high, negated, symmetric]) =>
          sql.makeBetween(operand, low, high, negated, symmetric),
        ),
      fc
        .tuple(expression, list(1).filter(isNoQueryAlone), flag)
        .map(([operand, items, negated]) => sql.makeInList(operand, items, negated)),
      fc
        .tuple(expression, query, flag)
        .map(([operand, inner, negated]) => sql.makeInSubquery(operand, inner, negated)),
      fc
        .tuple(
          expression,
          expression,
          fc.record({ negated: flag, caseInsensitive: flag, escape: maybe(expression) }),
        )
        .map(([operand, pattern, options]) => sql.makeLike(operand, pattern, options)),
      query.map((inner) => sql.makeExists(inner)),
      query.map((inner) => sql.makeScalarSubquery(inner)),
      fc
        .tuple(
          expression,
          fc.constantFrom('=' as const, '<>' as const, '>=' as const),
          fc.constantFrom('ANY' as const, 'ALL' as const),
          query,
        )
        .map(([operand, operator, quantifier, inner]) =>
          sql.makeQuantifiedComparison(operand, operator, quantifier, inner),
        ),
      fc
        .record({
          branches: fc.array(fc.tuple(expression, expression), { minLength: 1, maxLength: 2 }),
          operand: maybe(expression),
          otherwise: maybe(expression),
        })
        .map(({ branches, ...parts }) =>
          sql.makeCase(
            branches.map(([when, then]) => sql.makeCaseBranch(when, then)),
            parts,
          ),
        ),
      fc.tuple(expression, typeName, flag).map(([operand, type, safe]) => sql.makeCast(operand, type, safe)),
      fc
        .tuple(fc.constantFrom('YEAR', 'DOW', 'EPOCH'), expression)
        .map(([field, source]) => sql.makeExtract(field, source)),
      fc.tuple(expression, expression).map(([operand, zone]) => sql.makeAtTimeZone(operand, zone)),
      fc.tuple(expression, name).map(([operand, collation]) => sql.makeCollate(operand, collation)),
      call,
      list(0).map((items) => sql.makeRow(items)),
      list(0).map((items) => sql.makeArray(items)),
      fc.tuple(expression, expression).map(([operand, index]) => sql.makeSubscript(operand, index)),
    ),
    orderItem: fc
      .tuple(
        expression,
        maybe(fc.constantFrom('ASC' as const, 'DESC' as const)),
        maybe(fc.constantFrom('FIRST' as const, 'LAST' as const)),
      )
      .map(([one, direction, nulls]) => sql.makeOrderItem(one, direction, nulls)),
    table: fc.oneof(
      { ...depth, withCrossShrink: true },
      fc.tuple(qualifiedName, maybe(alias)).map(([called, one]) => sql.makeTable(called, one)),
      fc
        .tuple(query, maybe(alias), flag)
        .map(([inner, one, lateral]) => sql.makeDerivedTable(inner, one, lateral)),
      fc
        .tuple(call, fc.record({ alias: maybe(alias), lateral: flag, withOrdinality: flag }))
        .filter(([{ name: called }]) => !(called.parts.length === 1 && called.parts[0]?.name === 'trim'))
        .map(([called, parts]) => sql.makeFunctionTable(called, parts)),
      fc
        .tuple(
          tie('table'),
          tie('table'),
          fc.constantFrom('INNER' as const, 'LEFT' as const, 'RIGHT' as const, 'FULL' as const),
          expression,
        )
        .map(([left, right, type, on]) => sql.makeJoin(type, left, right, { on })),
      fc
        .tuple(tie('table'), tie('table'), fc.array(identifier, { minLength: 1, maxLength: 2 }))
        .map(([left, right, using]) => sql.makeJoin('LEFT', left, right, { using })),
      fc
        .tuple(tie('table'), tie('table'), flag)
        .map(([left, right, natural]) => sql.makeJoin(natural ? 'FULL' : 'CROSS', left, right, { natural })),
    ),
    select: fc
      .record({
        items: fc.array(selectItem, { minLength: 1, maxLength: 3 }),
        hints: fc.array(hint, { maxLength: 1 }),
        distinct: maybe(list(0).map((on) => sql.makeDistinct(on))),
        from: fc.array(tie('table'), { maxLength: 2 }),
        where: maybe(expression),
        groupBy: maybe(
          fc.array(grouping, { minLength: 1, maxLength: 2 }).map((elements) => sql.makeGroupBy(elements)),
        ),
        having: maybe(expression),
        windows: fc.array(
          fc.tuple(identifier, window).map(
            ([one, specification]): sql.NamedWindow => ({
              kind: 'NamedWindow',
              span: sql.NO_SPAN,
              name: one,
              specification,
            }),
          ),
          { maxLength: 1 },
        ),
        qualify: maybe(expression),
      })
      .map(({ items, ...parts }) => sql.makeSelect(items, parts)),
    body: fc.oneof(
      { ...depth, withCrossShrink: true },
      fc.constant(sql.makeSelect([sql.makeStar()])),
      tie('select'),
      fc.array(list(1), { minLength: 1, maxLength: 2 }).map((rows) => sql.makeValues(rows)),
      fc
        .tuple(
          fc.constantFrom('UNION' as const, 'INTERSECT' as const, 'EXCEPT' as const),
          flag,
          tie('body'),
          tie('body'),
        )
        .map(([operator, all, left, right]) => sql.makeSetOperation(operator, all, left, right)),
      query.filter(limited),
    ),
    query: fc.tuple(tie('body'), clauses, maybe(withClause)).map(([body, { withTies, ...parts }, tables]) => {
      const ties = withTies && parts.limit !== undefined && parts.orderBy.length > 0
      const outer = sql.makeQuery(body, { ...parts, with: tables, withTies: ties })
      return body.kind === 'Query' && !limited(outer) ? body : outer
    }),
  }
})

export const arbitraryExpression = trees.expression
export const arbitraryQuery = trees.query
