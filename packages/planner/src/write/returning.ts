import type { CatalogView, Table } from '@certsql/catalog'
import { type Column, ID, internalError, type SourceSpan, type SqlType, TEXT } from '@certsql/core'
import {
  type ColumnReference,
  type Expression,
  type Identifier,
  makeColumn,
  makeIdentifier,
  makeInList,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeTable,
  makeText,
  type Query,
  type SelectExpression,
  type SelectItem,
  type SelectStar,
  transformExpressions,
  visitExpressions,
} from '@certsql/sql'
import { createBinder, rootScope } from '../bind/bind-query.js'
import { outputName } from '../bind/output-name.js'
import { sameName } from '../bind/relation.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { planBoundQuery } from '../plan-query.js'
import { namedColumn } from './named-column.js'
import type { SourceItems } from './source-items.js'
import type { Returning, ReturningInput, WriteColumn, WriteStatementName } from './write-plan.js'
import { viewWithWritten, writtenReference, writtenTable } from './written-table.js'

/** What RETURNING may speak of in a statement. */
export interface ReturningFacts {
  readonly statement: WriteStatementName
  readonly table: Table
  /** The alias of the target, or its name. */
  readonly alias: string
  /** What the statement writes; for MERGE that depends on the row. */
  readonly columns: readonly WriteColumn[]
  /** Present: values that stood there before can be asked for. */
  readonly items?: SourceItems
  /** The tables of FROM and USING, by their aliases. */
  readonly others: readonly string[]
  readonly inTransaction: boolean
  readonly view: CatalogView
}

interface DraftInput {
  readonly name: string
  readonly from: ReturningInput['from']
}

/**
 * RETURNING in two steps. Names are looked at before the source is bound, since values from before the write become
 * columns of it; `finish` makes the plan when their types are known.
 */
export class ReturningReader {
  private readonly inputs: DraftInput[] = []
  private readonly items: readonly SelectExpression[]

  constructor(
    private readonly facts: ReturningFacts,
    written: readonly SelectItem[],
  ) {
    this.items = written.flatMap((item) => this.readItem(item))
  }

  finish(source: LogicalPlan | undefined, binder: Binder): Returning | undefined {
    if (this.items.length === 0) return undefined
    const inputs = this.typedInputs(source, binder)
    const shown = this.items.map(({ expression }) => inputIndex(expression, inputs))
    const plain = shown.filter((index) => index !== undefined)
    if (plain.length === this.items.length) {
      const columns = this.items.map(({ alias, expression }, index): Column => {
        const input = inputs[plain[index] ?? 0]
        if (input === undefined) throw internalError('RETURNING shows a column that there is not.')
        return { name: alias?.name ?? outputName(expression), type: input.type }
      })
      return { columns, inputs, shown: plain }
    }
    return this.computed(inputs, binder)
  }

  private computed(inputs: readonly ReturningInput[], binder: Binder): Returning {
    const table = writtenTable(inputs)
    const view = viewWithWritten(binder.view, table)
    const query = makeQuery(makeSelect(this.items, { from: [makeTable([table.schema, table.name])] }))
    const inside = createBinder({ ...binder, view }, binder.parameters)
    const bound = inside.bindQuery(query, rootScope(inside))
    const plan = planBoundQuery(bound, inside)
    return { columns: plan.columns, inputs, plan }
  }

  // ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────

  private readItem(item: SelectItem): readonly SelectExpression[] {
    if (item.kind === 'SelectStar') return this.readStar(item)
    refuseSubqueries(item.expression)
    const expression = transformExpressions(item.expression, (one) => this.replace(one))
    const alias = item.alias ?? makeIdentifier(shownName(item.expression, expression))
    return [{ ...item, expression, alias }]
  }

  private readStar({ qualifier, span }: SelectStar): readonly SelectExpression[] {
    const { table } = this.facts
    const prefix = qualifier?.parts ?? []
    return table.columns
      .filter((column) => column.inStar)
      .map((column) => {
        const path = [...prefix, makeIdentifier(column.name)]
        const expression = this.replace(makeColumn(path, span))
        return makeSelectItem(expression, makeIdentifier(column.name), span)
      })
  }

  private replace(expression: Expression): Expression {
    if (isMergeAction(expression))
      return writtenReference(this.input('merge_action', { kind: 'action' }), expression.span)
    if (expression.kind !== 'ColumnReference') return expression
    return writtenReference(this.inputOf(expression), expression.span)
  }

  private inputOf(reference: ColumnReference): string {
    const { statement, alias, table, others, items } = this.facts
    const [first, ...rest] = reference.path
    if (first === undefined) throw internalError('a column has no name.')
    const isPath = rest.length > 0
    if (isPath && sameName(first.name, 'old')) return this.oldValue(rest, reference.span)
    if (isPath && sameName(first.name, 'new')) return this.newValue(rest, reference.span)
    if (isPath && items !== undefined && others.some((other) => sameName(other, first.name)))
      return this.sourceValue(reference)
    const isQualified = isPath && (sameName(first.name, alias) || sameName(first.name, table.name))
    const path = isQualified ? rest : reference.path
    const isGone = statement === 'DELETE' || statement === 'UNDELETE'
    return isGone ? this.oldValue(path, reference.span) : this.newValue(path, reference.span)
  }

  private oldValue(path: readonly Identifier[], span: SourceSpan): string {
    const { items, alias, statement } = this.facts
    const names = this.resolve(path, span)
    if (items === undefined)
      throw bindError({
        code: 'CERT-4002',
        message: `${statement} knows no old values.`,
        hint: 'UPDATE, DELETE and MERGE do',
        span,
      })
    const known = this.find(`old.${names.join('.')}`)
    if (known !== undefined) return known
    const position = items.add(
      makeColumn([makeIdentifier(alias), ...path.map((one, index) => nameAt(one, names, index))], span),
    )
    return this.input(`old.${names.join('.')}`, { kind: 'source', position })
  }

  private newValue(path: readonly Identifier[], span: SourceSpan): string {
    const { columns, table, statement, inTransaction } = this.facts
    const names = this.resolve(path, span)
    const name = names.join('.')
    const known = this.find(name)
    if (known !== undefined) return known
    const column = names.length === 1 ? table.columns.find((one) => one.name === name) : undefined
    if (column?.fieldType === 'id') return this.input(name, { kind: 'id' })
    const sent = columns.find(({ target }) => target.column.name === name)
    if (sent?.target.kind === 'field') return this.input(name, { kind: 'sent', field: name })
    // What an update leaves alone stays as it is, unless the org computes it.
    const isLeftAlone = statement === 'UPDATE' && sent === undefined && column?.field.updateable === true
    if (isLeftAlone) return this.oldValue(path, span)
    if (inTransaction)
      throw bindError({
        code: 'CERT-8006',
        message: `RETURNING ${name} is not possible in a transaction: the org tells it after COMMIT.`,
        hint: 'return Id and the columns that are written',
        span,
      })
    return this.input(name, { kind: 'readBack', path: names })
  }

  private sourceValue(reference: ColumnReference): string {
    const name = reference.path.map((part) => part.name).join('.')
    const known = this.find(name)
    if (known !== undefined) return known
    const position = this.facts.items?.add(reference, 'source') ?? 0
    return this.input(name, { kind: 'source', position })
  }

  /** A column by its proper name; a longer path as it was written. */
  private resolve(path: readonly Identifier[], span: SourceSpan): readonly string[] {
    const { table, view } = this.facts
    const [first] = path
    if (path.length !== 1 || first === undefined) return path.map((part) => part.name)
    return [namedColumn(first.name, span, table, view).name]
  }

  private find(name: string): string | undefined {
    return this.inputs.find((input) => sameName(input.name, name))?.name
  }

  private input(name: string, from: ReturningInput['from']): string {
    const known = this.find(name)
    if (known === undefined) this.inputs.push({ name, from })
    return known ?? name
  }

  // ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────

  private typedInputs(source: LogicalPlan | undefined, binder: Binder): readonly ReturningInput[] {
    const paths = this.inputs.flatMap(({ from }) => (from.kind === 'readBack' ? [from.path] : []))
    const readBack =
      paths.length === 0
        ? []
        : binder.bindQuery(
            readBackQuery(this.facts.table.name, paths, ['000000000000000AAA']),
            rootScope(binder),
          ).columns
    const typeOf = ({ from }: DraftInput): SqlType | undefined => {
      switch (from.kind) {
        case 'id':
          return ID
        case 'action':
          return TEXT
        case 'sent':
          return this.facts.table.columns.find((one) => one.name === from.field)?.type
        case 'source':
          return source?.columns[from.position]?.type
        case 'readBack':
          // The Id stands before the paths.
          return readBack[paths.indexOf(from.path) + 1]?.type
      }
    }
    return this.inputs.map((input) => ({ ...input, type: typeOf(input) ?? TEXT }))
  }
}

function nameAt(part: Identifier, names: readonly string[], index: number): Identifier {
  const name = names[index]
  return name === undefined || name === part.name ? part : makeIdentifier(name)
}

/** `SELECT Id, <paths> FROM <table> WHERE Id IN (<ids>)`: what RETURNING shows and only the org knows. */
export function readBackQuery(
  table: string,
  paths: readonly (readonly string[])[],
  ids: readonly string[],
): Query {
  const id = makeColumn(['w', 'Id'])
  const items = [id, ...paths.map((path) => makeColumn(['w', ...path]))].map((one, index) =>
    makeSelectItem(one, `v${index}`),
  )
  const span = { start: 0, end: 0 }
  return makeQuery(
    makeSelect(items, {
      from: [makeTable([table], { kind: 'TableAlias', span, name: makeIdentifier('w'), columns: [] })],
      where: makeInList(
        id,
        ids.map((one) => makeText(one)),
      ),
    }),
  )
}

function inputIndex(expression: Expression, inputs: readonly ReturningInput[]): number | undefined {
  if (expression.kind !== 'ColumnReference' || expression.path.length !== 1) return undefined
  const index = inputs.findIndex(({ name }) => name === expression.path[0]?.name)
  return index < 0 ? undefined : index
}

/** A column shows as describe spells it, without what stands before its last point. */
function shownName(written: Expression, replaced: Expression): string {
  const input = replaced.kind === 'ColumnReference' ? replaced.path[0]?.name : undefined
  return input?.split('.').at(-1) ?? outputName(written)
}

function isMergeAction(expression: Expression): boolean {
  if (expression.kind !== 'FunctionCall' || expression.arguments.length > 0) return false
  return sameName(expression.name.parts.at(-1)?.name ?? '', 'merge_action')
}

function refuseSubqueries(expression: Expression): void {
  visitExpressions(expression, (one) => {
    if (
      one.kind !== 'ScalarSubquery' &&
      one.kind !== 'InSubquery' &&
      one.kind !== 'Exists' &&
      one.kind !== 'QuantifiedComparison'
    )
      return
    throw bindError({
      code: 'CERT-4002',
      message: 'RETURNING holds no subqueries.',
      hint: 'return the Ids, and ask with a query of its own',
      span: one.span,
    })
  })
}
