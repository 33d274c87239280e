import type { SqlType } from '@certsql/core'
import {
  type Expression,
  makeBinary,
  makeBoolean,
  makeCall,
  makeDerivedTable,
  makeFunctionTable,
  makeJoin,
  makeNumber,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeTable,
  makeTableAlias,
  makeWindow,
  type Query,
  type TableReference,
} from '@certsql/sql'
import type { LocalFile } from '../local/local-file.js'
import { LOCAL_STORAGE, type LocalTable } from '../local/local-relation.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { addColumnsUsed, columnsUsed } from '../logical/columns-used.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import { isUncorrelated } from '../logical/is-uncorrelated.js'
import type {
  Aggregate,
  CommonTableScan,
  DistinctPlan,
  Filter,
  JoinPlan,
  Limit,
  LocalScan,
  LogicalPlan,
  Project,
  Sort,
  TableFunctionScan,
  WindowPlan,
} from '../logical/logical-plan.js'
import { columnUse, subqueryPlan, subqueryPlans, visitExpression } from '../logical/map-expression.js'
import { expressionsOf, visitPlan, visitPlanExpressions } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { lowerAggregate } from './lower-aggregate.js'
import { lowerTableCall } from './lower-call.js'
import { lowerDistinctRows } from './lower-distinct.js'
import { lowerDistinctOn } from './lower-distinct-on.js'
import {
  type ExpressionLowering,
  lowerExpression,
  lowerSortKeys,
  type Scope,
  scopeOf,
} from './lower-expression.js'
import { lowerSetOperation } from './lower-set-operation.js'
import { lowerValues } from './lower-values.js'
import { foldedKeys, lowerWindowCall, windowKeys } from './lower-window.js'
import { lowerWith } from './lower-with.js'
import { withoutWideSubqueries } from './outer-join-subqueries.js'
import { ResidualNames } from './residual-names.js'
import {
  blockOfTable,
  blockOver,
  closeBlock,
  definitionOf,
  encloseBlock,
  isPlain,
  reopenBlock,
  type SelectBlock,
  Stage,
  tableOf,
} from './select-block.js'
import { isStagedSource, type StagedSource } from './staged-source.js'
import { foldText } from './text-folding.js'
import { type GroupedRows, TextGroupings } from './text-groupings.js'
import { isTotal, totalAsValue } from './total-of-none.js'

/** A table that the residual reads and the engine stages. */
export interface StagedTable {
  readonly name: string
  readonly source: StagedSource
}

/**
 * Turns a logical plan into one query for DuckDB, operator by operator: each adds its clause to the block of its input, or
 * closes that block and begins a new one where the clause would take effect too early.
 */
export class PlanLowering implements ExpressionLowering {
  readonly names: ResidualNames
  readonly stagedTables: StagedTable[] = []
  readonly groupings: TextGroupings
  readonly #localTables = new Set<LocalTable>()
  readonly #files = new Set<LocalFile>()
  readonly #definitionNames = new Map<number, string>()
  readonly #views = new Map<number, Query>()
  readonly #correlatedDefinitions = new Set<number>()
  /** The totals that stand for the value of a scalar subquery. */
  readonly #values = new Set<Aggregate>()
  readonly #stagedNames: Map<StagedSource, string>
  /** The columns of the plan have numbers above zero. */
  #ownColumn = 0

  /** `before` has lowered the same plan: columns and staged tables keep the names that it gave them. */
  constructor(before?: PlanLowering, varied: ReadonlySet<number> = new Set()) {
    this.names = before?.names ?? new ResidualNames()
    this.#stagedNames = before === undefined ? new Map() : before.#stagedNames
    this.groupings = new TextGroupings(varied)
  }

  /** The temporary tables that the residual reads. */
  get localTables(): readonly LocalTable[] {
    return [...this.#localTables]
  }

  /** And the files. */
  get files(): readonly LocalFile[] {
    return [...this.#files]
  }

  query(plan: LogicalPlan, outer?: Scope): Query {
    return closeBlock(this.block(plan, outer), this.names)
  }

  block(plan: LogicalPlan, outer?: Scope): SelectBlock {
    switch (plan.kind) {
      case 'RemoteScan':
      case 'MetadataScan':
      case 'SoqlScan':
        return this.#staged(plan)
      case 'LocalScan':
        return this.#local(plan)
      case 'CommonTableScan':
        return this.#commonTable(plan)
      case 'TableFunctionScan':
        return this.#tableFunction(plan, outer)
      case 'ValuesRows':
        return lowerValues(plan, this, outer)
      case 'Filter':
        return this.#filter(plan, outer)
      case 'Project':
        return this.#project(plan, outer)
      case 'JoinPlan':
        return this.#join(plan, outer)
      case 'Aggregate':
        return lowerAggregate(plan, this, outer)
      case 'WindowPlan':
        return this.#window(plan, outer)
      case 'Sort':
        return this.#sort(plan, outer)
      case 'Limit':
        return this.#limit(plan, outer)
      case 'DistinctPlan':
        return this.#distinct(plan, outer)
      case 'SetOperationPlan':
        return lowerSetOperation(plan, this, outer)
      case 'WithPlan':
        return lowerWith(plan, this, outer)
    }
  }

  lowerScalarSubquery(plan: LogicalPlan, outer: Scope): Query {
    const total = totalAsValue(plan)
    if (total !== undefined) this.#values.add(total)
    return this.lowerSubquery(plan, outer)
  }

  lowerSubquery(plan: LogicalPlan, outer: Scope, folds: readonly boolean[] = []): Query {
    const block = this.block(plan, outer)
    const foldable = plan.columns.filter((_, index) => folds[index] === true)
    if (foldable.length === 0) return closeBlock(block, this.names)
    const inner = block.stage >= Stage.Distinct ? reopenBlock(block, this.names) : block
    const columns = new Map(inner.columns)
    for (const column of foldable) columns.set(column.id, foldText(definitionOf(inner, column)))
    return closeBlock({ ...inner, columns, stage: Math.max(inner.stage, Stage.Where) as Stage }, this.names)
  }

  /** Lowers against the columns of a block, and of the blocks around it. */
  expression(expression: BoundExpression, block: SelectBlock, outer?: Scope): Expression {
    return lowerExpression(expression, scopeOf(block, outer), this)
  }

  reopen(block: SelectBlock): SelectBlock {
    return reopenBlock(block, this.names)
  }

  /** A column that only the residual knows. */
  ownColumn(name: string, type: SqlType): PlanColumn {
    this.#ownColumn -= 1
    return { id: this.#ownColumn, name, type, nullable: true }
  }

  nameDefinition(id: number, base: string): string {
    const name = this.names.fresh(base)
    this.#definitionNames.set(id, name)
    return name
  }

  definitionName(id: number): string | undefined {
    return this.#definitionNames.get(id)
  }

  /** A definition that is a table of its own, under the name of that table. */
  stageDefinition(id: number, source: StagedSource): void {
    this.#definitionNames.set(id, this.#stage(source))
  }

  /** A definition that each of its mentions writes out. */
  viewDefinition(id: number, query: Query): void {
    this.#views.set(id, query)
  }

  /** A definition that uses columns of the queries around its WITH. */
  correlateDefinition(id: number): void {
    this.#correlatedDefinitions.add(id)
  }

  /** Whether a plan uses columns of the queries around it, be it in a definition that it mentions. */
  isCorrelated(plan: LogicalPlan): boolean {
    let mentions = false
    visitPlan(plan, (node) => {
      mentions ||= node.kind === 'CommonTableScan' && this.#correlatedDefinitions.has(node.definition)
    })
    return mentions || !isUncorrelated(plan)
  }

  /** Whether the one row of a correlated total has to be kept from being lost. */
  mayLoseTotal(plan: Aggregate): boolean {
    return isTotal(plan) && !this.#values.has(plan)
  }

  #staged(source: StagedSource): SelectBlock {
    return blockOver(makeTable([this.#stage(source)]), source.columns, this.names)
  }

  /** Read where it is; the columns get the names that the residual knows them by. */
  #local({ table, alias, columns }: LocalScan): SelectBlock {
    const named = makeTableAlias(this.names.fresh(alias), this.columnNames(columns))
    const path = table.kind === 'LocalFile' ? [table.view] : [LOCAL_STORAGE, table.storage]
    if (table.kind === 'LocalFile') this.#files.add(table)
    else this.#localTables.add(table)
    return blockOver(makeTable(path, named), columns, this.names)
  }

  /** Whether rows agree often, byte by byte, in what they are grouped by. */
  rowsRepeat(rows: GroupedRows): boolean {
    return this.groupings.add(rows, {
      table: (source) => this.#stagedNames.get(source),
      column: (column) => this.names.column(column),
    })
  }

  #stage(source: StagedSource): string {
    const known = this.#stagedNames.get(source)
    if (known !== undefined) return known
    const name = this.names.fresh(source.alias)
    this.#stagedNames.set(source, name)
    this.stagedTables.push({ name, source })
    return name
  }

  /** The staged tables that a plan reads, of those that have been lowered. */
  tablesIn(plan: LogicalPlan): readonly string[] {
    const names = new Set<string>()
    visitPlan(plan, (node) => {
      const name = isStagedSource(node) ? this.#stagedNames.get(node) : undefined
      if (name !== undefined) names.add(name)
    })
    return [...names]
  }

  #commonTable(scan: CommonTableScan): SelectBlock {
    const name = this.definitionName(scan.definition) ?? scan.name
    const alias = makeTableAlias(this.names.fresh(scan.name), this.columnNames(scan.columns))
    const view = this.#views.get(scan.definition)
    const table = view === undefined ? makeTable([name], alias) : makeDerivedTable(view, alias)
    return blockOver(table, scan.columns, this.names)
  }

  #tableFunction(scan: TableFunctionScan, outer?: Scope): SelectBlock {
    const scope = scopeOf({ columns: new Map() }, outer)
    const operands = scan.arguments.map((one) => lowerExpression(one, scope, this))
    const types = scan.arguments.map((one) => one.type)
    const alias = makeTableAlias(this.names.fresh(scan.alias), this.columnNames(scan.columns))
    const table = makeFunctionTable(lowerTableCall(scan.function, operands, types), {
      alias,
      withOrdinality: scan.withOrdinality,
    })
    return blockOver(table, scan.columns, this.names)
  }

  #filter(plan: Filter, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    const conjuncts = conjunctsOf(plan.condition)
    if (input.stage === Stage.Group && !conjuncts.some(hasSubquery))
      return this.#having(conjuncts, input, outer)
    const mustReopen = input.stage > Stage.Where || computedUses(conjuncts, input).length > 0
    const block = mustReopen ? this.reopen(input) : input
    const where = [...block.where, ...conjuncts.map((one) => this.expression(one, block, outer))]
    return { ...block, where, stage: Math.max(block.stage, Stage.Where) as Stage }
  }

  #having(conjuncts: readonly BoundExpression[], input: SelectBlock, outer?: Scope): SelectBlock {
    return {
      ...input,
      having: [...input.having, ...conjuncts.map((one) => this.expression(one, input, outer))],
    }
  }

  #project(plan: Project, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    const repeats = this.repeatsComputed(
      plan.items.map((item) => item.expression),
      input,
    )
    const block = input.distinct || repeats || hidesOneRow(plan, input) ? this.reopen(input) : input
    const columns = new Map(
      plan.items.map((item) => [item.column.id, this.expression(item.expression, block, outer)]),
    )
    // The columns of the input stay visible to clauses that are there; new ones are what the node gives.
    return { ...block, columns, foreign: foreignItems(plan, block), outputs: plan.columns }
  }

  #join(written: JoinPlan, outer?: Scope): SelectBlock {
    const plan = withoutWideSubqueries(written)
    const left = this.#joinSide(this.block(plan.left, outer), plan.type !== 'RIGHT' && plan.type !== 'FULL')
    const rightBlock = this.block(plan.right, plan.lateral ? scopeOf(left.block, outer) : outer)
    const right = this.#joinSide(
      rightBlock,
      (plan.type === 'INNER' || plan.type === 'CROSS') && !plan.lateral,
    )
    const columns = [...left.block.columns, ...right.block.columns]
    const scope = scopeOf({ columns: new Map(columns) }, outer)
    const on = plan.condition === undefined ? undefined : lowerExpression(plan.condition, scope, this)
    const type = plan.type === 'INNER' && on === undefined ? 'CROSS' : plan.type
    const rightTable = plan.lateral ? asLateral(right.table) : right.table
    const table = makeJoin(type, left.table, rightTable, {
      on: type === 'CROSS' ? undefined : (on ?? makeBoolean(true)),
    })
    const where = [...left.where, ...right.where]
    return {
      ...blockOver(table, plan.columns, this.names),
      columns: new Map(columns),
      where,
      stage: where.length === 0 ? Stage.From : Stage.Where,
    }
  }

  /** One side of a join as a table. Where the join keeps no rows of its own, its conditions move behind the join. */
  #joinSide(
    block: SelectBlock,
    mayLift: boolean,
  ): { readonly block: SelectBlock; readonly table: TableReference; readonly where: readonly Expression[] } {
    const bare = this.#withoutFrom(block)
    if (mayLift && bare.stage === Stage.Where && bare.outputs.every((column) => isPlain(bare, column))) {
      const lifted: SelectBlock = { ...bare, where: [], stage: Stage.From }
      return { block: lifted, table: tableOf(lifted, this.names), where: bare.where }
    }
    const table = tableOf(bare, this.names)
    return { block: blockOfTable(table, bare, this.names), table, where: [] }
  }

  /** A block without FROM gives one row; in a join it has to be a table. */
  #withoutFrom(block: SelectBlock): SelectBlock {
    if (block.from !== undefined) return block
    const one = makeQuery(makeSelect([makeSelectItem(makeNumber(1), 'one')]))
    return { ...block, from: makeDerivedTable(one, makeTableAlias(this.names.fresh('one'), ['one'])) }
  }

  #window(plan: WindowPlan, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    const own = this.#ownColumns(plan, input.stage > Stage.Group ? this.reopen(input) : input, outer)
    const { block, lowerKey } = foldedKeys(plan.calls.flatMap(windowKeys), own, this, outer)
    const columns = new Map(block.columns)
    for (const call of plan.calls)
      columns.set(call.column.id, lowerWindowCall(call, block, lowerKey, this, outer))
    return { ...block, columns, outputs: plan.columns, stage: Stage.Window }
  }

  #sort(plan: Sort, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    const block = input.distinct || input.stage === Stage.Limit ? this.reopen(input) : input
    const orderBy = lowerSortKeys(plan.keys, scopeOf(block, outer), this)
    return { ...block, orderBy, stage: Stage.Order }
  }

  #limit(plan: Limit, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    if (plan.ties !== undefined && plan.count !== undefined) return this.#limitWithTies(plan, input, outer)
    const block = input.stage === Stage.Limit ? this.reopen(input) : input
    return {
      ...block,
      ...(plan.count === undefined ? {} : { limit: plan.count }),
      offset: plan.offset,
      stage: Stage.Limit,
    }
  }

  /** FETCH FIRST n ROWS WITH TIES: the rows whose rank is among the first n. */
  #limitWithTies(plan: Limit, input: SelectBlock, outer?: Scope): SelectBlock {
    const block = this.#ownColumns(plan, this.reopen(input), outer)
    const orderBy = lowerSortKeys(plan.ties ?? [], scopeOf(block, outer), this)
    const over = makeWindow({ orderBy })
    const last = makeNumber(plan.offset + (plan.count ?? 0))
    const qualify = [makeBinary('<=', makeCall('rank', [], { over }), last)]
    if (plan.offset > 0)
      qualify.push(makeBinary('>', makeCall('row_number', [], { over }), makeNumber(plan.offset)))
    return { ...block, qualify, orderBy, outputs: plan.columns, stage: Stage.Order }
  }

  #distinct(plan: DistinctPlan, outer?: Scope): SelectBlock {
    const input = this.block(plan.input, outer)
    if (plan.on === undefined)
      return lowerDistinctRows(plan.columns, input, { inputs: [plan.input], keys: plan.columns }, this)
    const own = this.#ownColumns(plan, input.stage > Stage.Where ? this.reopen(input) : input, outer)
    return lowerDistinctOn(plan.on, plan.columns, own, this, outer)
  }

  /** An aggregate of nothing but columns of a query around would be one of that query. */
  ownCalls(plan: Aggregate, block: SelectBlock, outer: Scope): SelectBlock {
    const mayBeForeign = plan.aggregates.some((call) => {
      const used = [...call.arguments, ...call.orderBy.map((key) => key.expression)].flatMap(columnsNamed)
      return used.length > 0 && !used.some((column) => isPlain(block, column))
    })
    return mayBeForeign ? this.#ownColumns(plan, block, outer) : block
  }

  /** DuckDB's windows know no column of a query around: a derived table gives those that the node needs for one. */
  #ownColumns(
    plan: WindowPlan | DistinctPlan | Limit | Aggregate,
    block: SelectBlock,
    outer?: Scope,
  ): SelectBlock {
    const used = expressionsOf(plan).flatMap(columnsNamed)
    const unknown = used.filter(({ id }) => !block.columns.has(id))
    const mayBeForeign = outer !== undefined && used.some((column) => !isPlain(block, column))
    if (unknown.length === 0 && !mayBeForeign) return block
    const added = [...new Set(unknown)].map((column) => ({
      column,
      value: this.expression(columnUse(column), block, outer),
    }))
    return encloseBlock(block, this.names, added)
  }

  columnNames(columns: readonly PlanColumn[]): readonly string[] {
    return columns.map((column) => this.names.column(column))
  }

  /** Whether putting the expressions into this block would compute something twice. */
  repeatsComputed(expressions: readonly BoundExpression[], block: SelectBlock): boolean {
    if (subqueriesUseComputed(expressions, block)) return true
    const uses = computedUses(expressions, block).filter(
      (id) => block.stage !== Stage.Group || !isCall(block, id),
    )
    return new Set(uses).size < uses.length
  }
}

/** Without its aggregates to look at, `SELECT 'x' FROM t` would not say any more that it makes one row of all. */
function hidesOneRow(project: Project, block: SelectBlock): boolean {
  if (block.stage < Stage.Group || !isOverOneGroup(project.input)) return false
  const used = new Set<number>()
  for (const { expression } of project.items) addColumnsUsed(expression, used)
  return !block.outputs.some(({ id }) => used.has(id))
}

function isOverOneGroup(plan: LogicalPlan): boolean {
  switch (plan.kind) {
    case 'Aggregate':
      return isTotal(plan)
    case 'Filter':
    case 'Project':
    case 'WindowPlan':
    case 'DistinctPlan':
    case 'Sort':
    case 'Limit':
      return isOverOneGroup(plan.input)
    default:
      return false
  }
}

/** An outer join makes NULLs of what its side gives, so a column from around has to be given by the side itself. */
function foreignItems({ items }: Project, block: SelectBlock): ReadonlySet<number> {
  const foreign = items.filter(
    ({ expression }) =>
      expression.kind === 'ColumnUse' &&
      (!block.columns.has(expression.column.id) || block.foreign.has(expression.column.id)),
  )
  return new Set(foreign.map(({ column }) => column.id))
}

function columnsNamed(expression: BoundExpression): readonly PlanColumn[] {
  const columns: PlanColumn[] = []
  visitExpression(expression, (one) => {
    if (one.kind === 'ColumnUse') columns.push(one.column)
  })
  return columns
}

function isName(expression: Expression | undefined): boolean {
  return expression?.kind === 'ColumnReference'
}

/** An aggregate may be named again in its own block: DuckDB computes it once. */
function isCall(block: SelectBlock, id: number): boolean {
  return block.columns.get(id)?.kind === 'FunctionCall'
}

/** Ids of the computed columns of the block that the expressions mention, once for each mention. */
function computedUses(expressions: readonly BoundExpression[], block: SelectBlock): readonly number[] {
  const uses: number[] = []
  for (const expression of expressions) {
    visitExpression(expression, (one) => {
      if (one.kind === 'ColumnUse' && isComputed(block, one.column.id)) uses.push(one.column.id)
      if (subqueryPlan(one) !== undefined)
        uses.push(...[...columnsUsed(one)].filter((id) => isComputed(block, id)))
    })
  }
  return uses
}

/** A correlated subquery may only name columns: an aggregate of the outer block would become one of its own. */
function subqueriesUseComputed(expressions: readonly BoundExpression[], block: SelectBlock): boolean {
  return expressions.flatMap(subqueryPlans).some((plan) => {
    let found = false
    visitPlanExpressions(plan, (one) => {
      found ||= [...columnsUsed(one)].some((id) => isComputed(block, id))
    })
    return found
  })
}

function isComputed(block: SelectBlock, id: number): boolean {
  const definition = block.columns.get(id)
  return definition !== undefined && !isName(definition)
}

function asLateral(table: TableReference): TableReference {
  switch (table.kind) {
    case 'DerivedTable':
    case 'FunctionTable':
      return { ...table, lateral: true }
    case 'NamedTable':
    case 'Join':
      return table
  }
}
