import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import {
  makeColumn,
  makeQualifiedName,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeStar,
  makeTable,
} from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'
import { toIdentifier } from './token-values.js'

/** What `COPY <table> [(<columns>)] TO` copies. */
export function plainSelect(table: ast.QualifiedName, columns: readonly ast.QualifiedName[]): ast.Query {
  const items = columns.map(({ parts, span }) => makeSelectItem(makeColumn(parts, span), undefined, span))
  const select = makeSelect(
    items.length === 0 ? [makeStar(undefined, table.span)] : items,
    { from: [makeTable(table, undefined, table.span)] },
    table.span,
  )
  return makeQuery(select, {}, table.span)
}

/** `SET TIME ZONE 'UTC'` sets the property TimeZone. */
export function toTimeZone(name: ast.QualifiedName, zone: IToken): ast.QualifiedName {
  const span = { start: name.span.start, end: spanOf(zone).end }
  if (name.parts.length === 1 && name.parts[0]?.name.toUpperCase() === 'TIME') {
    return makeQualifiedName([{ kind: 'Identifier', span, name: 'TimeZone', quoted: false }], span)
  }
  throw syntaxError(`Unexpected "${zone.image}": expected = or TO.`, spanOf(zone))
}

class ExplainOptions {
  mode: ast.Explain['mode'] = 'PLAN'
  format: ast.Explain['format'] = 'TEXT'

  setMode(mode: ast.Explain['mode']): void {
    this.mode = mode
  }

  add(name: IToken, value: IToken | undefined): void {
    const option = name.image.toUpperCase()
    const word = value?.image.toUpperCase()
    if (option === 'FORMAT' && (word === 'TEXT' || word === 'JSON')) this.format = word
    else if ((option === 'ANALYZE' || option === 'VERIFY') && value === undefined) this.mode = option
    else {
      throw syntaxError(
        `EXPLAIN has no option "${value === undefined ? name.image : `${name.image} ${value.image}`}".`,
        spanOf(name),
        'the options are ANALYZE, VERIFY, FORMAT TEXT and FORMAT JSON',
      )
    }
  }
}

export function explainOptions(): ExplainOptions {
  return new ExplainOptions()
}

/** `SET Pushdown = ON`: a reserved word as a bare value. */
export function toColumn(token: IToken): ast.ColumnReference {
  return makeColumn([toIdentifier(token)], spanOf(token))
}
