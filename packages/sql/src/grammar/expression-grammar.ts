import type { SourceSpan } from '@certsql/core'
import type { IOrAlt, IToken, ParserMethod } from '@chevrotain/types'
import type * as ast from '../ast.js'
import * as make from '../build.js'
import { EmbeddedActionsParser } from '../chevrotain.js'
import { PRECEDENCE } from '../print/precedence.js'
import * as t from '../tokens/token-types.js'
import * as calls from '../tree/calls.js'
import { OperatorStack } from '../tree/operator-stack.js'
import { ParameterList } from '../tree/parameter-list.js'
import { toIdentifier, toSize, toTextValue } from '../tree/token-values.js'
import { FirstTokenLookahead } from './first-token-lookahead.js'
import { PARSER_OPTIONS, VOCABULARY } from './parser-options.js'

/**
 * Expressions. The rules know no precedence: an expression is operands with operators between them, and the
 * `OperatorStack` makes the tree. Alternatives that many inputs pass through are kept in fields, since an array of
 * closures for each use would cost more than the parsing.
 */
export abstract class ExpressionGrammar extends EmbeddedActionsParser {
  protected readonly operators = new OperatorStack()
  protected readonly parameters = new ParameterList()

  abstract readonly query: ParserMethod<[], ast.Query>

  constructor(skipValidations: boolean) {
    super(VOCABULARY, { ...PARSER_OPTIONS, lookaheadStrategy: new FirstTokenLookahead(), skipValidations })
  }

  /** Where the next token begins. */
  protected position(): number {
    return this.LA(1).startOffset
  }

  /** Where the last token ended. */
  protected end(): number {
    return (this.LA(0).endOffset as number) + 1
  }

  protected since(start: number): SourceSpan {
    return { start, end: this.end() }
  }

  // ── Operands and operators ────────────────────────────────────────────────────────────────────────────────────

  // <operand> { <operation> }
  readonly expression = this.RULE('expression', (): ast.Expression => {
    this.operators.open()
    this.SUBRULE(this.operand)
    this.MANY(this.anotherOperation)
    return this.ACTION(this.finishExpression)
  })

  // The operand of POSITION(… IN …), where IN is not an operator.
  private readonly plainExpression = this.RULE('plainExpression', (): ast.Expression => {
    this.operators.open()
    this.SUBRULE(this.operand)
    this.MANY(this.anotherBinaryOperation)
    return this.ACTION(this.finishExpression)
  })

  // { NOT | - | + } <primary>
  private readonly operand = this.RULE('operand', (): void => {
    this.MANY(this.prefix)
    const start = this.position()
    const primary = this.OR(this.primaries)
    this.ACTION(() => this.operators.operand(primary, start, this.end()))
  })

  private readonly finishExpression = (): ast.Expression => this.operators.close()

  private readonly prefix = (): void => {
    const token = this.OR1([{ ALT: () => this.CONSUME(t.Not) }, { ALT: () => this.CONSUME(t.Sign) }])
    this.ACTION(() => {
      const operator = token.tokenType === t.Not ? 'NOT' : (token.image as '-' | '+')
      this.operators.prefix(operator, token)
    })
  }

  private readonly binaryOperation = (): void => {
    const token = this.CONSUME(t.BinaryOperator)
    this.ACTION(() => this.operators.binary(toOperator(token), token))
    this.SUBRULE1(this.operand)
  }

  private readonly anotherBinaryOperation = (): void => this.binaryOperation()

  private readonly operations: IOrAlt<void>[] = [
    { ALT: this.binaryOperation },
    { ALT: () => this.SUBRULE(this.comparison) },
    { ALT: () => this.SUBRULE(this.negatedMatch) },
    { ALT: () => this.SUBRULE(this.match, { ARGS: [false] }) },
    { ALT: () => this.SUBRULE(this.isPredicate) },
    { ALT: () => this.testNull(this.CONSUME(t.IsNullWord), false) },
    { ALT: () => this.testNull(this.CONSUME(t.NotNullWord), true) },
    { ALT: () => this.SUBRULE(this.escape) },
    { ALT: () => this.SUBRULE(this.atTimeZone) },
    { ALT: () => this.SUBRULE(this.collate) },
    { ALT: () => this.SUBRULE(this.typeCast) },
    { ALT: () => this.SUBRULE(this.subscript) },
  ]

  private readonly anotherOperation = (): void => this.OR(this.operations)

  // <comparison> <operand> | <comparison> ANY | ALL ( <query> )
  private readonly comparison = this.RULE('comparison', (): void => {
    const token = this.CONSUME(t.Comparison)
    this.OR([
      { ALT: () => this.SUBRULE(this.quantified, { ARGS: [token] }) },
      {
        ALT: () => {
          this.ACTION(() => this.operators.binary(toOperator(token), token))
          this.SUBRULE(this.operand)
        },
      },
    ])
  })

  // ANY | SOME | ALL ( <query> | <array> )
  private readonly quantified = this.RULE('quantified', (comparison: IToken): void => {
    const token = this.OR([
      { ALT: () => this.CONSUME(t.Any) },
      { ALT: () => this.CONSUME(t.Some) },
      { ALT: () => this.CONSUME(t.All) },
    ])
    const right = this.OR1([
      {
        ALT: () => {
          this.CONSUME(t.QueryParen)
          const query = this.SUBRULE(this.query)
          this.CONSUME(t.RightParen)
          return query
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftParen)
          const array = this.SUBRULE(this.expression)
          this.CONSUME1(t.RightParen)
          return array
        },
      },
    ])
    this.ACTION(() => {
      const operator = toOperator(comparison) as ast.ComparisonOperator
      const quantifier = token.tokenType === t.All ? 'ALL' : 'ANY'
      this.operators.postfix(PRECEDENCE.comparison, comparison, this.end(), (operand, span) =>
        right.kind === 'Query'
          ? make.makeQuantifiedComparison(operand, operator, quantifier, right, span)
          : calls.makeArrayMembership(operand, operator, quantifier, right, token, span),
      )
    })
  })

  // NOT <match>
  private readonly negatedMatch = this.RULE('negatedMatch', (): void => {
    this.CONSUME(t.NotOperator)
    this.SUBRULE(this.match, { ARGS: [true] })
  })

  // IN ( <query> | <items> ) | LIKE | ILIKE <operand> | BETWEEN [SYMMETRIC] <operand>
  private readonly match = this.RULE('match', (negated: boolean): void => {
    this.OR([
      { ALT: () => this.SUBRULE(this.inPredicate, { ARGS: [negated] }) },
      {
        ALT: () => {
          const token = this.CONSUME(t.Like)
          this.ACTION(() => this.operators.like(negated, false, token))
          this.SUBRULE(this.operand)
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(t.ILike)
          this.ACTION(() => this.operators.like(negated, true, token))
          this.SUBRULE1(this.operand)
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(t.Between)
          const symmetric = this.OPTION(() => this.CONSUME(t.Symmetric)) !== undefined
          this.ACTION(() => this.operators.between(negated, symmetric, token))
          this.SUBRULE2(this.operand)
        },
      },
    ])
  })

  // IN ( <query> ) | IN ( <expression>, … )
  private readonly inPredicate = this.RULE('inPredicate', (negated: boolean): void => {
    const token = this.CONSUME(t.In)
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.QueryParen)
          const query = this.SUBRULE(this.query)
          this.CONSUME(t.RightParen)
          this.ACTION(() =>
            this.operators.postfix(PRECEDENCE.match, token, this.end(), (operand, span) =>
              make.makeInSubquery(operand, query, negated, span),
            ),
          )
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftParen)
          const items = this.SUBRULE(this.expressions)
          this.CONSUME1(t.RightParen)
          this.ACTION(() =>
            this.operators.postfix(PRECEDENCE.match, token, this.end(), (operand, span) =>
              make.makeInList(operand, items, negated, span),
            ),
          )
        },
      },
    ])
  })

  // IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM <operand>
  private readonly isPredicate = this.RULE('isPredicate', (): void => {
    const token = this.CONSUME(t.Is)
    const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined
    this.OR([
      { ALT: () => this.CONSUME(t.Null) && this.testNull(token, negated) },
      { ALT: () => this.CONSUME(t.True) && this.testTruth(token, 'TRUE', negated) },
      { ALT: () => this.CONSUME(t.False) && this.testTruth(token, 'FALSE', negated) },
      { ALT: () => this.CONSUME(t.Unknown) && this.testTruth(token, 'UNKNOWN', negated) },
      {
        ALT: () => {
          this.CONSUME(t.Distinct)
          this.CONSUME(t.From)
          this.ACTION(() => this.operators.isDistinctFrom(negated, token))
          this.SUBRULE(this.operand)
        },
      },
    ])
  })

  private testNull(token: IToken, negated: boolean): void {
    this.ACTION(() =>
      this.operators.postfix(PRECEDENCE.is, token, this.end(), (operand, span) =>
        make.makeIsNull(operand, negated, span),
      ),
    )
  }

  private testTruth(token: IToken, truth: ast.IsTruth['truth'], negated: boolean): void {
    this.ACTION(() =>
      this.operators.postfix(PRECEDENCE.is, token, this.end(), (operand, span) =>
        make.makeIsTruth(operand, truth, negated, span),
      ),
    )
  }

  // ESCAPE <operand>
  private readonly escape = this.RULE('escape', (): void => {
    const token = this.CONSUME(t.Escape)
    this.ACTION(() => this.operators.escape(token))
    this.SUBRULE(this.operand)
  })

  // AT TIME ZONE <operand>
  private readonly atTimeZone = this.RULE('atTimeZone', (): void => {
    const token = this.CONSUME(t.AtTimeZone)
    this.CONSUME(t.Time)
    this.CONSUME(t.Zone)
    this.ACTION(() => this.operators.atTimeZone(token))
    this.SUBRULE(this.operand)
  })

  // COLLATE <name>
  private readonly collate = this.RULE('collate', (): void => {
    const token = this.CONSUME(t.Collate)
    const collation = this.SUBRULE(this.name)
    this.ACTION(() =>
      this.operators.postfix(PRECEDENCE.collate, token, this.end(), (operand, span) =>
        make.makeCollate(operand, collation, span),
      ),
    )
  })

  // :: <type>
  private readonly typeCast = this.RULE('typeCast', (): void => {
    const token = this.CONSUME(t.DoubleColon)
    const type = this.SUBRULE(this.typeName)
    this.ACTION(() =>
      this.operators.postfix(PRECEDENCE.cast, token, this.end(), (operand, span) =>
        make.makeCast(operand, type, false, span),
      ),
    )
  })

  // [ <index> ]
  private readonly subscript = this.RULE('subscript', (): void => {
    const token = this.CONSUME(t.LeftBracket)
    const index = this.SUBRULE(this.expression)
    this.CONSUME(t.RightBracket)
    this.ACTION(() =>
      this.operators.postfix(PRECEDENCE.subscript, token, this.end(), (operand, span) =>
        make.makeSubscript(operand, index, span),
      ),
    )
  })

  // ── What an operand may be ────────────────────────────────────────────────────────────────────────────────────

  private readonly primaries: IOrAlt<ast.Expression>[] = [
    { ALT: () => this.SUBRULE(this.columnOrCall) },
    { ALT: () => this.toNumber(this.CONSUME(t.NumberText)) },
    { ALT: () => this.toText(this.CONSUME(t.Text)) },
    { ALT: () => this.toParameter(this.CONSUME(t.ParameterMark)) },
    { ALT: () => make.makeNull(this.spanAt(this.CONSUME(t.Null))) },
    { ALT: () => make.makeBoolean(true, this.spanAt(this.CONSUME(t.True))) },
    { ALT: () => make.makeBoolean(false, this.spanAt(this.CONSUME(t.False))) },
    { ALT: () => this.SUBRULE(this.parenthesised) },
    { ALT: () => this.SUBRULE(this.scalarSubquery) },
    { ALT: () => this.SUBRULE(this.caseExpression) },
    { ALT: () => this.SUBRULE(this.cast) },
    { ALT: () => this.SUBRULE(this.typedLiteral) },
    { ALT: () => this.SUBRULE(this.intervalLiteral) },
    { ALT: () => this.SUBRULE(this.exists) },
    { ALT: () => this.SUBRULE(this.extract) },
    { ALT: () => this.SUBRULE(this.substring) },
    { ALT: () => this.SUBRULE(this.positionCall) },
    { ALT: () => this.SUBRULE(this.trim) },
    { ALT: () => this.SUBRULE(this.overlay) },
    { ALT: () => this.SUBRULE(this.rowConstructor) },
    { ALT: () => this.SUBRULE(this.arrayLiteral) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.CurrentDate)) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.CurrentTime)) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.CurrentTimestamp)) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.LocalTime)) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.LocalTimestamp)) },
    { ALT: () => this.toCurrentValue(this.CONSUME(t.CurrentUser)) },
  ]

  protected spanAt(token: IToken): SourceSpan {
    return { start: token.startOffset, end: token.startOffset + token.image.length }
  }

  protected toNumber(token: IToken): ast.Expression {
    return { kind: 'NumberLiteral', span: this.spanAt(token), text: token.image }
  }

  private toText(token: IToken): ast.Expression {
    return this.ACTION(() => make.makeText(toTextValue(token), this.spanAt(token)))
  }

  protected toParameter(token: IToken): ast.Expression {
    return this.ACTION(() => this.parameters.add(token))
  }

  private toCurrentValue(token: IToken): ast.Expression {
    return make.makeCurrentValue(token.image.toUpperCase() as ast.CurrentValue['value'], this.spanAt(token))
  }

  // <name> { . <name> } [ <call> ]
  private readonly columnOrCall = this.RULE('columnOrCall', (): ast.Expression => {
    const first = this.CONSUME(t.Name)
    const path = [toIdentifier(first)]
    this.MANY(() => {
      this.CONSUME(t.Dot)
      path.push(toIdentifier(this.CONSUME(t.AnyWord)))
    })
    const call = this.OPTION(() => this.SUBRULE(this.callOf, { ARGS: [path, first.startOffset] }))
    return call ?? { kind: 'ColumnReference', span: this.since(first.startOffset), path }
  })

  // ( <expression> ) | ( <expression>, … )
  protected readonly parenthesised = this.RULE('parenthesised', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.LeftParen)
    const items = this.SUBRULE(this.expressions)
    this.CONSUME(t.RightParen)
    return items.length === 1 ? (items[0] as ast.Expression) : make.makeRow(items, this.since(start))
  })

  // ( <query> )
  protected readonly scalarSubquery = this.RULE('scalarSubquery', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.QueryParen)
    const query = this.SUBRULE(this.query)
    this.CONSUME(t.RightParen)
    return make.makeScalarSubquery(query, this.since(start))
  })

  // CASE [<operand>] { WHEN <condition> THEN <value> } [ELSE <value>] END
  private readonly caseExpression = this.RULE('caseExpression', (): ast.Expression => {
    const start = this.position()
    const branches: ast.CaseBranch[] = []
    this.CONSUME(t.Case)
    const operand = this.OPTION(() => this.SUBRULE(this.expression))
    this.AT_LEAST_ONE(() => {
      const branchStart = this.position()
      this.CONSUME(t.When)
      const when = this.SUBRULE1(this.expression)
      this.CONSUME(t.Then)
      const then = this.SUBRULE2(this.expression)
      branches.push(make.makeCaseBranch(when, then, this.since(branchStart)))
    })
    const otherwise = this.OPTION1(() => {
      this.CONSUME(t.Else)
      return this.SUBRULE3(this.expression)
    })
    this.CONSUME(t.End)
    return make.makeCase(branches, { operand, otherwise }, this.since(start))
  })

  // CAST | TRY_CAST ( <expression> AS <type> )
  private readonly cast = this.RULE('cast', (): ast.Expression => {
    const start = this.position()
    const safe = this.OR([
      { ALT: () => this.CONSUME(t.CastCall) && false },
      { ALT: () => this.CONSUME(t.TryCastCall) && true },
    ])
    this.CONSUME(t.LeftParen)
    const operand = this.SUBRULE(this.expression)
    this.CONSUME(t.As)
    const type = this.SUBRULE(this.typeName)
    this.CONSUME(t.RightParen)
    return make.makeCast(operand, type, safe, this.since(start))
  })

  // DATE '…' | TIMESTAMP WITH TIME ZONE '…'
  private readonly typedLiteral = this.RULE('typedLiteral', (): ast.Expression => {
    const type = this.CONSUME(t.TypedLiteralWord)
    const zoned = this.OPTION(() => this.SUBRULE(this.timeZoneClause))
    const text = this.CONSUME(t.Text)
    return this.ACTION(() => {
      const name = type.image.toUpperCase() as ast.TypedLiteral['type']
      return make.makeTypedLiteral(
        zoned === true ? 'TIMESTAMPTZ' : name,
        toTextValue(text),
        this.since(type.startOffset),
      )
    })
  })

  // WITH | WITHOUT TIME ZONE
  private readonly timeZoneClause = this.RULE('timeZoneClause', (): boolean => {
    const zoned = this.OR([
      { ALT: () => this.CONSUME(t.WithTime) && true },
      { ALT: () => this.CONSUME(t.Without) && false },
    ])
    this.CONSUME(t.Time)
    this.CONSUME(t.Zone)
    return zoned
  })

  // INTERVAL <text> | <number> [<unit>]
  private readonly intervalLiteral = this.RULE('intervalLiteral', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.Interval)
    const value = this.OR([{ ALT: () => this.CONSUME(t.Text) }, { ALT: () => this.CONSUME(t.NumberText) }])
    const unit = this.OPTION(() => this.CONSUME(t.IntervalUnit))
    return this.ACTION(() => {
      const text = value.tokenType === t.Text ? toTextValue(value) : value.image
      const name = unit?.image.toUpperCase().replace(/S$/, '') as ast.IntervalUnit | undefined
      return make.makeInterval(text, name, this.since(start))
    })
  })

  // EXISTS ( <query> )
  private readonly exists = this.RULE('exists', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.Exists)
    this.CONSUME(t.QueryParen)
    const query = this.SUBRULE(this.query)
    this.CONSUME(t.RightParen)
    return make.makeExists(query, this.since(start))
  })

  // EXTRACT ( <field> FROM <expression> )
  private readonly extract = this.RULE('extract', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.ExtractCall)
    this.CONSUME(t.LeftParen)
    const field = this.OR([
      { ALT: () => toIdentifier(this.CONSUME(t.AnyWord)).name },
      { ALT: () => toTextValue(this.CONSUME(t.Text)) },
    ])
    this.CONSUME(t.From)
    const source = this.SUBRULE(this.expression)
    this.CONSUME(t.RightParen)
    return this.ACTION(() => make.makeExtract(field.toUpperCase(), source, this.since(start)))
  })

  // SUBSTRING ( <text> [FROM <start>] [FOR <length>] ) | SUBSTRING ( <arguments> )
  private readonly substring = this.RULE('substring', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.SubstringCall)
    this.CONSUME(t.LeftParen)
    const text = this.SUBRULE(this.expression)
    const call = this.OR([
      {
        ALT: () => {
          this.CONSUME(t.From)
          const from = this.SUBRULE1(this.expression)
          const length = this.OPTION(() => {
            this.CONSUME(t.For)
            return this.SUBRULE2(this.expression)
          })
          return { from, length }
        },
      },
      {
        ALT: () => {
          this.CONSUME1(t.For)
          return { from: undefined, length: this.SUBRULE3(this.expression) }
        },
      },
      { ALT: () => this.SUBRULE(this.moreArguments) },
    ])
    this.CONSUME(t.RightParen)
    return this.ACTION(() => {
      const span = this.since(start)
      return Array.isArray(call)
        ? make.makeCall('substring', [text, ...call], {}, span)
        : calls.makeSubstring(text, call.from, call.length, span)
    })
  })

  // POSITION ( <part> IN <text> )
  private readonly positionCall = this.RULE('positionCall', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.PositionCall)
    this.CONSUME(t.LeftParen)
    const part = this.SUBRULE(this.plainExpression)
    this.CONSUME(t.In)
    const text = this.SUBRULE1(this.plainExpression)
    this.CONSUME(t.RightParen)
    return calls.makePosition(part, text, this.since(start))
  })

  // TRIM ( [LEADING | TRAILING | BOTH] [<characters>] FROM <text> ) | TRIM ( <arguments> )
  private readonly trim = this.RULE('trim', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.TrimCall)
    this.CONSUME(t.LeftParen)
    const side = this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.Leading) },
        { ALT: () => this.CONSUME(t.Trailing) },
        { ALT: () => this.CONSUME(t.Both) },
      ]),
    )
    const first = this.OPTION1(() => this.SUBRULE(this.expression))
    const rest = this.OR1<ast.Expression | ast.Expression[]>([
      {
        ALT: () => {
          this.CONSUME(t.From)
          return this.SUBRULE1(this.expression)
        },
      },
      { ALT: () => this.SUBRULE(this.moreArguments) },
    ])
    this.CONSUME(t.RightParen)
    return this.ACTION(() => calls.makeTrim(side, first, rest, this.since(start)))
  })

  // OVERLAY ( <text> PLACING <part> FROM <start> [FOR <length>] ) | OVERLAY ( <arguments> )
  private readonly overlay = this.RULE('overlay', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.OverlayCall)
    this.CONSUME(t.LeftParen)
    const args = [this.SUBRULE(this.expression)]
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Placing)
          args.push(this.SUBRULE1(this.expression))
          this.CONSUME(t.From)
          args.push(this.SUBRULE2(this.expression))
          this.OPTION(() => {
            this.CONSUME(t.For)
            args.push(this.SUBRULE3(this.expression))
          })
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Comma)
          const more = this.SUBRULE(this.expressions)
          this.ACTION(() => {
            for (const argument of more) args.push(argument)
          })
        },
      },
    ])
    this.CONSUME(t.RightParen)
    return make.makeCall('overlay', args, {}, this.since(start))
  })

  // { , <expression> }
  private readonly moreArguments = this.RULE('moreArguments', (): ast.Expression[] => {
    const args: ast.Expression[] = []
    this.MANY(() => {
      this.CONSUME(t.Comma)
      args.push(this.SUBRULE(this.expression))
    })
    return args
  })

  // ROW ( [<expressions>] )
  private readonly rowConstructor = this.RULE('rowConstructor', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.RowConstructor)
    this.CONSUME(t.LeftParen)
    const items = this.OPTION(() => this.SUBRULE(this.expressions)) ?? []
    this.CONSUME(t.RightParen)
    return make.makeRow(items, this.since(start))
  })

  // ARRAY [ [<expressions>] ]
  private readonly arrayLiteral = this.RULE('arrayLiteral', (): ast.Expression => {
    const start = this.position()
    this.CONSUME(t.ArrayWord)
    this.CONSUME(t.LeftBracket)
    const items = this.OPTION(() => this.SUBRULE(this.expressions)) ?? []
    this.CONSUME(t.RightBracket)
    return make.makeArray(items, this.since(start))
  })

  // <expression>, …
  protected readonly expressions = this.RULE('expressions', (): ast.Expression[] => {
    const items: ast.Expression[] = []
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.expression)) })
    return items
  })

  // ── Calls ─────────────────────────────────────────────────────────────────────────────────────────────────────

  // ( [* | [DISTINCT | ALL] <arguments> [ORDER BY …]] [IGNORE | RESPECT NULLS] )
  //   [WITHIN GROUP ( ORDER BY … )] [FILTER ( WHERE … )] [IGNORE | RESPECT NULLS] [OVER <window>]
  protected readonly callOf = this.RULE(
    'callOf',
    (path: readonly ast.Identifier[], start: number): ast.FunctionCall => {
      const name: ast.QualifiedName = { kind: 'QualifiedName', span: this.since(start), parts: path }
      const parts: make.Draft<make.CallParts> = {}
      let args: ast.Expression[] = []
      this.CONSUME(t.LeftParen)
      this.OR([
        { ALT: () => (parts.star = this.CONSUME(t.Star) && true) },
        {
          ALT: () => {
            this.OPTION(() => {
              this.OPTION1(() => {
                this.OR1([
                  { ALT: () => (parts.distinct = this.CONSUME(t.Distinct) && true) },
                  { ALT: () => this.CONSUME(t.All) },
                ])
              })
              args = this.SUBRULE(this.expressions)
            })
            this.OPTION2(() => (parts.orderBy = this.SUBRULE(this.orderBy)))
            this.OPTION3(() => (parts.nulls = this.SUBRULE(this.nullTreatment)))
          },
        },
      ])
      this.CONSUME(t.RightParen)
      this.OPTION4(() => (parts.withinGroup = this.SUBRULE(this.withinGroup)))
      this.OPTION5(() => (parts.filter = this.SUBRULE(this.filter)))
      this.OPTION6(() => (parts.nulls = this.SUBRULE1(this.nullTreatment)))
      this.OPTION7(() => (parts.over = this.SUBRULE(this.over)))
      return make.makeCall(name, args, parts, this.since(start))
    },
  )

  // WITHIN GROUP ( ORDER BY … )
  private readonly withinGroup = this.RULE('withinGroup', (): ast.OrderItem[] => {
    this.CONSUME(t.Within)
    this.CONSUME(t.Group)
    this.CONSUME(t.LeftParen)
    const items = this.SUBRULE(this.orderBy)
    this.CONSUME(t.RightParen)
    return items
  })

  // FILTER ( WHERE <condition> )
  private readonly filter = this.RULE('filter', (): ast.Expression => {
    this.CONSUME(t.Filter)
    this.CONSUME(t.LeftParen)
    this.CONSUME(t.Where)
    const condition = this.SUBRULE(this.expression)
    this.CONSUME(t.RightParen)
    return condition
  })

  // IGNORE | RESPECT NULLS
  private readonly nullTreatment = this.RULE('nullTreatment', (): 'IGNORE' | 'RESPECT' => {
    const token = this.CONSUME(t.NullTreatment)
    this.CONSUME(t.Nulls)
    return token.image.toUpperCase() as 'IGNORE' | 'RESPECT'
  })

  // OVER <name> | OVER <specification>
  private readonly over = this.RULE('over', (): ast.WindowSpecification | ast.Identifier => {
    this.CONSUME(t.Over)
    return this.OR<ast.WindowSpecification | ast.Identifier>([
      { ALT: () => this.SUBRULE(this.name) },
      { ALT: () => this.SUBRULE(this.windowSpecification) },
    ])
  })

  // ── Order and windows ─────────────────────────────────────────────────────────────────────────────────────────

  // ORDER BY <item>, …
  protected readonly orderBy = this.RULE('orderBy', (): ast.OrderItem[] => {
    const items: ast.OrderItem[] = []
    this.CONSUME(t.Order)
    this.CONSUME(t.By)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.orderItem)) })
    return items
  })

  // <expression> [ASC | DESC] [NULLS FIRST | LAST]
  private readonly orderItem = this.RULE('orderItem', (): ast.OrderItem => {
    const start = this.position()
    const expression = this.SUBRULE(this.expression)
    const direction = this.OPTION(() =>
      this.OR<'ASC' | 'DESC'>([
        { ALT: () => this.CONSUME(t.Asc) && 'ASC' },
        { ALT: () => this.CONSUME(t.Desc) && 'DESC' },
      ]),
    )
    const nulls = this.OPTION1(() => {
      this.CONSUME(t.Nulls)
      return this.OR1<'FIRST' | 'LAST'>([
        { ALT: () => this.CONSUME(t.First) && 'FIRST' },
        { ALT: () => this.CONSUME(t.Last) && 'LAST' },
      ])
    })
    return make.makeOrderItem(expression, direction, nulls, this.since(start))
  })

  // ( [<base>] [PARTITION BY …] [ORDER BY …] [<frame>] )
  protected readonly windowSpecification = this.RULE('windowSpecification', (): ast.WindowSpecification => {
    const start = this.position()
    const parts: make.Draft<make.WindowParts> = {}
    this.OR1([{ ALT: () => this.CONSUME(t.LeftParen) }, { ALT: () => this.CONSUME(t.EmptyParen) }])
    this.OPTION(() => {
      parts.base = this.OR([
        { ALT: () => toIdentifier(this.CONSUME(t.Identifier)) },
        { ALT: () => toIdentifier(this.CONSUME(t.QuotedIdentifier)) },
      ])
    })
    this.OPTION1(() => {
      this.CONSUME(t.Partition)
      this.CONSUME(t.By)
      parts.partitionBy = this.SUBRULE(this.expressions)
    })
    this.OPTION2(() => (parts.orderBy = this.SUBRULE(this.orderBy)))
    this.OPTION3(() => (parts.frame = this.SUBRULE(this.windowFrame)))
    this.CONSUME(t.RightParen)
    return make.makeWindow(parts, this.since(start))
  })

  // ROWS | RANGE | GROUPS <bound> | BETWEEN <bound> AND <bound> [EXCLUDE …]
  private readonly windowFrame = this.RULE('windowFrame', (): ast.WindowFrame => {
    const frameStart = this.position()
    const unit = this.OR<ast.WindowFrame['unit']>([
      { ALT: () => this.CONSUME(t.Rows) && 'ROWS' },
      { ALT: () => this.CONSUME(t.Range) && 'RANGE' },
      { ALT: () => this.CONSUME(t.Groups) && 'GROUPS' },
    ])
    let end: ast.FrameBound | undefined
    const start = this.OR1([
      {
        ALT: () => {
          this.CONSUME(t.Between)
          const from = this.SUBRULE(this.frameBound)
          this.CONSUME(t.And)
          end = this.SUBRULE1(this.frameBound)
          return from
        },
      },
      { ALT: () => this.SUBRULE2(this.frameBound) },
    ])
    const exclude = this.OPTION(() => this.SUBRULE(this.frameExclusion))
    return make.makeFrame(unit, start, end, exclude, this.since(frameStart))
  })

  // UNBOUNDED PRECEDING | UNBOUNDED FOLLOWING | CURRENT ROW | <offset> PRECEDING | <offset> FOLLOWING
  private readonly frameBound = this.RULE('frameBound', (): ast.FrameBound => {
    const start = this.position()
    return this.OR<ast.FrameBound>([
      {
        ALT: () => {
          this.CONSUME(t.Unbounded)
          const side = this.SUBRULE(this.frameSide)
          return make.makeFrameBound(`UNBOUNDED ${side}`, undefined, this.since(start))
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.CurrentBound)
          this.CONSUME(t.Row)
          return make.makeFrameBound('CURRENT ROW', undefined, this.since(start))
        },
      },
      {
        ALT: () => {
          const offset = this.SUBRULE(this.plainExpression)
          const side = this.SUBRULE1(this.frameSide)
          return make.makeFrameBound(side, offset, this.since(start))
        },
      },
    ])
  })

  private readonly frameSide = this.RULE('frameSide', (): 'PRECEDING' | 'FOLLOWING' =>
    this.OR<'PRECEDING' | 'FOLLOWING'>([
      { ALT: () => this.CONSUME(t.Preceding) && 'PRECEDING' },
      { ALT: () => this.CONSUME(t.Following) && 'FOLLOWING' },
    ]),
  )

  // EXCLUDE CURRENT ROW | GROUP | TIES | NO OTHERS
  private readonly frameExclusion = this.RULE(
    'frameExclusion',
    (): NonNullable<ast.WindowFrame['exclude']> => {
      this.CONSUME(t.Exclude)
      return this.OR<NonNullable<ast.WindowFrame['exclude']>>([
        { ALT: () => this.CONSUME(t.CurrentBound) && this.CONSUME(t.Row) && 'CURRENT ROW' },
        { ALT: () => this.CONSUME(t.Group) && 'GROUP' },
        { ALT: () => this.CONSUME(t.Ties) && 'TIES' },
        { ALT: () => this.CONSUME(t.No) && this.CONSUME(t.Others) && 'NO OTHERS' },
      ])
    },
  )

  // ── Names and types ───────────────────────────────────────────────────────────────────────────────────────────

  protected readonly name = this.RULE('name', (): ast.Identifier => toIdentifier(this.CONSUME(t.Name)))

  // <name> { . <name> }
  protected readonly qualifiedName = this.RULE('qualifiedName', (): ast.QualifiedName => {
    const first = this.CONSUME(t.Name)
    const parts = [toIdentifier(first)]
    this.MANY(() => {
      this.CONSUME(t.Dot)
      parts.push(toIdentifier(this.CONSUME(t.AnyWord)))
    })
    return { kind: 'QualifiedName', span: this.since(first.startOffset), parts }
  })

  // ( <name>, … )
  protected readonly nameList = this.RULE('nameList', (): ast.Identifier[] => {
    const names: ast.Identifier[] = []
    this.CONSUME(t.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => names.push(this.SUBRULE(this.name)) })
    this.CONSUME(t.RightParen)
    return names
  })

  // <name> [PRECISION | VARYING] [( <size>, … )] [WITH | WITHOUT TIME ZONE] { [ ] }
  private readonly typeName = this.RULE('typeName', (): ast.TypeName => {
    const first = this.CONSUME(t.Name)
    const words = [first.image.toLowerCase()]
    const sizes: number[] = []
    let arrayDimensions = 0
    this.OPTION(() => {
      const second = this.OR([
        { ALT: () => this.CONSUME(t.Precision) },
        { ALT: () => this.CONSUME(t.Varying) },
      ])
      this.ACTION(() => words.push(second.image.toLowerCase()))
    })
    this.OPTION1(() => {
      this.CONSUME(t.LeftParen)
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const size = this.CONSUME(t.NumberText)
          this.ACTION(() => sizes.push(toSize(size)))
        },
      })
      this.CONSUME(t.RightParen)
    })
    this.OPTION2(() => {
      const zoned = this.SUBRULE(this.timeZoneClause)
      words.push(zoned ? 'with time zone' : 'without time zone')
    })
    this.MANY(() => {
      this.CONSUME(t.LeftBracket)
      this.OPTION3(() => this.CONSUME1(t.NumberText))
      this.CONSUME(t.RightBracket)
      arrayDimensions++
    })
    return make.makeType(words.join(' '), sizes, arrayDimensions, this.since(first.startOffset))
  })
}

function toOperator(token: IToken): ast.BinaryOperator {
  switch (token.tokenType) {
    case t.And:
      return 'AND'
    case t.Or:
      return 'OR'
    default:
      return (token.image === '!=' ? '<>' : token.image) as ast.BinaryOperator
  }
}
