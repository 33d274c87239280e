import { quoteIdentifier } from '@certsql/core'
import type * as ast from '../ast.js'
import type { Layout } from './layout.js'
import { isShortCast, PRECEDENCE, precedenceOf, precedenceOfExpression } from './precedence.js'
import { functionNeedsQuotes, isPlainWord, needsQuotes, quoteTextOnOneLine } from './quote.js'

/** What is longer is broken into lines, in the pretty layout. */
const LINE_WIDTH = 80

/** What prints a node when called. */
export type Print = () => void

/** Prints expressions: one small method per node. Parentheses are written only where precedence needs them. */
export abstract class ExpressionPrinter {
  protected constructor(protected readonly layout: Layout) {}

  abstract query(query: ast.Query): void

  /** A printer of the same dialect for one line, to measure what a node would take. */
  protected abstract onOneLine(): this

  toString(): string {
    return this.layout.toString()
  }

  protected append(text: string): void {
    this.layout.append(text)
  }

  protected list<T>(items: readonly T[], print: (item: T) => void): void {
    items.forEach((item, index) => {
      if (index > 0) this.append(', ')
      print(item)
    })
  }

  /** A space and a list on one line if it fits, else each item on a line of its own. */
  protected block<T>(items: readonly T[], print: (printer: this, item: T) => void): void {
    if (!this.layout.pretty || this.fits((printer) => printer.list(items, (item) => print(printer, item)))) {
      this.append(' ')
      this.list(items, (item) => print(this, item))
      return
    }
    this.layout.indent()
    items.forEach((item, index) => {
      if (index > 0) this.append(',')
      this.layout.line()
      print(this, item)
    })
    this.layout.dedent()
  }

  protected fits(print: (printer: this) => void): boolean {
    const printer = this.onOneLine()
    print(printer)
    return printer.toString().length <= LINE_WIDTH
  }

  /** `(query)`, on lines of its own unless it is short. */
  protected queryInParentheses(query: ast.Query): void {
    this.append('(')
    if (!this.layout.pretty || this.fits((printer) => printer.query(query))) {
      const inner = this.layout.pretty ? this.onOneLine() : this
      inner.query(query)
      if (inner !== this) this.append(inner.toString())
    } else {
      this.layout.indent()
      this.layout.softLine()
      this.query(query)
      this.layout.dedent()
      this.layout.softLine()
    }
    this.append(')')
  }

  // ── Names ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A name where only some words may stand without quotes. */
  identifier({ name, quoted }: ast.Identifier): void {
    this.append(quoted || needsQuotes(name) ? quoteIdentifier(name) : name)
  }

  /** A name after a dot or after AS, where any word may stand. */
  protected label({ name, quoted }: ast.Identifier): void {
    this.append(quoted || !isPlainWord(name) ? quoteIdentifier(name) : name)
  }

  protected path([first, ...rest]: readonly ast.Identifier[]): void {
    if (first === undefined) return
    this.identifier(first)
    this.labels(rest)
  }

  private labels(parts: readonly ast.Identifier[]): void {
    for (const part of parts) {
      this.append('.')
      this.label(part)
    }
  }

  protected functionName({ parts: [first, ...rest] }: ast.QualifiedName): void {
    if (first === undefined) return
    const quoted = first.quoted || functionNeedsQuotes(first.name)
    this.append(quoted ? quoteIdentifier(first.name) : first.name)
    this.labels(rest)
  }

  protected typeName({ name, arguments: sizes, arrayDimensions }: ast.TypeName): void {
    // TIMESTAMP(3) WITH TIME ZONE
    const zone = / with(?:out)? time zone$/.exec(name)?.[0] ?? ''
    const words = name.slice(0, name.length - zone.length)
    const list = sizes.length === 0 ? '' : `(${sizes.join(', ')})`
    const brackets = '[]'.repeat(arrayDimensions)
    // Other than ASCII letters have no upper case that could be relied on to come back.
    const spelled = /^[ -~]*$/.test(words) ? words.toUpperCase() : words
    this.append(`${spelled}${list}${zone.toUpperCase()}${brackets}`)
  }

  // ── Expressions ───────────────────────────────────────────────────────────────────────────────────────────────

  expression(node: ast.Expression): void {
    this.printOf(node)()
  }

  /** How to print a node: a value for each kind, so that a forgotten kind does not compile. */
  private printOf(node: ast.Expression): Print {
    switch (node.kind) {
      case 'StringLiteral':
        return () => this.stringLiteral(node)
      case 'NumberLiteral':
        return () => this.append(node.text)
      case 'BooleanLiteral':
        return () => this.append(node.value ? 'TRUE' : 'FALSE')
      case 'NullLiteral':
        return () => this.append('NULL')
      case 'DefaultValue':
        return () => this.append('DEFAULT')
      case 'TypedLiteral':
        return () => this.typedLiteral(node)
      case 'IntervalLiteral':
        return () => this.intervalLiteral(node)
      case 'Parameter':
        return () => this.parameter(node)
      case 'ColumnReference':
        return () => this.path(node.path)
      case 'CurrentValue':
        return () => this.append(node.value)
      case 'UnaryOperation':
        return () => this.unaryOperation(node)
      case 'BinaryOperation':
        return () => this.binaryOperation(node)
      case 'IsNull':
        return () => this.isPredicate(node.operand, node.negated, 'NULL')
      case 'IsTruth':
        return () => this.isPredicate(node.operand, node.negated, node.truth)
      case 'IsDistinctFrom':
        return () => this.isDistinctFrom(node)
      case 'Between':
        return () => this.between(node)
      case 'InList':
        return () => this.inList(node)
      case 'InSubquery':
        return () => this.inSubquery(node)
      case 'Like':
        return () => this.like(node)
      case 'Exists':
        return () => {
          this.append('EXISTS ')
          this.queryInParentheses(node.query)
        }
      case 'QuantifiedComparison':
        return () => this.quantifiedComparison(node)
      case 'ScalarSubquery':
        return () => this.queryInParentheses(node.query)
      case 'Case':
        return () => this.caseExpression(node)
      case 'Cast':
        return () => this.cast(node)
      case 'Extract':
        return () => this.extract(node)
      case 'AtTimeZone':
        return () => this.atTimeZone(node)
      case 'Collate':
        return () => this.collate(node)
      case 'FunctionCall':
        return () => this.functionCall(node)
      case 'RowValue':
        return () => this.rowValue(node)
      case 'ArrayLiteral':
        return () => this.arrayLiteral(node)
      case 'Subscript':
        return () => this.subscript(node)
    }
  }

  expressions(items: readonly ast.Expression[]): void {
    this.list(items, (item) => this.expression(item))
  }

  /** An operand, in parentheses if it binds less tightly than its place asks for. */
  protected operand(node: ast.Expression, least: number): void {
    if (this.precedence(node) >= least) {
      this.expression(node)
      return
    }
    this.append('(')
    this.expression(node)
    this.append(')')
  }

  /** How tightly the outermost operator binds in this dialect. */
  protected precedence(node: ast.Expression): number {
    return precedenceOfExpression(node)
  }

  protected stringLiteral({ value }: ast.StringLiteral): void {
    this.append(quoteTextOnOneLine(value))
  }

  protected typedLiteral({ type, value }: ast.TypedLiteral): void {
    this.append(`${type} ${quoteTextOnOneLine(value)}`)
  }

  protected intervalLiteral({ value, unit }: ast.IntervalLiteral): void {
    this.append(`INTERVAL ${quoteTextOnOneLine(value)}${unit === undefined ? '' : ` ${unit}`}`)
  }

  protected parameter(parameter: ast.Parameter): void {
    this.append(spellParameter(parameter))
  }

  protected unaryOperation({ operator, operand }: ast.UnaryOperation): void {
    const isNot = operator === 'NOT'
    // A space keeps two minus signs from beginning a comment.
    const needsSpace = isNot || operand.kind === 'UnaryOperation'
    this.append(needsSpace ? `${operator} ` : operator)
    this.operand(operand, isNot ? PRECEDENCE.not : PRECEDENCE.sign)
  }

  /** Goes down the left side by a loop: chains of operators may be long. */
  protected binaryOperation(node: ast.BinaryOperation): void {
    const chain: ast.BinaryOperation[] = [node]
    let first = node.left
    for (let parent = node; this.leansOn(parent, first); ) {
      parent = first
      chain.push(parent)
      first = parent.left
    }
    const innermost = chain[chain.length - 1] as ast.BinaryOperation
    this.operand(first, leastLeft(innermost.operator))
    for (const operation of chain.reverse()) this.operatorAndRight(operation)
  }

  /** Whether an operation on the left is printed as a part of the same chain, without parentheses. */
  protected leansOn(parent: ast.BinaryOperation, left: ast.Expression): left is ast.BinaryOperation {
    return left.kind === 'BinaryOperation' && this.precedence(left) >= leastLeft(parent.operator)
  }

  protected operatorAndRight({ operator, right }: ast.BinaryOperation): void {
    this.append(` ${operator} `)
    this.operand(right, precedenceOf(operator) + 1)
  }

  protected isPredicate(operand: ast.Expression, negated: boolean, what: string): void {
    this.operand(operand, PRECEDENCE.is + 1)
    this.append(negated ? ` IS NOT ${what}` : ` IS ${what}`)
  }

  protected isDistinctFrom({ left, right, negated }: ast.IsDistinctFrom): void {
    this.operand(left, PRECEDENCE.is + 1)
    this.append(negated ? ' IS NOT DISTINCT FROM ' : ' IS DISTINCT FROM ')
    this.operand(right, PRECEDENCE.is + 1)
  }

  protected between({ operand, low, high, negated, symmetric }: ast.Between): void {
    this.operand(operand, PRECEDENCE.match + 1)
    this.append(`${negated ? ' NOT' : ''} BETWEEN ${symmetric ? 'SYMMETRIC ' : ''}`)
    this.operand(low, hasTrailingWords(low) ? PRECEDENCE.primary : PRECEDENCE.match + 1)
    this.append(' AND ')
    this.operand(high, PRECEDENCE.match + 1)
  }

  protected inList({ operand, items, negated }: ast.InList): void {
    this.operand(operand, PRECEDENCE.match + 1)
    this.append(negated ? ' NOT IN (' : ' IN (')
    this.expressions(items)
    this.append(')')
  }

  protected inSubquery({ operand, query, negated }: ast.InSubquery): void {
    this.operand(operand, PRECEDENCE.match + 1)
    this.append(negated ? ' NOT IN ' : ' IN ')
    this.queryInParentheses(query)
  }

  protected like(node: ast.Like): void {
    this.operand(node.operand, PRECEDENCE.match + 1)
    this.append(`${node.negated ? ' NOT' : ''} ${node.caseInsensitive ? 'ILIKE' : 'LIKE'} `)
    this.operand(node.pattern, PRECEDENCE.match + 1)
    if (node.escape === undefined) return
    this.append(' ESCAPE ')
    this.operand(node.escape, PRECEDENCE.match + 1)
  }

  protected quantifiedComparison({ operand, operator, quantifier, query }: ast.QuantifiedComparison): void {
    this.operand(operand, PRECEDENCE.comparison + 1)
    this.append(` ${operator} ${quantifier} `)
    this.queryInParentheses(query)
  }

  protected caseExpression(node: ast.Case): void {
    const flat = !this.layout.pretty || this.fits((printer) => printer.caseExpression(node))
    const separate = flat ? () => this.append(' ') : () => this.layout.line()
    this.append('CASE')
    if (node.operand !== undefined) {
      this.append(' ')
      this.expression(node.operand)
    }
    this.layout.indent()
    for (const { when, then } of node.branches) {
      separate()
      this.append('WHEN ')
      this.expression(when)
      this.append(' THEN ')
      this.expression(then)
    }
    if (node.otherwise !== undefined) {
      separate()
      this.append('ELSE ')
      this.expression(node.otherwise)
    }
    this.layout.dedent()
    separate()
    this.append('END')
  }

  protected cast(node: ast.Cast): void {
    const shorts: ast.Cast[] = []
    let first = node
    while (isShortCast(first) && first.operand.kind === 'Cast') {
      shorts.push(first)
      first = first.operand
    }
    this.append(first.safe ? 'TRY_CAST(' : 'CAST(')
    this.expression(first.operand)
    this.append(' AS ')
    this.typeName(first.type)
    this.append(')')
    for (const { type } of shorts.reverse()) {
      this.append('::')
      this.typeName(type)
    }
  }

  protected extract({ field, source }: ast.Extract): void {
    this.append(`EXTRACT(${isPlainWord(field) ? field : quoteTextOnOneLine(field)} FROM `)
    this.expression(source)
    this.append(')')
  }

  protected atTimeZone({ operand, zone }: ast.AtTimeZone): void {
    this.operand(operand, PRECEDENCE.zone)
    this.append(' AT TIME ZONE ')
    this.operand(zone, PRECEDENCE.zone + 1)
  }

  protected collate({ operand, collation }: ast.Collate): void {
    this.operand(operand, PRECEDENCE.collate)
    this.append(' COLLATE ')
    this.identifier(collation)
  }

  protected rowValue({ items }: ast.RowValue): void {
    this.append(items.length < 2 ? 'ROW(' : '(')
    this.expressions(items)
    this.append(')')
  }

  protected arrayLiteral({ items }: ast.ArrayLiteral): void {
    this.append('ARRAY[')
    this.expressions(items)
    this.append(']')
  }

  protected subscript({ operand, index }: ast.Subscript): void {
    const plain =
      operand.kind === 'ColumnReference' || operand.kind === 'Parameter' || operand.kind === 'Subscript'
    if (!plain) this.append('(')
    this.expression(operand)
    this.append(plain ? '[' : ')[')
    this.expression(index)
    this.append(']')
  }

  // ── Calls, order, windows ─────────────────────────────────────────────────────────────────────────────────────

  functionCall(call: ast.FunctionCall): void {
    this.functionName(call.name)
    this.append('(')
    this.callArguments(call)
    this.append(')')
    if (call.withinGroup.length > 0) {
      this.append(' WITHIN GROUP (')
      this.orderBy(call.withinGroup)
      this.append(')')
    }
    if (call.filter !== undefined) {
      this.append(' FILTER (WHERE ')
      this.expression(call.filter)
      this.append(')')
    }
    this.nullTreatment(call)
    if (call.over !== undefined) {
      this.append(' OVER ')
      if (call.over.kind === 'Identifier') this.identifier(call.over)
      else this.windowSpecification(call.over)
    }
  }

  protected callArguments({ star, distinct, arguments: args, orderBy }: ast.FunctionCall): void {
    if (star) {
      this.append('*')
      return
    }
    if (distinct) this.append('DISTINCT ')
    this.expressions(args)
    if (orderBy.length === 0) return
    if (args.length > 0) this.append(' ')
    this.orderBy(orderBy)
  }

  protected nullTreatment({ nulls }: ast.FunctionCall): void {
    if (nulls !== undefined) this.append(` ${nulls} NULLS`)
  }

  protected orderBy(items: readonly ast.OrderItem[]): void {
    this.append('ORDER BY ')
    this.list(items, (item) => this.orderItem(item))
  }

  protected orderItem({ expression, direction, nulls }: ast.OrderItem): void {
    this.expression(expression)
    if (direction !== undefined) this.append(` ${direction}`)
    if (nulls !== undefined) this.append(` NULLS ${nulls}`)
  }

  protected windowSpecification({ base, partitionBy, orderBy, frame }: ast.WindowSpecification): void {
    const parts: (() => void)[] = []
    if (base !== undefined) parts.push(() => this.identifier(base))
    if (partitionBy.length > 0) {
      parts.push(() => {
        this.append('PARTITION BY ')
        this.expressions(partitionBy)
      })
    }
    if (orderBy.length > 0) parts.push(() => this.orderBy(orderBy))
    if (frame !== undefined) parts.push(() => this.windowFrame(frame))
    this.append('(')
    parts.forEach((part, index) => {
      if (index > 0) this.append(' ')
      part()
    })
    this.append(')')
  }

  protected windowFrame({ unit, start, end, exclude }: ast.WindowFrame): void {
    this.append(`${unit} `)
    if (end !== undefined) this.append('BETWEEN ')
    this.frameBound(start)
    if (end !== undefined) {
      this.append(' AND ')
      this.frameBound(end)
    }
    if (exclude !== undefined) this.append(` EXCLUDE ${exclude}`)
  }

  protected frameBound({ bound, offset }: ast.FrameBound): void {
    if (offset !== undefined) {
      this.operand(offset, PRECEDENCE.match + 1)
      this.append(' ')
    }
    this.append(bound)
  }
}

/** AT TIME ZONE and COLLATE, which PostgreSQL and DuckDB take between BETWEEN and AND in parentheses only. */
function hasTrailingWords(node: ast.Expression): boolean {
  if (node.kind === 'AtTimeZone' || node.kind === 'Collate') return true
  if (node.kind === 'UnaryOperation') return hasTrailingWords(node.operand)
  return node.kind === 'BinaryOperation' && (hasTrailingWords(node.left) || hasTrailingWords(node.right))
}

/** How tightly the left operand must bind: comparisons cannot be chained, all others go from left to right. */
function leastLeft(operator: ast.BinaryOperator): number {
  const precedence = precedenceOf(operator)
  return precedence === PRECEDENCE.comparison ? precedence + 1 : precedence
}

function spellParameter({ style, index, name }: ast.Parameter): string {
  switch (style) {
    case 'positional':
      return '?'
    case 'numbered':
      return `$${index + 1}`
    case 'named':
      return `:${name}`
  }
}
