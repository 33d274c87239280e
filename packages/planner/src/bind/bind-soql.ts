import { type CatalogView, findColumn, findParent, type Table, type TableColumn } from '@certsql/catalog'
import { BIGINT, DATE, DOUBLE, didYouMean, INTEGER, type SourceSpan, type SqlType, TEXT } from '@certsql/core'
import type { FunctionTable } from '@certsql/sql'
import type { SoqlScan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { readSelectList, type SoqlItem, type SoqlOutline } from '../soql/read-select-list.js'
import { boundType } from './bound-type.js'
import { NAME_TABLE, targetName } from './name-table.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'

/**
 * `soql('SELECT …')` in FROM: a query in the org's own language, sent as it is. The columns are those of its select list,
 * `Account.Name` among them under that name; what it means is the org's affair.
 */
export function bindSoql(table: FunctionTable, scope: Scope, binder: Binder): SoqlScan {
  const { call, alias, span } = table
  const [argument, ...others] = call.arguments.map((one) => binder.bindExpression(one, scope))
  const text = argument?.kind === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined
  if (text === undefined || others.length > 0 || table.withOrdinality)
    throw bindError({
      code: 'CERT-3002',
      message: "soql takes one constant text: soql('SELECT Id, Name FROM Account').",
      span,
    })
  const soql = text.trim().replace(/;$/, '').trim()
  const outline = readSelectList(soql)
  if (outline === undefined)
    throw bindError({
      code: 'CERT-3002',
      message: 'The text is no query in SOQL: SELECT, fields, FROM and one object.',
      hint: "double the quotes inside of it: soql('SELECT Id FROM Account WHERE Name = ''Acme''')",
      span,
    })
  const outputs = new OutlineReader(outline, span, binder).outputs()
  const qualifier = alias?.name.name ?? 'soql'
  const columns = outputs.map(
    ({ name, type }): PlanColumn => ({
      id: binder.ids.nextColumn(),
      name,
      type: boundType(type, binder.options),
      qualifier,
      nullable: true,
    }),
  )
  return {
    kind: 'SoqlScan',
    id: binder.ids.nextScan(),
    soql,
    object: outline.object,
    alias: qualifier,
    columns,
    paths: outputs.map(({ path }) => path),
    grouped: outline.grouped,
    includeDeleted: scope.hints.includeDeleted,
  }
}

interface Output {
  readonly name: string
  readonly type: SqlType
  /** Where its value is in a record of the answer. */
  readonly path: readonly string[]
}

/** What the select list gives, by the describes of the objects that it names. */
class OutlineReader {
  private readonly table: Table
  private unnamed = 0

  constructor(
    private readonly outline: SoqlOutline,
    private readonly span: SourceSpan,
    private readonly binder: Binder,
  ) {
    const lookup = this.view.lookUp(outline.object)
    if (lookup.kind !== 'found' || lookup.name.toLowerCase() !== outline.object.toLowerCase())
      throw bindError({ code: 'CERT-2001', message: `The org has no object "${outline.object}".`, span })
    this.table = this.view.table(lookup.name)
  }

  outputs(): readonly Output[] {
    return this.outline.items.map((item) => this.output(item))
  }

  private get view(): CatalogView {
    return this.binder.view
  }

  private output(item: SoqlItem): Output {
    switch (item.kind) {
      case 'field': {
        const { path, column } = this.field(item.path)
        const key = item.alias ?? (this.outline.grouped ? column.name : undefined)
        return key === undefined ? named(path, column.type) : named([key], column.type)
      }
      case 'call':
        return this.call(item)
      case 'subquery':
        throw this.refuse('a query of children', 'ask for the children by a query of their own, and join it')
      case 'other':
        throw this.refuse(`"${item.text}"`, 'name the fields one by one')
    }
  }

  private call({ function: name, argument, alias }: SoqlItem & { readonly kind: 'call' }): Output {
    const lower = name.toLowerCase()
    if (lower === 'count' && argument === '') throw this.refuse('COUNT()', 'write COUNT(Id)')
    const typed = RESULT_TYPES.get(lower)
    if (lower === 'fields') throw this.refuse('FIELDS(…)', 'name the fields, or leave soql(…) out: SELECT *')
    if (typed === undefined) throw this.refuse(`${name}(…)`, 'call the function on the columns of soql(…)')
    const type = typed === 'argument' ? this.field(argument.split('.')).column.type : typed
    if (alias !== undefined) return named([alias], type)
    // A label or a formatted value comes in place of its field.
    if (IN_PLACE.has(lower) && !this.outline.grouped) return named(this.field(argument.split('.')).path, type)
    const output = named([`expr${this.unnamed}`], type)
    this.unnamed += 1
    return output
  }

  private field(written: readonly string[]): {
    readonly path: readonly string[]
    readonly column: TableColumn
  } {
    const { object, alias } = this.outline
    const [first = '', ...more] = written
    const isOwn = more.length > 0 && [object, alias].some((one) => one?.toLowerCase() === first.toLowerCase())
    const steps = isOwn ? more : written
    const exact = { ...this.view.names, shortNames: false }
    let table = this.table
    const path: string[] = []
    for (const step of steps.slice(0, -1)) {
      const lookup = findParent(table, step, exact)
      if (lookup.kind !== 'found') throw this.unknown(table, 'relationship', step, table.parents)
      path.push(lookup.parent.name)
      const target = targetName(lookup.parent)
      table = target === undefined ? NAME_TABLE : this.view.table(target)
    }
    const last = steps.at(-1) ?? ''
    const lookup = findColumn(table, last, exact)
    if (lookup.kind !== 'found') throw this.unknown(table, 'field', last, table.columns)
    return { path: [...path, lookup.column.name], column: lookup.column }
  }

  private unknown(table: Table, noun: string, name: string, known: readonly { readonly name: string }[]) {
    return bindError({
      code: 'CERT-2003',
      message: `${table.name} has no ${noun} "${name}".`,
      hint: didYouMean(
        name,
        known.map((one) => one.name),
      ),
      span: this.span,
    })
  }

  private refuse(what: string, hint: string) {
    return bindError({ code: 'CERT-4002', message: `soql(…) cannot read ${what}.`, hint, span: this.span })
  }
}

function named(path: readonly string[], type: SqlType): Output {
  return { name: path.join('.'), type, path }
}

/** SOQL's functions and what they give. Sums and averages are the org's floating-point figures. */
const RESULT_TYPES: ReadonlyMap<string, SqlType | 'argument'> = new Map<string, SqlType | 'argument'>([
  ['count', BIGINT],
  ['count_distinct', BIGINT],
  ['sum', DOUBLE],
  ['avg', DOUBLE],
  ['min', 'argument'],
  ['max', 'argument'],
  ['grouping', INTEGER],
  ['tolabel', TEXT],
  ['format', TEXT],
  ['convertcurrency', DOUBLE],
  ['distance', DOUBLE],
  ['day_only', DATE],
  ...[
    'calendar_month',
    'calendar_quarter',
    'calendar_year',
    'day_in_month',
    'day_in_week',
    'day_in_year',
    'fiscal_month',
    'fiscal_quarter',
    'fiscal_year',
    'hour_in_day',
    'week_in_month',
    'week_in_year',
  ].map((name): [string, SqlType] => [name, INTEGER]),
])

const IN_PLACE: ReadonlySet<string> = new Set(['tolabel', 'format', 'convertcurrency'])
