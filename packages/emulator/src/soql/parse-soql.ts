import {
  ApexErrorListener,
  ApexParserFactory,
  type ComparisonOperatorContext,
  type ConditionalExpressionContext,
  type DateFormulaContext,
  type FieldExpressionContext,
  FieldNameContext,
  type FieldNameListContext,
  type FieldOrderContext,
  type FromNameListContext,
  type GroupByClauseContext,
  type LimitClauseContext,
  type LocationValueContext,
  type LogicalExpressionContext,
  type OffsetClauseContext,
  type OrderByClauseContext,
  type QueryContext,
  type SelectEntryContext,
  type SoqlFunctionContext,
  type SoqlIdContext,
  type SubFieldEntryContext,
  type SubQueryContext,
  type TypeOfContext,
  type ValueContext,
  type WhereConditionalExpressionContext,
  type WhereLogicalExpressionContext,
} from '@apexdevtools/apex-parser'
import { maskLiterals } from './mask-literals.js'
import type {
  Call,
  ComparisonOperator,
  Condition,
  Distance,
  Expression,
  FieldsCall,
  FromItem,
  GroupBy,
  ListOperator,
  Literal,
  OrderItem,
  Path,
  Query,
  SelectItem,
  TypeOf,
} from './query-tree.js'
import type { OrgRefusal, SoqlComplaints, SoqlSpan } from './soql-refusal.js'

/** Words that cannot name anything else. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  'AND ASC DESC EXCLUDES FIRST FROM GROUP HAVING IN INCLUDES LAST LIKE LIMIT NOT NULL NULLS OR SELECT USING WHERE WITH'.split(
    ' ',
  ),
)

/**
 * The syntax tree of a query. The grammar is judged by the public Apex parser; what it lets through and the platform
 * does not (bind variables, comments, Apex escapes, `ALL ROWS`, …) is refused on top.
 */
export function parseSoql(complaints: SoqlComplaints): Query {
  const masked = maskLiterals(complaints.soql, complaints)
  const { parser } = ApexParserFactory.createLexerAndParser(masked, new Complainer(complaints))
  const context = parser.query()
  const next = parser.getCurrentToken()
  if (next.type !== END_OF_INPUT) {
    throw unexpectedToken(complaints, { start: next.start, end: next.stop + 1 })
  }
  return new TreeBuilder(complaints).query(context)
}

const END_OF_INPUT = -1

function unexpectedToken(complaints: SoqlComplaints, span: SoqlSpan): OrgRefusal {
  const token = complaints.soql.slice(span.start, span.end)
  return complaints.malformed(`unexpected token: '${token === '' ? '<EOF>' : token}'`, span)
}

/** Turns the first syntax error of the parser into a refusal. */
class Complainer extends ApexErrorListener {
  constructor(readonly complaints: SoqlComplaints) {
    super()
  }

  override apexSyntaxError(line: number, column: number): void {
    const lines = this.complaints.soql.split('\n')
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column
    const [token = ''] = /^(?:\w+|'[^']*'|[<>!]=|\S)?/.exec(this.complaints.soql.slice(start)) ?? []
    throw unexpectedToken(this.complaints, { start, end: start + token.length })
  }
}

/** A node of the parser's tree. */
interface Context {
  readonly start: { readonly start: number }
  // The parser leaves it out where a rule matched nothing.
  readonly stop?: { readonly stop: number } | null | undefined
}

function spanOf(context: Context): SoqlSpan {
  const start = context.start.start
  return { start, end: (context.stop?.stop ?? start) + 1 }
}

/** The parser types optional parts as always there, and gives null for those that are not. */
function given<Part>(part: Part): Part | undefined {
  return part ?? undefined
}

class TreeBuilder {
  constructor(readonly complaints: SoqlComplaints) {}

  query(context: QueryContext): Query {
    this.#refuse(given(context.withClause()))
    this.#refuse(given(context.allRowsClause()))
    const scope = given(context.usingScope())
    return {
      ...this.#commonParts(context),
      select: context
        .selectList()
        .selectEntry_list()
        .map((entry) => this.#selectItem(entry)),
      scope: scope && { name: this.#text(spanOf(scope.soqlId())), span: spanOf(scope) },
      groupBy: this.#groupBy(given(context.groupByClause())),
      offset: this.#count(given(context.offsetClause())),
    }
  }

  subquery(context: SubQueryContext): Query {
    return {
      ...this.#commonParts(context),
      select: context
        .subFieldList()
        .subFieldEntry_list()
        .map((entry) => this.#selectItem(entry)),
      scope: undefined,
      groupBy: undefined,
      offset: undefined,
    }
  }

  #commonParts(context: QueryContext | SubQueryContext) {
    this.#refuse(given(context.updateList()))
    const where = given(context.whereClause())
    const forClauses = given(context.forClauses())
    const isLocking = forClauses !== undefined && forClauses.FOR_list().length > 0
    const lock = isLocking ? spanOf(forClauses) : undefined
    return {
      span: spanOf(context),
      from: this.#from(context.fromNameList()),
      where: where && this.#whereCondition(where.whereLogicalExpression()),
      orderBy: this.#orderBy(given(context.orderByClause())),
      limit: this.#count(given(context.limitClause())),
      lock: lock && { name: this.#text(lock).toUpperCase().replace(/\s+/g, ' '), span: lock },
    }
  }

  #text(span: SoqlSpan): string {
    return this.complaints.soql.slice(span.start, span.end)
  }

  /** A clause that only Apex knows. */
  #refuse(context: Context | undefined): void {
    if (context !== undefined) throw unexpectedToken(this.complaints, spanOf(context))
  }

  #path(context: FieldNameContext): Path {
    const names = context.soqlId_list().map((id) => this.#text(spanOf(id)))
    return { kind: 'Path', names, span: spanOf(context) }
  }

  #alias(context: SoqlIdContext | undefined): SelectItem['alias'] {
    if (context === undefined) return undefined
    const span = spanOf(context)
    const name = this.#text(span)
    if (RESERVED_WORDS.has(name.toUpperCase())) throw unexpectedToken(this.complaints, span)
    return { name, span }
  }

  #selectItem(context: SelectEntryContext | SubFieldEntryContext): SelectItem {
    const span = spanOf(context)
    const alias = this.#alias(given(context.soqlId()))
    const subquery = given(context.subQuery())
    if (subquery !== undefined) {
      if (alias !== undefined) throw unexpectedToken(this.complaints, alias.span)
      return { expression: { kind: 'ChildQuery', query: this.subquery(subquery), span }, alias, span }
    }
    const typeOf = given(context.typeOf())
    if (typeOf !== undefined) return { expression: this.#typeOf(typeOf), alias, span }
    const call = given(context.soqlFunction())
    if (call !== undefined) return { expression: this.#call(call), alias, span }
    return { expression: this.#path(context.fieldName()), alias, span }
  }

  #typeOf(context: TypeOfContext): TypeOf {
    const otherwise = given(context.elseClause())
    return {
      kind: 'TypeOf',
      relationship: this.#path(context.fieldName()),
      branches: context.whenClause_list().map((branch) => ({
        object: this.#path(branch.fieldName()),
        fields: this.#paths(branch.fieldNameList()),
      })),
      otherwise: otherwise && this.#paths(otherwise.fieldNameList()),
      span: spanOf(context),
    }
  }

  #paths(context: FieldNameListContext): readonly Path[] {
    return context.fieldName_list().map((name) => this.#path(name))
  }

  #call(context: SoqlFunctionContext): Call | Distance | FieldsCall {
    const span = spanOf(context)
    const name = /^\w+/.exec(this.#text(span))?.[0].toUpperCase() ?? ''
    const fields = given(context.soqlFieldsParameter())
    if (fields !== undefined) {
      const which = this.#text(spanOf(fields)).toUpperCase()
      return { kind: 'Fields', which: which === 'ALL' || which === 'CUSTOM' ? which : 'STANDARD', span }
    }
    if (given(context.DISTANCE()) !== undefined) return this.#distance(context, span)
    return { kind: 'Call', name, argument: this.#argument(context), span }
  }

  #argument(context: SoqlFunctionContext): Path | Call | undefined {
    const field = given(context.fieldName())
    if (field !== undefined) return this.#path(field)
    const nested = given(context.soqlFunction())
    if (nested !== undefined) {
      const call = this.#call(nested)
      if (call.kind !== 'Call') throw unexpectedToken(this.complaints, call.span)
      return call
    }
    const date = given(context.dateFieldName())
    if (date === undefined) return undefined
    const path = this.#path(date.fieldName())
    if (given(date.CONVERT_TIMEZONE()) === undefined) return path
    return { kind: 'Call', name: 'CONVERTTIMEZONE', argument: path, span: spanOf(date) }
  }

  #distance(context: SoqlFunctionContext, span: SoqlSpan): Distance {
    const [field, place] = context.locationValue_list()
    const fieldName = field && given(field.fieldName())
    const unit = given(context.StringLiteral())
    if (fieldName === undefined || place === undefined || unit === undefined) {
      throw unexpectedToken(this.complaints, span)
    }
    const { symbol } = unit
    const [latitude, longitude] = this.#coordinates(place)
    return {
      kind: 'Distance',
      field: this.#path(fieldName),
      latitude,
      longitude,
      unit: this.#text({ start: symbol.start + 1, end: symbol.stop }),
      span,
    }
  }

  #coordinates(context: LocationValueContext): readonly [number, number] {
    const [latitude, longitude] = context
      .coordinateValue_list()
      .map((value) => Number(this.#text(spanOf(value))))
    if (latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude)) {
      throw unexpectedToken(this.complaints, spanOf(context))
    }
    return [latitude, longitude]
  }

  /** Names and their aliases stand one after the other: `Contact c, c.Account a`. */
  #from(context: FromNameListContext): readonly FromItem[] {
    const items: FromItem[] = []
    for (const child of context.children ?? []) {
      const last = items.at(-1)
      if (child instanceof FieldNameContext) {
        const path = this.#path(child)
        items.push({ path, alias: undefined, span: path.span })
      } else if (last !== undefined && 'id' in child) {
        const alias = this.#alias(child as SoqlIdContext)
        items[items.length - 1] = { ...last, alias: alias?.name }
      }
    }
    return items
  }

  #groupBy(context: GroupByClauseContext | undefined): GroupBy | undefined {
    if (context === undefined) return undefined
    const isRollup = given(context.ROLLUP()) !== undefined
    const isCube = given(context.CUBE()) !== undefined
    const having = given(context.logicalExpression())
    return {
      how: isRollup ? 'ROLLUP' : isCube ? 'CUBE' : 'plain',
      items: context
        .fieldGroupByList()
        .fieldGroupBy_list()
        .map((item) => this.#expression(given(item.fieldName()), given(item.soqlFunction()), spanOf(item))),
      having: having && this.#havingCondition(having),
      span: spanOf(context),
    }
  }

  #expression(
    field: FieldNameContext | undefined,
    call: SoqlFunctionContext | undefined,
    span: SoqlSpan,
  ): Expression {
    if (field !== undefined) return this.#path(field)
    const expression = call && this.#call(call)
    if (expression === undefined || expression.kind === 'Fields') throw unexpectedToken(this.complaints, span)
    return expression
  }

  #orderBy(context: OrderByClauseContext | undefined): readonly OrderItem[] {
    if (context === undefined) return []
    return context
      .fieldOrderList()
      .fieldOrder_list()
      .map((item) => this.#orderItem(item))
  }

  #orderItem(context: FieldOrderContext): OrderItem {
    const span = spanOf(context)
    const isFirst = given(context.FIRST()) !== undefined
    const isLast = given(context.LAST()) !== undefined
    return {
      expression: this.#expression(given(context.fieldName()), given(context.soqlFunction()), span),
      descending: given(context.DESC()) !== undefined,
      nulls: isFirst ? 'FIRST' : isLast ? 'LAST' : undefined,
      span,
    }
  }

  #count(context: LimitClauseContext | OffsetClauseContext | undefined): Query['limit'] {
    if (context === undefined) return undefined
    const span = spanOf(context)
    const number = given(context.IntegerLiteral())
    if (number === undefined) throw unexpectedToken(this.complaints, span)
    const text = number.getText()
    if (!/^\d+$/.test(text)) throw unexpectedToken(this.complaints, span)
    return { value: Number(text), span }
  }

  #whereCondition(context: WhereLogicalExpressionContext): Condition {
    const items = context.whereConditionalExpression_list().map((item) => this.#whereItem(item))
    return joined(context, items)
  }

  #whereItem(context: WhereConditionalExpressionContext): Condition {
    const nested = given(context.whereLogicalExpression())
    if (nested !== undefined) return this.#whereCondition(nested)
    const leaf = context.whereFieldExpression()
    const comparison = given(leaf.fieldExpression())
    // FORMULA('…') is of Apex's grammar only.
    if (comparison === undefined) throw unexpectedToken(this.complaints, spanOf(leaf))
    return this.#comparison(comparison)
  }

  #havingCondition(context: LogicalExpressionContext): Condition {
    const items = context.conditionalExpression_list().map((item) => this.#havingItem(item))
    return joined(context, items)
  }

  #havingItem(context: ConditionalExpressionContext): Condition {
    const nested = given(context.logicalExpression())
    return nested === undefined ? this.#comparison(context.fieldExpression()) : this.#havingCondition(nested)
  }

  #comparison(context: FieldExpressionContext): Condition {
    const span = spanOf(context)
    const left = this.#expression(given(context.fieldName()), given(context.soqlFunction()), span)
    const operator = this.#operator(context.comparisonOperator())
    const value = context.value()
    const subquery = given(value.subQuery())
    const list = given(value.valueList())
    if (operator === 'IN' || operator === 'NOT IN' || operator === 'INCLUDES' || operator === 'EXCLUDES') {
      if (subquery !== undefined && (operator === 'IN' || operator === 'NOT IN')) {
        return {
          kind: 'SemiJoin',
          left,
          negated: operator === 'NOT IN',
          query: this.subquery(subquery),
          span,
        }
      }
      if (list === undefined) throw unexpectedToken(this.complaints, spanOf(value))
      return {
        kind: 'List',
        left,
        operator,
        items: list.value_list().map((item) => this.#literal(item)),
        span,
      }
    }
    return { kind: 'Comparison', left, operator, right: this.#literal(value), span }
  }

  #operator(context: ComparisonOperatorContext): ComparisonOperator | ListOperator {
    const span = spanOf(context)
    const text = this.#text(span).toUpperCase().replace(/\s+/g, ' ')
    switch (text) {
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case 'LIKE':
      case 'IN':
      case 'NOT IN':
      case 'INCLUDES':
      case 'EXCLUDES':
        return text
      case '<>':
        return '!='
      default:
        throw unexpectedToken(this.complaints, span)
    }
  }

  #literal(context: ValueContext): Literal {
    const span = spanOf(context)
    const text = this.#text(span)
    if (given(context.NULL()) !== undefined) return { kind: 'null', span }
    if (given(context.BooleanLiteral()) !== undefined) {
      return { kind: 'boolean', value: text.toLowerCase() === 'true', span }
    }
    if (given(context.StringLiteral()) !== undefined) return { kind: 'text', raw: text.slice(1, -1), span }
    if (given(context.DateLiteral()) !== undefined) return { kind: 'date', text, span }
    if (given(context.DateTimeLiteral()) !== undefined) return { kind: 'datetime', text, span }
    if (given(context.TimeLiteral()) !== undefined) return { kind: 'time', text, span }
    if (given(context.signedNumber()) !== undefined && /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(text)) {
      return { kind: 'number', text, span }
    }
    const [, code, amount] = /^([a-z]{3})(\d+(?:\.\d+)?)$/i.exec(text) ?? []
    if (
      given(context.IntegralCurrencyLiteral()) !== undefined &&
      code !== undefined &&
      amount !== undefined
    ) {
      return { kind: 'currency', code: code.toUpperCase(), text: amount, span }
    }
    const formula = given(context.dateFormula())
    if (formula !== undefined) return relativeDate(formula, text, span)
    throw unexpectedToken(this.complaints, span)
  }
}

function relativeDate(context: DateFormulaContext, text: string, span: SoqlSpan): Literal {
  const [name = '', count] = text.toUpperCase().split(/\s*:\s*/)
  const isCounted = given(context.COLON()) !== undefined && count !== undefined
  return { kind: 'relativeDate', name, count: isCounted ? Number(count) : undefined, span }
}

interface LogicalContext extends Context {
  NOT(): unknown
  SOQLOR_list(): readonly unknown[]
}

/** The grammar has either ANDs or ORs or one NOT at a level, never a mixture. */
function joined(context: LogicalContext, items: readonly Condition[]): Condition {
  const span = spanOf(context)
  const [first] = items
  if (first !== undefined && items.length === 1) {
    return given(context.NOT()) === undefined ? first : { kind: 'Not', item: first, span }
  }
  return { kind: context.SOQLOR_list().length > 0 ? 'Or' : 'And', items, span }
}
