import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeJoin } from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'
import { tooDeep } from '../errors/text-errors.js'
import { MAX_NESTING } from '../tokens/max-nesting.js'

interface OpenJoin {
  readonly type: ast.Join['type']
  readonly left: ast.TableReference
  readonly token: IToken
}

/**
 * Puts joins together as they come. A join that wants a condition stays open until its ON or USING; another join may
 * come before: `a JOIN b JOIN c ON … ON …`.
 */
export class JoinStack {
  private readonly open: OpenJoin[] = []

  constructor(private current: ast.TableReference) {}

  get awaitsCondition(): boolean {
    return this.open.length > 0
  }

  /** CROSS and NATURAL joins are complete as they stand. */
  joinAtOnce(type: ast.Join['type'], natural: boolean, right: ast.TableReference): void {
    this.current = makeJoin(type, this.current, right, { natural }, cover(this.current, right))
  }

  join(type: ast.Join['type'], token: IToken, right: ast.TableReference): void {
    if (this.open.length >= MAX_NESTING) throw tooDeep(spanOf(token))
    this.open.push({ type, left: this.current, token })
    this.current = right
  }

  on(condition: ast.Expression, end: number): void {
    const { type, left } = this.open.pop() as OpenJoin
    this.current = makeJoin(type, left, this.current, { on: condition }, { start: left.span.start, end })
  }

  using(columns: readonly ast.Identifier[], end: number): void {
    const { type, left } = this.open.pop() as OpenJoin
    this.current = makeJoin(type, left, this.current, { using: columns }, { start: left.span.start, end })
  }

  finish(): ast.TableReference {
    const open = this.open.pop()
    if (open === undefined) return this.current
    throw syntaxError(
      'This JOIN has no condition.',
      spanOf(open.token),
      'write ON and a condition after the joined table, or USING (column), or CROSS JOIN for all combinations',
    )
  }
}

function cover(left: ast.Node, right: ast.Node): ast.Node['span'] {
  return { start: left.span.start, end: right.span.end }
}
