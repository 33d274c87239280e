import type * as ast from '../ast.js'
import { findParameters } from '../walk.js'
import { ExpressionPrinter, type Print } from './expression-printer.js'
import { PRECEDENCE } from './precedence.js'

/** Prints queries: their clauses, each on a line of its own in the pretty layout. */
export abstract class QueryPrinter extends ExpressionPrinter {
  query(query: ast.Query): void {
    if (query.with !== undefined) {
      this.withClause(query.with)
      this.layout.line()
    }
    const top = topOf(query)
    if (top === undefined) this.queryBody(query.body)
    else this.select(top.select, top.count)
    if (query.orderBy.length > 0) {
      this.layout.line()
      this.orderBy(query.orderBy)
    }
    this.rowWindow(top === undefined ? query : withoutLimit(query))
  }

  protected rowWindow({ limit, offset, withTies }: ast.Query): void {
    if (limit !== undefined && !withTies) this.clause('LIMIT ', limit)
    if (offset !== undefined) this.clause('OFFSET ', offset)
    if (limit === undefined || !withTies) return
    this.layout.line()
    this.append('FETCH FIRST ')
    this.plainCount(limit)
    this.append(' ROWS WITH TIES')
  }

  /** FETCH takes a number or a parameter as it is, and all else in parentheses. */
  private plainCount(count: ast.Expression): void {
    const plain =
      count.kind === 'NumberLiteral' || count.kind === 'Parameter' || count.kind === 'ScalarSubquery'
    if (plain) {
      this.expression(count)
      return
    }
    this.append('(')
    this.expression(count)
    this.append(')')
  }

  protected clause(words: string, expression: ast.Expression | undefined): void {
    if (expression === undefined) return
    this.layout.line()
    this.append(words)
    this.expression(expression)
  }

  protected withClause({ recursive, tables }: ast.With): void {
    this.append(recursive ? 'WITH RECURSIVE' : 'WITH')
    this.layout.indent()
    tables.forEach((table, index) => {
      if (index > 0) this.append(',')
      this.layout.line()
      this.commonTable(table)
    })
    this.layout.dedent()
  }

  protected commonTable({ name, columns, query, materialized }: ast.CommonTable): void {
    this.identifier(name)
    this.columnNames(columns)
    this.append(' AS ')
    if (materialized !== undefined) this.append(materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED ')
    this.queryInParentheses(query)
  }

  /** ` (a, b)`, or nothing. */
  protected columnNames(columns: readonly ast.Identifier[]): void {
    if (columns.length === 0) return
    this.append(' (')
    this.list(columns, (column) => this.identifier(column))
    this.append(')')
  }

  // ── Bodies ────────────────────────────────────────────────────────────────────────────────────────────────────

  protected queryBody(body: ast.QueryBody): void {
    this.printOfBody(body)()
  }

  private printOfBody(body: ast.QueryBody): Print {
    switch (body.kind) {
      case 'Select':
        return () => this.select(body)
      case 'SetOperation':
        return () => this.setOperation(body)
      case 'Values':
        return () => this.values(body)
      case 'Query':
        return () => this.queryInParentheses(body)
    }
  }

  /** Goes down the left side by a loop: a UNION may have very many parts. */
  protected setOperation(node: ast.SetOperation): void {
    const chain: ast.SetOperation[] = [node]
    let first = node.left
    for (let parent = node; first.kind === 'SetOperation' && binding(first) >= binding(parent); ) {
      parent = first
      chain.push(parent)
      first = parent.left
    }
    const innermost = chain[chain.length - 1] as ast.SetOperation
    this.setPart(first, binding(innermost))
    for (const operation of chain.reverse()) {
      const { operator, all, right } = operation
      this.layout.line()
      this.append(all ? `${operator} ALL` : operator)
      this.layout.line()
      this.setPart(right, binding(operation) + 1)
    }
  }

  /** A set operation that binds less tightly than its place asks for stands in parentheses. */
  private setPart(body: ast.QueryBody, least: number): void {
    if (body.kind !== 'SetOperation' || binding(body) >= least) {
      this.queryBody(body)
      return
    }
    this.append('(')
    this.layout.indent()
    this.layout.softLine()
    this.setOperation(body)
    this.layout.dedent()
    this.layout.softLine()
    this.append(')')
  }

  protected values({ rows }: ast.Values): void {
    this.append('VALUES')
    this.block(rows, (printer, row) => {
      printer.append('(')
      printer.expressions(row)
      printer.append(')')
    })
  }

  protected select(select: ast.Select, top?: ast.Parameter): void {
    this.append('SELECT')
    this.hints(select.hints)
    if (select.distinct !== undefined) this.distinct(select.distinct)
    if (top !== undefined) {
      this.append(' TOP ')
      this.expression(top)
    }
    this.selectItems(select.items)
    if (select.from.length > 0) this.from(select.from)
    this.condition('WHERE ', select.where)
    if (select.groupBy !== undefined) this.groupBy(select.groupBy)
    this.condition('HAVING ', select.having)
    if (select.windows.length > 0) this.windows(select.windows)
    this.condition('QUALIFY ', select.qualify)
  }

  protected hints(hints: readonly ast.Hint[]): void {
    if (hints.length === 0) return
    const words = hints.map(({ name, arguments: args }) => {
      return args.length === 0 ? name : `${name}(${args.join(', ')})`
    })
    this.append(` /*+ ${words.join(' ')} */`)
  }

  private distinct({ on }: ast.Distinct): void {
    this.append(' DISTINCT')
    if (on.length === 0) return
    this.append(' ON (')
    this.expressions(on)
    this.append(')')
  }

  protected selectItems(items: readonly ast.SelectItem[]): void {
    this.block(items, (printer, item) => printer.selectItem(item))
  }

  protected selectItem(item: ast.SelectItem): void {
    if (item.kind === 'SelectStar') {
      this.selectStar(item)
      return
    }
    this.expression(item.expression)
    if (item.alias === undefined) return
    this.append(' AS ')
    this.label(item.alias)
  }

  private selectStar({ qualifier }: ast.SelectStar): void {
    if (qualifier !== undefined) {
      this.path(qualifier.parts)
      this.append('.')
    }
    this.append('*')
  }

  protected from(tables: readonly ast.TableReference[]): void {
    this.layout.line()
    this.append('FROM ')
    this.tableReferences(tables)
  }

  protected tableReferences(tables: readonly ast.TableReference[]): void {
    this.list(tables, (table) => this.tableReference(table))
  }

  /** A condition whose ANDs go on lines of their own when they are many. */
  protected condition(words: string, condition: ast.Expression | undefined): void {
    if (condition === undefined) return
    const flat = !this.layout.pretty || this.fits((printer) => printer.expression(condition))
    if (flat || condition.kind !== 'BinaryOperation' || condition.operator !== 'AND') {
      this.clause(words, condition)
      return
    }
    const [first, ...rest] = conjuncts(condition)
    this.layout.line()
    this.append(words)
    this.conjunct(first as ast.Expression)
    this.layout.indent()
    for (const conjunct of rest) {
      this.layout.line()
      this.append('AND ')
      this.conjunct(conjunct)
    }
    this.layout.dedent()
  }

  private conjunct(node: ast.Expression): void {
    this.operand(node, PRECEDENCE.and + 1)
  }

  private groupBy({ elements }: ast.GroupBy): void {
    this.layout.line()
    this.append('GROUP BY ')
    this.list(elements, (element) => this.groupingElement(element))
  }

  private groupingElement(element: ast.GroupingElement): void {
    this.printOfGroupingElement(element)()
  }

  private printOfGroupingElement(element: ast.GroupingElement): Print {
    switch (element.kind) {
      case 'GroupingExpressions':
        return () => this.groupingExpressions(element)
      case 'Rollup':
        return () => this.groupingSets('ROLLUP', element.sets)
      case 'Cube':
        return () => this.groupingSets('CUBE', element.sets)
      case 'GroupingSets':
        return () => this.groupingSets('GROUPING SETS', element.elements)
    }
  }

  private groupingSets(words: string, elements: readonly ast.GroupingElement[]): void {
    this.append(`${words} (`)
    this.list(elements, (element) => this.groupingElement(element))
    this.append(')')
  }

  private groupingExpressions({ expressions }: ast.GroupingExpressions): void {
    const [only, second] = expressions
    if (only === undefined || second !== undefined) {
      this.append('(')
      this.expressions(expressions)
      this.append(')')
    } else if (only.kind === 'RowValue') {
      // In parentheses alone, a row value would be read as a set of its items.
      this.append('ROW(')
      this.expressions(only.items)
      this.append(')')
    } else this.expression(only)
  }

  private windows(windows: readonly ast.NamedWindow[]): void {
    this.layout.line()
    this.append('WINDOW ')
    this.list(windows, ({ name, specification }) => {
      this.identifier(name)
      this.append(' AS ')
      this.windowSpecification(specification)
    })
  }

  // ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────

  tableReference(table: ast.TableReference): void {
    this.printOfTable(table)()
  }

  private printOfTable(table: ast.TableReference): Print {
    switch (table.kind) {
      case 'NamedTable':
        return () => {
          this.path(table.name.parts)
          this.tableAlias(table.alias)
        }
      case 'DerivedTable':
        return () => {
          this.append(table.lateral ? 'LATERAL ' : '')
          this.queryInParentheses(table.query)
          this.tableAlias(table.alias)
        }
      case 'FunctionTable':
        return () => {
          this.append(table.lateral ? 'LATERAL ' : '')
          this.functionCall(table.call)
          this.append(table.withOrdinality ? ' WITH ORDINALITY' : '')
          this.tableAlias(table.alias)
        }
      case 'Join':
        return () => this.join(table)
    }
  }

  private tableAlias(alias: ast.TableAlias | undefined): void {
    if (alias === undefined) return
    this.append(' AS ')
    this.identifier(alias.name)
    this.columnNames(alias.columns)
  }

  /** Goes down the left side by a loop, as for operators. */
  private join(node: ast.Join): void {
    const chain: ast.Join[] = []
    let first: ast.TableReference = node
    while (first.kind === 'Join') {
      chain.push(first)
      first = first.left
    }
    this.tableReference(first)
    this.layout.indent()
    for (const join of chain.reverse()) {
      this.layout.line()
      this.joinedTable(join)
    }
    this.layout.dedent()
  }

  private joinedTable({ type, natural, right, on, using }: ast.Join): void {
    this.append(`${natural ? 'NATURAL ' : ''}${type === 'INNER' ? '' : `${type} `}JOIN `)
    if (right.kind === 'Join') this.joinInParentheses(right)
    else this.tableReference(right)
    if (on !== undefined) {
      this.append(' ON ')
      this.expression(on)
    }
    if (using.length > 0) {
      this.append(' USING')
      this.columnNames(using)
    }
  }

  private joinInParentheses(join: ast.Join): void {
    const printer = this.layout.pretty ? this.onOneLine() : this
    printer.append('(')
    printer.tableReference(join)
    printer.append(')')
    if (printer !== this) this.append(printer.toString())
  }
}

/** INTERSECT binds tighter than UNION and EXCEPT. */
function binding({ operator }: ast.SetOperation): number {
  return operator === 'INTERSECT' ? 2 : 1
}

/** The conditions of a chain of ANDs, in order. */
function conjuncts(node: ast.Expression): ast.Expression[] {
  const rights: ast.Expression[] = []
  let left = node
  while (left.kind === 'BinaryOperation' && left.operator === 'AND') {
    rights.push(left.right)
    left = left.left
  }
  return [left, ...rights.reverse()]
}

/**
 * `SELECT TOP ? …` is read as a LIMIT, and only written as one where no `?` would change places with it: they are counted in the
 * order of the text.
 */
function topOf({
  body,
  orderBy,
  limit,
}: ast.Query): { readonly select: ast.Select; readonly count: ast.Parameter } | undefined {
  if (body.kind !== 'Select' || limit?.kind !== 'Parameter' || limit.style !== 'positional') return undefined
  const others = [body, ...orderBy].flatMap((part) => findParameters(part))
  const isFirst = others.some(({ style, index }) => style === 'positional' && index > limit.index)
  return isFirst ? { select: body, count: limit } : undefined
}

function withoutLimit(query: ast.Query): ast.Query {
  const { limit: _, ...rest } = query
  return rest
}
