import { CertSqlError } from '@certsql/core'
import type { ParserMethod } from '@chevrotain/types'
import type { Expression, Statement } from './ast.js'
import { explainSyntaxError } from './errors/explain-syntax-error.js'
import { syntaxError } from './errors/syntax-error.js'
import { tooDeep, unterminated } from './errors/text-errors.js'
import { StatementGrammar } from './grammar/statement-grammar.js'
import { scan } from './tokens/scanner.js'
import type { Token } from './tokens/token.js'
import { refuseDeepTree } from './tree/depth.js'

/** Built when the first statement is parsed: a shell that only prints its version never pays for it. */
let grammar: StatementGrammar | undefined

/**
 * Parses exactly one statement; a semicolon may end it.
 *
 * ```ts
 * const statement = parseStatement('SELECT Name FROM Account WHERE Industry = ?')
 * statement.kind  // 'QueryStatement'
 * ```
 *
 * Throws a `CertSqlError` CERT-10xx that points into the text.
 */
export function parseStatement(sql: string): Statement {
  const tokens = tokensOf(sql)
  const statements = parseWith(sql, tokens, (parser) => parser.statements)
  const [first, second] = statements
  if (first === undefined) {
    throw locate(sql, syntaxError('There is no statement here.', { start: 0, end: sql.length }))
  }
  if (second !== undefined) {
    const hint = 'send one statement at a time'
    throw locate(sql, syntaxError('A second statement follows the first.', second.span, hint))
  }
  return first
}

/** Parses all statements of a text, separated by semicolons. */
export function parseStatements(sql: string): Statement[] {
  return parseWith(sql, tokensOf(sql), (parser) => parser.statements)
}

/** Parses a single expression: `parseExpression('a + 1')`. */
export function parseExpression(sql: string): Expression {
  return parseWith(sql, tokensOf(sql), (parser) => parser.singleExpression)
}

function tokensOf(sql: string): Token[] {
  const scanned = scan(sql)
  if (scanned.unterminated !== undefined) throw locate(sql, unterminated(scanned.unterminated, sql))
  if (scanned.tooDeep !== undefined) throw locate(sql, tooDeep(scanned.tooDeep))
  return scanned.tokens
}

function parseWith<T>(
  sql: string,
  tokens: Token[],
  ruleOf: (parser: StatementGrammar) => ParserMethod<[], T>,
): T {
  grammar ??= new StatementGrammar({ skipValidations: true })
  grammar.input = tokens
  const tree = run(sql, grammar, ruleOf(grammar))
  const [error] = grammar.errors
  if (error !== undefined) throw locate(sql, explainSyntaxError(error, tokens, sql))
  return tree
}

function run<T>(sql: string, parser: StatementGrammar, rule: ParserMethod<[], T>): T {
  try {
    const tree = rule.call(parser)
    refuseDeepTree(tree, parser.input.length)
    return tree
  } catch (error) {
    if (error instanceof CertSqlError) throw error.withSql(sql)
    if (error instanceof RangeError) throw locate(sql, tooDeep({ start: 0, end: 0 }))
    throw error
  }
}

function locate(sql: string, error: CertSqlError): CertSqlError {
  return error.withSql(sql)
}
