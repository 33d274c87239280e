import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeQuery, makeSetOperation } from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'

/** `SELECT TOP 5 …`: a SELECT with a limit of its own, until the query around it is known. */
export interface TopSelect {
  readonly kind: 'TopSelect'
  readonly select: ast.Select
  readonly limit: ast.Expression
  readonly token: IToken
}

export type BodyPart = ast.QueryBody | TopSelect

/** A query in parentheses as a part of another: without clauses of its own it is just its body. */
export function unwrap(query: ast.Query): ast.QueryBody {
  return hasClauses(query) ? query : query.body
}

function hasClauses({ with: tables, orderBy, limit, offset }: ast.Query): boolean {
  return tables !== undefined || orderBy.length > 0 || limit !== undefined || offset !== undefined
}

function toBody(part: BodyPart): ast.QueryBody {
  return part.kind === 'TopSelect' ? makeQuery(part.select, { limit: part.limit }, part.select.span) : part
}

/** Puts UNION, INTERSECT and EXCEPT together: INTERSECT binds tighter, all else goes from left to right. */
export class SetOperationStack {
  private readonly waiting: { operator: ast.SetOperation['operator']; all: boolean }[] = []
  private readonly parts: BodyPart[] = []

  part(part: BodyPart): void {
    this.parts.push(part)
  }

  operator(operator: ast.SetOperation['operator'], all: boolean): void {
    while (this.waiting.length > 0 && (operator !== 'INTERSECT' || this.topIsIntersect())) this.reduce()
    this.waiting.push({ operator, all })
  }

  finish(): BodyPart {
    while (this.waiting.length > 0) this.reduce()
    return this.parts.pop() as BodyPart
  }

  private topIsIntersect(): boolean {
    return this.waiting[this.waiting.length - 1]?.operator === 'INTERSECT'
  }

  private reduce(): void {
    const operation = this.waiting.pop()
    const right = toBody(this.parts.pop() as BodyPart)
    const left = toBody(this.parts.pop() as BodyPart)
    if (operation === undefined) return
    const span = { start: left.span.start, end: right.span.end }
    this.parts.push(makeSetOperation(operation.operator, operation.all, left, right, span))
  }
}

/** LIMIT, OFFSET and FETCH, in any order, each once. */
export class RowWindow {
  limit: ast.Expression | undefined
  offset: ast.Expression | undefined
  /** The place of FETCH … WITH TIES. */
  ties: IToken | undefined
  private limited = false

  setLimit(limit: ast.Expression | undefined, withTies: boolean, token: IToken): void {
    if (this.limited) throw twice('The number of rows', token)
    this.limited = true
    this.limit = limit
    if (withTies) this.ties = token
  }

  setOffset(offset: ast.Expression, token: IToken): void {
    if (this.offset !== undefined) throw twice('OFFSET', token)
    this.offset = offset
  }
}

function twice(what: string, token: IToken): Error {
  return syntaxError(`${what} is given twice.`, spanOf(token), 'keep one of the two')
}

export function toQuery(
  tables: ast.With | undefined,
  part: BodyPart,
  orderBy: readonly ast.OrderItem[],
  rows: RowWindow,
  span: ast.Node['span'],
): ast.Query {
  const { limit, offset, ties } = rows
  if (ties !== undefined && orderBy.length === 0) {
    throw syntaxError('WITH TIES needs an ORDER BY.', spanOf(ties), 'say which rows come first: ORDER BY …')
  }
  if (part.kind === 'TopSelect') {
    rows.setLimit(part.limit, false, part.token)
    return makeQuery(part.select, { with: tables, orderBy, limit: part.limit, offset }, span)
  }
  const query = makeQuery(part, { with: tables, orderBy, limit, offset, withTies: ties !== undefined }, span)
  return part.kind === 'Query' && !hasClauses(query) ? part : query
}
