import type { IOrAlt, IToken, ParserMethod } from '@chevrotain/types'
import type * as ast from '../ast.js'
import * as make from '../build.js'
import { spanOf } from '../errors/syntax-error.js'
import * as t from '../tokens/token-types.js'
import { toGroupingExpressions } from '../tree/grouping.js'
import { toHints } from '../tree/hints.js'
import { JoinStack } from '../tree/joins.js'
import { type BodyPart, RowWindow, SetOperationStack, toQuery, unwrap } from '../tree/queries.js'
import { toIdentifier, toTextValue } from '../tree/token-values.js'
import { ExpressionGrammar } from './expression-grammar.js'

/** Queries, on top of expressions. */
export abstract class QueryGrammar extends ExpressionGrammar {
  // [WITH …] <body> [ORDER BY …] { <row window> }
  override readonly query: ParserMethod<[], ast.Query> = this.RULE('query', (): ast.Query => {
    const start = this.position()
    const tables = this.OPTION(() => this.SUBRULE(this.withClause))
    return this.SUBRULE(this.queryWith, { ARGS: [tables, start] })
  })

  // <body> [ORDER BY …] { <row window> }
  protected readonly queryWith = this.RULE(
    'queryWith',
    (tables: ast.With | undefined, start: number): ast.Query => {
      const rows = new RowWindow()
      const body = this.SUBRULE(this.queryBody)
      const orderBy = this.OPTION(() => this.SUBRULE(this.orderBy)) ?? []
      this.MANY(() => this.SUBRULE(this.rowWindow, { ARGS: [rows] }))
      return this.ACTION(() => toQuery(tables, body, orderBy, rows, this.since(start)))
    },
  )

  // WITH [RECURSIVE] <table>, …
  protected readonly withClause = this.RULE('withClause', (): ast.With => {
    const start = this.position()
    const tables: ast.CommonTable[] = []
    this.OR([{ ALT: () => this.CONSUME(t.With) }, { ALT: () => this.CONSUME(t.WithTime) }])
    const recursive = this.OPTION(() => this.CONSUME(t.Recursive)) !== undefined
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => tables.push(this.SUBRULE(this.commonTable)) })
    return make.makeWith(tables, recursive, this.since(start))
  })

  // <name> [( <columns> )] AS [[NOT] MATERIALIZED] ( <query> )
  private readonly commonTable = this.RULE('commonTable', (): ast.CommonTable => {
    const start = this.position()
    const name = this.SUBRULE(this.name)
    const columns = this.OPTION(() => this.SUBRULE(this.nameList)) ?? []
    this.CONSUME(t.As)
    const materialized = this.OPTION1(() => {
      const negated = this.OPTION2(() => this.CONSUME(t.Not)) !== undefined
      this.CONSUME(t.Materialized)
      return !negated
    })
    this.CONSUME(t.QueryParen)
    const query = this.SUBRULE(this.query)
    this.CONSUME(t.RightParen)
    return make.makeCommonTable(name, query, columns, materialized, this.since(start))
  })

  // <part> { UNION | INTERSECT | EXCEPT [ALL | DISTINCT] <part> }
  private readonly queryBody = this.RULE('queryBody', (): BodyPart => {
    const stack = new SetOperationStack()
    const first = this.SUBRULE(this.queryPart)
    stack.part(first)
    this.MANY(() => {
      const operator = this.CONSUME(t.SetOperator)
      const all = this.OPTION(() => this.SUBRULE(this.allOrDistinct)) ?? false
      this.ACTION(() => stack.operator(operator.image.toUpperCase() as ast.SetOperation['operator'], all))
      const part = this.SUBRULE1(this.queryPart)
      stack.part(part)
    })
    return this.ACTION(() => stack.finish())
  })

  private readonly allOrDistinct = this.RULE('allOrDistinct', (): boolean =>
    this.OR([{ ALT: () => this.CONSUME(t.All) && true }, { ALT: () => this.CONSUME(t.Distinct) && false }]),
  )

  // <select> | <values> | ( <query> )
  private readonly queryPart = this.RULE(
    'queryPart',
    (): BodyPart =>
      this.OR<BodyPart>([
        { ALT: () => this.SUBRULE(this.select) },
        { ALT: () => this.SUBRULE(this.values) },
        {
          ALT: () => {
            this.CONSUME(t.QueryParen)
            const query = this.SUBRULE(this.query)
            this.CONSUME(t.RightParen)
            return this.ACTION(() => unwrap(query))
          },
        },
      ]),
  )

  // LIMIT <count> | ALL   ·   OFFSET <count> [ROW | ROWS]   ·   FETCH FIRST [<count>] ROWS ONLY | WITH TIES
  private readonly rowWindow = this.RULE('rowWindow', (rows: RowWindow): void => {
    this.OR([
      { ALT: () => this.SUBRULE(this.limit, { ARGS: [rows] }) },
      { ALT: () => this.SUBRULE(this.offset, { ARGS: [rows] }) },
      { ALT: () => this.SUBRULE(this.fetch, { ARGS: [rows] }) },
    ])
  })

  private readonly limit = this.RULE('limit', (rows: RowWindow): void => {
    const token = this.CONSUME(t.Limit)
    const count = this.OR([
      { ALT: () => this.CONSUME(t.All) && undefined },
      { ALT: () => this.SUBRULE(this.expression) },
    ])
    this.ACTION(() => rows.setLimit(count, false, token))
  })

  private readonly offset = this.RULE('offset', (rows: RowWindow): void => {
    const token = this.CONSUME(t.Offset)
    const count = this.SUBRULE(this.expression)
    this.OPTION(() => this.SUBRULE(this.rowOrRows))
    this.ACTION(() => rows.setOffset(count, token))
  })

  private readonly fetch = this.RULE('fetch', (rows: RowWindow): void => {
    const token = this.CONSUME(t.Fetch)
    this.OR([{ ALT: () => this.CONSUME(t.First) }, { ALT: () => this.CONSUME(t.Next) }])
    const count = this.OPTION(() => this.SUBRULE(this.plainCount))
    this.SUBRULE(this.rowOrRows)
    const withTies = this.OR1([
      { ALT: () => this.CONSUME(t.Only) && false },
      { ALT: () => this.CONSUME(t.With) && this.CONSUME(t.Ties) && true },
    ])
    this.ACTION(() => rows.setLimit(count ?? make.makeNumber(1, this.spanAt(token)), withTies, token))
  })

  private readonly rowOrRows = this.RULE('rowOrRows', (): void => {
    this.OR([{ ALT: () => this.CONSUME(t.Row) }, { ALT: () => this.CONSUME(t.Rows) }])
  })

  // <number> | <parameter> | ( <expression> )
  private readonly plainCount = this.RULE(
    'plainCount',
    (): ast.Expression =>
      this.OR([
        { ALT: () => this.toNumber(this.CONSUME(t.NumberText)) },
        { ALT: () => this.toParameter(this.CONSUME(t.ParameterMark)) },
        { ALT: () => this.SUBRULE(this.parenthesised) },
        { ALT: () => this.SUBRULE(this.scalarSubquery) },
      ]),
  )

  // VALUES ( <expressions> ), …
  private readonly values = this.RULE('values', (): ast.Values => {
    const start = this.position()
    const rows: ast.Expression[][] = []
    this.CONSUME(t.ValuesWord)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => rows.push(this.SUBRULE(this.valuesRow)) })
    return make.makeValues(rows, this.since(start))
  })

  private readonly valuesRow = this.RULE('valuesRow', (): ast.Expression[] =>
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LeftParen)
          const items = this.SUBRULE(this.rowItems)
          this.CONSUME(t.RightParen)
          return items
        },
      },
      // ((SELECT 1)): the scanner took the row's own parentheses for those of a query.
      { ALT: () => [this.SUBRULE(this.scalarSubquery)] },
    ]),
  )

  // <expression> | DEFAULT, …
  protected readonly rowItems = this.RULE('rowItems', (): ast.Expression[] => {
    const items: ast.Expression[] = []
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.rowItem)) })
    return items
  })

  private readonly rowItem = this.RULE(
    'rowItem',
    (): ast.Expression =>
      this.OR<ast.Expression>([
        {
          ALT: () => {
            const token = this.CONSUME(t.Default)
            return this.ACTION(() => make.makeDefault(spanOf(token)))
          },
        },
        { ALT: () => this.SUBRULE(this.expression) },
      ]),
  )

  // ── SELECT ────────────────────────────────────────────────────────────────────────────────────────────────────

  // SELECT [<hints>] [DISTINCT [ON (…)] | ALL] [TOP <count>] <items>
  //   [FROM …] [WHERE …] [GROUP BY …] [HAVING …] [WINDOW …] [QUALIFY …]
  private readonly select = this.RULE('select', (): BodyPart => {
    const start = this.position()
    const parts: make.Draft<make.SelectParts> = {}
    this.CONSUME(t.Select)
    this.OPTION(() => (parts.hints = this.SUBRULE(this.hints)))
    this.OPTION1(() => (parts.distinct = this.SUBRULE(this.distinct)))
    const top = this.OPTION2(() => this.CONSUME(t.Top))
    const limit = this.OPTION3({
      GATE: () => top !== undefined,
      DEF: () => this.SUBRULE(this.plainCount),
    })
    const items = this.SUBRULE(this.selectItems)
    this.OPTION4(() => (parts.from = this.SUBRULE(this.from)))
    this.OPTION5(() => (parts.where = this.SUBRULE(this.where)))
    this.OPTION6(() => (parts.groupBy = this.SUBRULE(this.groupBy)))
    this.OPTION7(() => (parts.having = this.SUBRULE(this.having)))
    this.OPTION8(() => (parts.windows = this.SUBRULE(this.windows)))
    this.OPTION9(() => (parts.qualify = this.SUBRULE(this.qualify)))
    const select = make.makeSelect(items, parts, this.since(start))
    return top === undefined || limit === undefined
      ? select
      : { kind: 'TopSelect', select, limit, token: top }
  })

  private readonly hints = this.RULE('hints', (): ast.Hint[] => {
    const token = this.CONSUME(t.HintComment)
    return this.ACTION(() => toHints(token))
  })

  // DISTINCT [ON ( <expressions> )] | ALL
  private readonly distinct = this.RULE('distinct', (): ast.Distinct | undefined =>
    this.OR<ast.Distinct | undefined>([
      {
        ALT: () => {
          const start = this.position()
          this.CONSUME(t.Distinct)
          const on = this.OPTION(() => {
            this.CONSUME(t.On)
            this.CONSUME(t.LeftParen)
            const expressions = this.SUBRULE(this.expressions)
            this.CONSUME(t.RightParen)
            return expressions
          })
          return make.makeDistinct(on, this.since(start))
        },
      },
      { ALT: () => this.CONSUME(t.All) && undefined },
    ]),
  )

  protected readonly selectItems = this.RULE('selectItems', (): ast.SelectItem[] => {
    const items: ast.SelectItem[] = []
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.selectItem)) })
    return items
  })

  // * | <qualifier>.* | <expression> [[AS] <alias>]
  private readonly selectItem = this.RULE('selectItem', (): ast.SelectItem => {
    const start = this.position()
    return this.OR<ast.SelectItem>([
      { ALT: () => this.SUBRULE(this.selectExpression) },
      { ALT: () => make.makeStar(undefined, this.spanAt(this.CONSUME(t.Star))) },
      {
        ALT: () => {
          const parts = [toIdentifier(this.CONSUME(t.StarQualifier))]
          this.MANY(() => {
            this.CONSUME(t.Dot)
            parts.push(toIdentifier(this.CONSUME(t.AnyWord)))
          })
          const qualifier = make.makeQualifiedName(parts, this.since(start))
          this.CONSUME(t.DotBeforeStar)
          this.CONSUME1(t.Star)
          return make.makeStar(qualifier, this.since(start))
        },
      },
    ])
  })

  private readonly selectExpression = this.RULE('selectExpression', (): ast.SelectExpression => {
    const start = this.position()
    const expression = this.SUBRULE(this.expression)
    const alias = this.OPTION(() => this.SUBRULE(this.columnAlias))
    return make.makeSelectItem(expression, alias, this.since(start))
  })

  // [AS] <alias>
  private readonly columnAlias = this.RULE(
    'columnAlias',
    (): ast.Identifier =>
      this.OR([
        { ALT: () => this.CONSUME(t.As) && toIdentifier(this.CONSUME(t.AnyWord)) },
        { ALT: () => toIdentifier(this.CONSUME(t.BareColumnAlias)) },
      ]),
  )

  // FROM <table>, …
  protected readonly from = this.RULE('from', (): ast.TableReference[] => {
    this.CONSUME(t.From)
    return this.SUBRULE(this.tableReferences)
  })

  protected readonly where = this.RULE('where', (): ast.Expression => {
    this.CONSUME(t.Where)
    return this.SUBRULE(this.expression)
  })

  // GROUP BY <element>, …
  private readonly groupBy = this.RULE('groupBy', (): ast.GroupBy => {
    const start = this.position()
    const elements: ast.GroupingElement[] = []
    this.CONSUME(t.Group)
    this.CONSUME(t.By)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => elements.push(this.SUBRULE(this.groupingElement)) })
    return make.makeGroupBy(elements, this.since(start))
  })

  // <set> | ROLLUP ( <sets> ) | CUBE ( <sets> ) | GROUPING SETS ( <elements> )
  private readonly groupingElement: ParserMethod<[], ast.GroupingElement> = this.RULE(
    'groupingElement',
    (): ast.GroupingElement => {
      const start = this.position()
      return this.OR<ast.GroupingElement>([
        { ALT: () => this.SUBRULE(this.groupingSet) },
        {
          ALT: () => {
            this.CONSUME(t.RollupOf)
            const sets = this.SUBRULE(this.groupingSets)
            return { kind: 'Rollup', span: this.since(start), sets }
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.CubeOf)
            const sets = this.SUBRULE1(this.groupingSets)
            return { kind: 'Cube', span: this.since(start), sets }
          },
        },
        {
          ALT: () => {
            const elements: ast.GroupingElement[] = []
            this.CONSUME(t.GroupingSets)
            this.CONSUME(t.Sets)
            this.CONSUME(t.LeftParen)
            this.AT_LEAST_ONE_SEP({
              SEP: t.Comma,
              DEF: () => elements.push(this.SUBRULE(this.groupingElement)),
            })
            this.CONSUME(t.RightParen)
            return { kind: 'GroupingSets', span: this.since(start), elements }
          },
        },
      ])
    },
  )

  private readonly groupingSets = this.RULE('groupingSets', (): ast.GroupingExpressions[] => {
    const sets: ast.GroupingExpressions[] = []
    this.CONSUME(t.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => sets.push(this.SUBRULE(this.groupingSet)) })
    this.CONSUME(t.RightParen)
    return sets
  })

  // <expression> | ( <expressions> ) | ( )
  private readonly groupingSet = this.RULE('groupingSet', (): ast.GroupingExpressions => {
    const first = this.LA(1)
    return this.OR([
      {
        ALT: () => {
          const expression = this.SUBRULE(this.expression)
          return this.ACTION(() => toGroupingExpressions(expression, first, this.since(first.startOffset)))
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.EmptyParen)
          this.CONSUME(t.RightParen)
          return make.makeGroupingExpressions([], this.since(first.startOffset))
        },
      },
    ])
  })

  private readonly having = this.RULE('having', (): ast.Expression => {
    this.CONSUME(t.Having)
    return this.SUBRULE(this.expression)
  })

  // WINDOW <name> AS <specification>, …
  private readonly windows = this.RULE('windows', (): ast.NamedWindow[] => {
    const windows: ast.NamedWindow[] = []
    this.CONSUME(t.Window)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => windows.push(this.SUBRULE(this.namedWindow)) })
    return windows
  })

  private readonly namedWindow = this.RULE('namedWindow', (): ast.NamedWindow => {
    const start = this.position()
    const name = this.SUBRULE(this.name)
    this.CONSUME(t.As)
    const specification = this.SUBRULE(this.windowSpecification)
    return { kind: 'NamedWindow', span: this.since(start), name, specification }
  })

  private readonly qualify = this.RULE('qualify', (): ast.Expression => {
    this.CONSUME(t.Qualify)
    return this.SUBRULE(this.expression)
  })

  // ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────

  protected readonly tableReferences = this.RULE('tableReferences', (): ast.TableReference[] => {
    const tables: ast.TableReference[] = []
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => tables.push(this.SUBRULE(this.tableReference)) })
    return tables
  })

  // <table> { <join> <table> | ON <condition> | USING ( <columns> ) }
  protected readonly tableReference: ParserMethod<[], ast.TableReference> = this.RULE(
    'tableReference',
    (): ast.TableReference => {
      const first = this.SUBRULE(this.table)
      const joins = new JoinStack(first)
      this.MANY({
        // What follows a complete join is not ours: UPSERT … SELECT … FROM a ON (key).
        GATE: () => joins.awaitsCondition || !isJoinCondition(this.LA(1)),
        DEF: () => {
          this.OR([
            { ALT: () => this.SUBRULE(this.crossJoin, { ARGS: [joins] }) },
            { ALT: () => this.SUBRULE(this.naturalJoin, { ARGS: [joins] }) },
            { ALT: () => this.SUBRULE(this.qualifiedJoin, { ARGS: [joins] }) },
            { ALT: () => this.SUBRULE(this.joinCondition, { ARGS: [joins] }) },
          ])
        },
      })
      return this.ACTION(() => joins.finish())
    },
  )

  private readonly crossJoin = this.RULE('crossJoin', (joins: JoinStack): void => {
    this.CONSUME(t.Cross)
    this.CONSUME(t.Join)
    const right = this.SUBRULE(this.table)
    this.ACTION(() => joins.joinAtOnce('CROSS', false, right))
  })

  private readonly naturalJoin = this.RULE('naturalJoin', (joins: JoinStack): void => {
    this.CONSUME(t.Natural)
    const type = this.OPTION(() => this.SUBRULE(this.joinType)) ?? 'INNER'
    this.CONSUME(t.Join)
    const right = this.SUBRULE(this.table)
    this.ACTION(() => joins.joinAtOnce(type, true, right))
  })

  private readonly qualifiedJoin = this.RULE('qualifiedJoin', (joins: JoinStack): void => {
    const type = this.OPTION(() => this.SUBRULE(this.joinType)) ?? 'INNER'
    const token = this.CONSUME(t.Join)
    const right = this.SUBRULE(this.table)
    this.ACTION(() => joins.join(type, token, right))
  })

  // INNER | LEFT [OUTER] | RIGHT [OUTER] | FULL [OUTER]
  private readonly joinType = this.RULE('joinType', (): ast.Join['type'] =>
    this.OR<ast.Join['type']>([
      { ALT: () => this.CONSUME(t.Inner) && 'INNER' },
      {
        ALT: () => {
          const side = this.OR1<ast.Join['type']>([
            { ALT: () => this.CONSUME(t.Left) && 'LEFT' },
            { ALT: () => this.CONSUME(t.Right) && 'RIGHT' },
            { ALT: () => this.CONSUME(t.Full) && 'FULL' },
          ])
          this.OPTION(() => this.CONSUME(t.Outer))
          return side
        },
      },
    ]),
  )

  // ON <condition> | USING ( <columns> )
  private readonly joinCondition = this.RULE('joinCondition', (joins: JoinStack): void => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.On)
          const condition = this.SUBRULE(this.expression)
          this.ACTION(() => joins.on(condition, this.end()))
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Using)
          const columns = this.SUBRULE(this.nameList)
          this.ACTION(() => joins.using(columns, this.end()))
        },
      },
    ])
  })

  private readonly tables: IOrAlt<ast.TableReference>[] = [
    { ALT: () => this.SUBRULE(this.namedTable) },
    { ALT: () => this.SUBRULE(this.fileTable) },
    { ALT: () => this.SUBRULE(this.derivedTable, { ARGS: [false, this.position()] }) },
    { ALT: () => this.SUBRULE(this.lateralTable) },
    { ALT: () => this.SUBRULE(this.tableInParentheses) },
  ]

  private readonly table = this.RULE('table', (): ast.TableReference => this.OR(this.tables))

  // <name> [<alias>] | <name> <call> [WITH ORDINALITY] [<alias>]
  private readonly namedTable = this.RULE('namedTable', (): ast.NamedTable | ast.FunctionTable => {
    const start = this.position()
    const name = this.SUBRULE(this.qualifiedName)
    return this.OR<ast.NamedTable | ast.FunctionTable>([
      {
        ALT: () => {
          const path = this.ACTION(() => name.parts)
          return this.SUBRULE(this.functionTable, { ARGS: [path, false, start] })
        },
      },
      {
        ALT: () => {
          const alias = this.OPTION(() => this.SUBRULE(this.tableAlias))
          return this.ACTION(() => make.makeTable(name, alias, this.since(start)))
        },
      },
    ])
  })

  // '<file>' [<alias>]
  private readonly fileTable = this.RULE('fileTable', (): ast.FunctionTable => {
    const text = this.CONSUME(t.Text)
    const alias = this.OPTION(() => this.SUBRULE(this.tableAlias))
    return this.ACTION(() => {
      const span = this.spanAt(text)
      const file = make.makeText(toTextValue(text), span)
      const call = make.makeCall('read_file', [file], {}, span)
      return make.makeFunctionTable(call, { alias }, this.since(text.startOffset))
    })
  })

  private readonly functionTable = this.RULE(
    'functionTable',
    (path: readonly ast.Identifier[], lateral: boolean, start: number): ast.FunctionTable => {
      const call = this.SUBRULE(this.callOf, { ARGS: [path, start] })
      const withOrdinality =
        this.OPTION(() => this.CONSUME(t.With) && this.CONSUME(t.Ordinality)) !== undefined
      const alias = this.OPTION1(() => this.SUBRULE(this.tableAlias))
      return make.makeFunctionTable(call, { alias, lateral, withOrdinality }, this.since(start))
    },
  )

  // LATERAL ( <query> ) [<alias>] | LATERAL <name> <call> …
  private readonly lateralTable = this.RULE('lateralTable', (): ast.TableReference => {
    const start = this.position()
    this.CONSUME(t.Lateral)
    return this.OR<ast.TableReference>([
      { ALT: () => this.SUBRULE(this.derivedTable, { ARGS: [true, start] }) },
      {
        ALT: () => {
          const name = this.SUBRULE(this.qualifiedName)
          const path = this.ACTION(() => name.parts)
          return this.SUBRULE(this.functionTable, { ARGS: [path, true, start] })
        },
      },
    ])
  })

  // ( <query> ) [<alias>]
  private readonly derivedTable = this.RULE(
    'derivedTable',
    (lateral: boolean, start: number): ast.DerivedTable => {
      this.CONSUME(t.QueryParen)
      const query = this.SUBRULE(this.query)
      this.CONSUME(t.RightParen)
      const alias = this.OPTION(() => this.SUBRULE(this.tableAlias))
      return make.makeDerivedTable(query, alias, lateral, this.since(start))
    },
  )

  private readonly tableInParentheses = this.RULE('tableInParentheses', (): ast.TableReference => {
    this.CONSUME(t.LeftParen)
    const table = this.SUBRULE(this.tableReference)
    this.CONSUME(t.RightParen)
    return table
  })

  // [AS] <name> [( <columns> )]
  private readonly tableAlias = this.RULE('tableAlias', (): ast.TableAlias => {
    const start = this.position()
    const name = this.OR([
      { ALT: () => this.CONSUME(t.As) && this.SUBRULE(this.name) },
      { ALT: () => toIdentifier(this.CONSUME(t.BareTableAlias)) },
    ])
    const columns = this.OPTION(() => this.SUBRULE(this.nameList)) ?? []
    return { kind: 'TableAlias', span: this.since(start), name, columns }
  })
}

function isJoinCondition({ tokenType }: IToken): boolean {
  return tokenType === t.On || tokenType === t.Using
}
