import {
  type CatalogView,
  findColumn,
  findParent,
  ORG_SCHEMA,
  type ParentRelationship,
  type Table,
  type TableColumn,
} from '@certsql/catalog'
import { didYouMean, internalError, type SourceSpan, type SqlType } from '@certsql/core'
import type { Identifier } from '@certsql/sql'
import type { BoundExpression, ColumnUse } from '../logical/bound-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FieldPath, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { boundType } from './bound-type.js'
import { matchedParts } from './listed-relation.js'
import { NAME_TABLE, targetName } from './name-table.js'
import {
  type ColumnMatch,
  type ColumnNaming,
  type Relation,
  sameName,
  type VisibleColumn,
} from './relation.js'
import type { Binder, ScanHints } from './scope.js'
import { bindError } from './type-error.js'

/** Child-to-parent paths have at most this many lookups (SOQL, relationship queries). */
const MOST_HOPS = 5

export interface RemoteRelationFacts {
  readonly binder: Binder
  readonly table: Table
  readonly alias: string
  readonly span: SourceSpan
  /** False when the alias is the table's own name: then its API name is good too. */
  readonly aliased: boolean
  readonly nullSupplied: boolean
  readonly hints: ScanHints
}

/**
 * One mention of an org's table. Columns join the scan when they are first used, so that the scan ends up with what the
 * statement mentions and no more.
 */
export class RemoteRelation implements Relation {
  readonly alias: string
  readonly span: SourceSpan
  readonly hiddenName: string | undefined
  private readonly facts: RemoteRelationFacts
  private readonly names: readonly (readonly string[])[]
  private readonly columns: PlanColumn[] = []
  private readonly outputs: ScanOutput[] = []
  private readonly columnsByKey = new Map<string, PlanColumn>()
  private isComplete = false

  constructor(facts: RemoteRelationFacts) {
    const { alias, aliased, table } = facts
    this.facts = facts
    this.alias = alias
    this.span = facts.span
    this.hiddenName = aliased ? table.name : undefined
    const ownNames = aliased ? [] : [[ORG_SCHEMA, alias], [ORG_SCHEMA, table.name], [table.name]]
    this.names = [...ownNames, [alias]]
  }

  private get view(): CatalogView {
    return this.facts.binder.view
  }

  answersTo(path: readonly string[]): number {
    return matchedParts(this.names, path)
  }

  findColumn(name: string, naming: ColumnNaming): ColumnMatch {
    const options = naming === 'exact' ? { ...this.view.names, shortNames: false } : this.view.names
    const lookup = findColumn(this.facts.table, name, options)
    switch (lookup.kind) {
      case 'found':
        return { kind: 'found', column: this.visible(lookup.column) }
      case 'ambiguous':
        return { kind: 'ambiguous', candidates: lookup.candidates.map((one) => `${this.alias}.${one}`) }
      case 'unknown':
        return lookup
    }
  }

  starColumns(): readonly VisibleColumn[] {
    return this.facts.table.columns.filter((column) => column.inStar).map((column) => this.visible(column))
  }

  columnNames(): readonly string[] {
    return this.facts.table.columns.map((column) => column.name)
  }

  relationshipNames(): readonly string[] {
    return this.facts.table.parents.map((parent) => parent.name)
  }

  relationshipHint(name: string): string | undefined {
    return relationshipHint(this.facts.table, name)
  }

  owns(column: PlanColumn): boolean {
    return this.columns.includes(column)
  }

  ownsAny(ids: ReadonlySet<number>): boolean {
    return this.columns.some((column) => ids.has(column.id))
  }

  /** Follows lookups: the last part is a column, those before are relationships. */
  findPath(path: readonly Identifier[]): BoundExpression | undefined {
    const [first] = path
    if (first === undefined || !this.hasRelationship(first.name)) return undefined
    const steps = path.slice(0, -1)
    const last = path.at(-1)
    if (last === undefined) return undefined
    if (steps.length > MOST_HOPS)
      throw bindError({
        code: 'CERT-4002',
        message: `A path follows at most ${MOST_HOPS} lookups; this one has ${steps.length}.`,
        hint: 'join the tables instead',
        span: { start: first.span.start, end: last.span.end },
      })
    const { relationships, table } = this.walk(steps)
    return this.use({ relationships, table, column: columnOfPath(table, last, this.view, steps.at(-1)) })
  }

  /** The columns of `a.Account.*`. */
  starOfPath(path: readonly Identifier[]): readonly VisibleColumn[] | undefined {
    const [first] = path
    if (first === undefined || !this.hasRelationship(first.name)) return undefined
    const walked = this.walk(path)
    return walked.table.columns
      .filter((column) => column.inStar)
      .map((column) => ({ name: column.name, use: () => this.use({ ...walked, column }) }))
  }

  /** `toLabel(f)` and its kin: the org computes them, one output per field and function. */
  useFunction(name: string, argument: PlanColumn, type: SqlType): ColumnUse | undefined {
    const output = this.outputs[this.columns.indexOf(argument)]
    if (output === undefined) return undefined
    const key = `${name}(${argument.id})`
    const column = this.columnsByKey.get(key) ?? this.addFunction(key, name, argument, output, type)
    return { kind: 'ColumnUse', column, type: column.type }
  }

  /** The scan of all columns that were used; from here on there are no more. */
  scan(): RemoteScan {
    const { binder, table, hints } = this.facts
    this.isComplete = true
    return {
      kind: 'RemoteScan',
      id: binder.ids.nextScan(),
      table,
      alias: this.alias,
      columns: [...this.columns],
      outputs: [...this.outputs],
      orderBy: [],
      notes: [],
      includeDeleted: hints.includeDeleted,
      ...(hints.scope === undefined ? {} : { scope: hints.scope }),
      ...(hints.transport === undefined ? {} : { transport: hints.transport }),
    }
  }

  private hasRelationship(name: string): boolean {
    return findParent(this.facts.table, name, this.view.names).kind !== 'unknown'
  }

  private walk(steps: readonly Identifier[]): Pick<FieldPath, 'relationships' | 'table'> {
    let table = this.facts.table
    const relationships: string[] = []
    for (const step of steps) {
      const parent = relationshipOf(table, step, this.view)
      relationships.push(parent.name)
      const target = targetName(parent)
      table = target === undefined ? NAME_TABLE : this.view.table(target)
    }
    return { relationships, table }
  }

  private visible(column: TableColumn): VisibleColumn {
    return {
      name: column.name,
      use: () => this.use({ relationships: [], table: this.facts.table, column }),
    }
  }

  private use(path: FieldPath): ColumnUse {
    const key = [...path.relationships, path.column.name].join('.')
    const column = this.columnsByKey.get(key) ?? this.add(key, path)
    return { kind: 'ColumnUse', column, type: column.type }
  }

  private add(key: string, path: FieldPath): PlanColumn {
    const { binder, nullSupplied } = this.facts
    return this.keep(
      key,
      { kind: 'SoqlField', path },
      {
        id: binder.ids.nextColumn(),
        name: path.column.name,
        type: boundType(path.column.type, binder.options),
        qualifier: [this.alias, ...path.relationships].join('.'),
        nullable: nullSupplied || path.column.nullable || path.relationships.length > 0,
        origin: { table: path.table, column: path.column },
      },
    )
  }

  private addFunction(
    key: string,
    name: string,
    argument: PlanColumn,
    output: ScanOutput,
    type: SqlType,
  ): PlanColumn {
    const expression = { kind: 'SoqlFunction', name, argument: output.expression } as const
    const { id: _, origin: __, ...shown } = argument
    const id = this.facts.binder.ids.nextColumn()
    return this.keep(key, expression, { ...shown, id, name: `${name}(${argument.name})`, type })
  }

  private keep(key: string, expression: ScanOutput['expression'], column: PlanColumn): PlanColumn {
    if (this.isComplete) throw internalError(`${key} was used after its scan was made`)
    this.columns.push(column)
    this.outputs.push({ expression })
    this.columnsByKey.set(key, column)
    return column
  }
}

function relationshipOf(table: Table, step: Identifier, view: CatalogView): ParentRelationship {
  const lookup = findParent(table, step.name, view.names)
  switch (lookup.kind) {
    case 'found':
      return lookup.parent
    case 'ambiguous':
      throw bindError({
        code: 'CERT-2007',
        message: `"${step.name}" may be any of several lookups of ${table.name}.`,
        hint: `write one of ${lookup.candidates.join(', ')}`,
        span: step.span,
      })
    case 'unknown':
      throw bindError({
        code: 'CERT-2007',
        message: `${describeTable(table)} has no lookup "${step.name}".`,
        hint: relationshipHint(table, step.name),
        span: step.span,
      })
  }
}

/** The usual slip is to write the column that holds the Id: `AccountId.Name` for `Account.Name`. */
function relationshipHint(table: Table, name: string): string | undefined {
  if (table === NAME_TABLE)
    return 'only the fields of Name can be read through it; join the table to reach more'
  const byColumn = table.parents.find((parent) => sameName(parent.column, name))
  if (byColumn !== undefined) return `the lookup over "${byColumn.column}" is called "${byColumn.name}"`
  return didYouMean(
    name,
    table.parents.map((parent) => parent.name),
  )
}

function columnOfPath(
  table: Table,
  name: Identifier,
  view: CatalogView,
  lastStep: Identifier | undefined,
): TableColumn {
  const lookup = findColumn(table, name.name, view.names)
  switch (lookup.kind) {
    case 'found':
      return lookup.column
    case 'ambiguous':
      throw bindError({
        code: 'CERT-2004',
        message: `"${name.name}" may be any of several columns of ${table.name}.`,
        hint: `write one of ${lookup.candidates.join(', ')}`,
        span: name.span,
      })
    case 'unknown':
      throw bindError({
        code: 'CERT-2003',
        message:
          table === NAME_TABLE
            ? `"${lastStep?.name}" may lead to several kinds of records, which have no common column "${name.name}".`
            : `${table.name} has no column "${name.name}".`,
        hint:
          table === NAME_TABLE
            ? `read ${NAME_TABLE.columns.map((column) => column.name).join(', ')}, or join the table you mean`
            : didYouMean(
                name.name,
                table.columns.map((column) => column.name),
              ),
        span: name.span,
      })
  }
}

function describeTable(table: Table): string {
  return table === NAME_TABLE ? 'A record that may be of several kinds' : table.name
}
