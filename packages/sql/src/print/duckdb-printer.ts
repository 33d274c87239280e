import { CertSqlError, internalError, quoteIdentifier, quoteText } from '@certsql/core'
import type * as ast from '../ast.js'
import { makeDerivedTable, makeSelect, makeStar } from '../build.js'
import { Layout } from './layout.js'
import { PRECEDENCE, precedenceOf } from './precedence.js'
import type { PrintOptions } from './print-options.js'
import { QueryPrinter } from './query-printer.js'
import { isPlainWord } from './quote.js'

/**
 * SQL in DuckDB's dialect. Purely a matter of spelling: whoever calls has lowered the meaning before, by making a
 * tree with DuckDB's own functions.
 *
 * ```ts
 * printDuckDb(makeBinary('~', makeColumn(['Name']), makeText('^A')))  // regexp_matches("Name", '^A')
 * ```
 */
export function printDuckDb(
  node: ast.Query | ast.Expression | ast.QueryStatement,
  { layout = 'line' }: PrintOptions = {},
): string {
  const printer = DuckDbPrinter.create(layout === 'pretty')
  if (node.kind === 'QueryStatement') printer.query(node.query)
  else if (node.kind === 'Query') printer.query(node)
  else printer.expression(node)
  return printer.toString()
}

/** DuckDB's names of types that are spelled otherwise there, or that mean something else. */
const TYPES: Readonly<Record<string, string>> = {
  bpchar: 'VARCHAR',
  bytea: 'BLOB',
  character: 'VARCHAR',
  'character varying': 'VARCHAR',
  citext: 'VARCHAR',
  'double precision': 'DOUBLE',
  id: 'VARCHAR',
  jsonb: 'JSON',
  money: 'DECIMAL',
  'time with time zone': 'TIMETZ',
  'time without time zone': 'TIME',
  'timestamp with time zone': 'TIMESTAMPTZ',
  'timestamp without time zone': 'TIMESTAMP',
}

/** Each nested BETWEEN SYMMETRIC doubles the text. */
const MAX_SYMMETRIC = 5

class DuckDbPrinter extends QueryPrinter {
  private symmetric = 0

  static create(pretty: boolean): DuckDbPrinter {
    return new DuckDbPrinter(new Layout(pretty))
  }

  protected override onOneLine(): this {
    return DuckDbPrinter.create(false) as this
  }

  /** DuckDB takes one LIMIT or ORDER BY for a query, however many parentheses there are. */
  override query(query: ast.Query): void {
    if (query.body.kind !== 'Query') super.query(query)
    else super.query({ ...query, body: makeSelect([makeStar()], { from: [makeDerivedTable(query.body)] }) })
  }

  override identifier({ name }: ast.Identifier): void {
    this.append(quoteIdentifier(name))
  }

  protected override label(identifier: ast.Identifier): void {
    this.identifier(identifier)
  }

  protected override functionName({ parts }: ast.QualifiedName): void {
    // A function's name in quotes would miss the forms that DuckDB's grammar knows by name, such as COALESCE.
    this.append(parts.map(({ name }) => (isPlainWord(name) ? name : quoteIdentifier(name))).join('.'))
  }

  protected override typeName({ name, arguments: sizes, arrayDimensions }: ast.TypeName): void {
    const word = TYPES[name] ?? name.toUpperCase()
    // Only decimals keep their sizes: DuckDB has no length of texts and no precision of times.
    const list = /^(?:DECIMAL|NUMERIC|DEC)$/.test(word) && sizes.length > 0 ? `(${sizes.join(', ')})` : ''
    this.append(`${word}${list}${'[]'.repeat(arrayDimensions)}`)
  }

  protected override stringLiteral({ value }: ast.StringLiteral): void {
    this.append(quoteText(value))
  }

  protected override parameter({ index }: ast.Parameter): void {
    this.append(`$${index + 1}`)
  }

  protected override hints(): void {
    // Hints are for the planner.
  }

  /** Operators that are printed as calls, or in parentheses of their own. */
  protected override precedence(node: ast.Expression): number {
    if (node.kind === 'Between' && node.symmetric) return PRECEDENCE.primary
    if (node.kind === 'BinaryOperation' && node.operator in SPELLINGS) return PRECEDENCE.primary
    return super.precedence(node)
  }

  protected override leansOn(parent: ast.BinaryOperation, left: ast.Expression): left is ast.BinaryOperation {
    return !isSpelledOtherwise(parent) && !isSpelledOtherwise(left) && super.leansOn(parent, left)
  }

  protected override binaryOperation(node: ast.BinaryOperation): void {
    const spell = SPELLINGS[node.operator]
    if (spell === undefined) {
      super.binaryOperation(node)
      return
    }
    const [before, between, after] = spell
    const least = between === ', ' ? PRECEDENCE.none : precedenceOf(node.operator) + 1
    this.append(before)
    this.operand(node.left, least)
    this.append(between)
    this.operand(node.right, least)
    this.append(after)
  }

  protected override between(node: ast.Between): void {
    if (!node.symmetric) {
      super.between(node)
      return
    }
    if (this.symmetric >= MAX_SYMMETRIC) {
      throw new CertSqlError({
        code: 'CERT-4002',
        message: `BETWEEN SYMMETRIC is nested in itself more than ${MAX_SYMMETRIC} times.`,
        span: node.span,
      })
    }
    this.symmetric++
    const plain = { ...node, symmetric: false, negated: false }
    this.append(node.negated ? '(NOT (' : '(')
    super.between(plain)
    this.append(' OR ')
    super.between({ ...plain, low: node.high, high: node.low })
    this.append(node.negated ? '))' : ')')
    this.symmetric--
  }

  protected override callArguments(call: ast.FunctionCall): void {
    super.callArguments(call)
    if (call.nulls !== undefined) this.append(` ${call.nulls} NULLS`)
  }

  protected override nullTreatment(): void {
    // Stands within the parentheses: see `callArguments`.
  }

  protected override rowWindow(query: ast.Query): void {
    if (query.withTies)
      throw internalError('FETCH … WITH TIES reached the printer; DuckDB has no such clause')
    super.rowWindow(query)
  }
}

/**
 * Operators that DuckDB spells otherwise: what stands before, between and after the operands. Its `~` matches the
 * whole text, and its `->` binds like an arrow of a function, less tightly than anything else.
 */
const SPELLINGS: Readonly<Partial<Record<ast.BinaryOperator, readonly [string, string, string]>>> = {
  '~': ['regexp_matches(', ', ', ')'],
  '~*': ['regexp_matches(', ', ', ", 'i')"],
  '!~': ['(NOT regexp_matches(', ', ', '))'],
  '!~*': ['(NOT regexp_matches(', ', ', ", 'i'))"],
  '->': ['(', ' -> ', ')'],
  '->>': ['(', ' ->> ', ')'],
  '#>': ['json_extract(', ', ', ')'],
  '#>>': ['json_extract_string(', ', ', ')'],
}

function isSpelledOtherwise(node: ast.Expression): boolean {
  return node.kind === 'BinaryOperation' && node.operator in SPELLINGS
}
