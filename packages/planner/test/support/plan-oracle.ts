import { isNumeric } from '@certsql/core'
import type {
  Aggregate,
  AggregateCall,
  JoinPlan,
  LogicalPlan,
  SortKey,
} from '../../src/logical/logical-plan.js'
import type { PlanColumn } from '../../src/logical/plan-column.js'
import type { RemoteScan } from '../../src/logical/remote-scan.js'
import { printExpression } from '../../src/soql/print-soql.js'
import type { SoqlCondition, SoqlExpression, SoqlOperator } from '../../src/soql/soql-query.js'
import { fold, meets, type OracleRecord, type OracleVariants, readExpression } from './soql-oracle.js'
import { evaluate, type OracleValue } from './sql-oracle.js'

/** The records of each object; parents are reached through the names of relationships. */
export type OracleOrg = Readonly<Record<string, readonly OracleRecord[]>>

export interface PlanVariants extends OracleVariants {
  readonly groupByFoldsCase: boolean
}

type Row = ReadonlyMap<number, OracleValue>

/** The rows of a plan, computed slowly and obviously: scans by the rules of the platform, the rest by those of SQL. */
export function runPlan(
  plan: LogicalPlan,
  org: OracleOrg,
  variants: PlanVariants,
): readonly (readonly OracleValue[])[] {
  return new PlanRunner(org, variants)
    .run(plan)
    .map((row) => plan.columns.map(({ id }) => row.get(id) ?? null))
}

class PlanRunner {
  constructor(
    private readonly org: OracleOrg,
    private readonly variants: PlanVariants,
  ) {}

  run(plan: LogicalPlan): readonly Row[] {
    switch (plan.kind) {
      case 'RemoteScan':
        return this.scan(plan)
      case 'ValuesRows':
        return plan.rows.map(
          (row) =>
            new Map(plan.columns.map(({ id }, index) => [id, computed(row[index], new Map())] as const)),
        )
      case 'Filter':
        return this.run(plan.input).filter((row) => computed(plan.condition, row) === true)
      case 'Project':
        return this.run(plan.input).map(
          (row) =>
            new Map(
              plan.items.map(({ column, expression }) => [column.id, computed(expression, row)] as const),
            ),
        )
      case 'JoinPlan':
        return this.join(plan)
      case 'Aggregate':
        return this.aggregate(plan)
      case 'DistinctPlan': {
        const groups = groupBy(this.run(plan.input), (row) =>
          plan.columns.map((column) => keyOf(column, row)),
        )
        return [...groups.values()].map(([first]) => first ?? new Map())
      }
      case 'Sort':
        return sorted(this.run(plan.input), plan.keys)
      case 'Limit':
        return this.run(plan.input).slice(
          plan.offset,
          plan.count === undefined ? undefined : plan.offset + plan.count,
        )
      case 'SetOperationPlan': {
        const side = (input: LogicalPlan) =>
          this.run(input).map(
            (row) =>
              new Map(
                plan.columns.map(
                  ({ id }, index) => [id, row.get(input.columns[index]?.id ?? -1) ?? null] as const,
                ),
              ),
          )
        if (plan.operator !== 'UNION' || !plan.all) throw new Error('The oracle knows UNION ALL only')
        return [...side(plan.left), ...side(plan.right)]
      }
      default:
        throw new Error(`The oracle does not know ${plan.kind}`)
    }
  }

  private scan(scan: RemoteScan): readonly Row[] {
    const records = (this.org[scan.table.name] ?? []).filter(
      (record) => scan.filter === undefined || meets(scan.filter, record, this.variants),
    )
    const rows =
      scan.grouping === undefined
        ? records.map((record) => this.plainRow(scan, record))
        : this.groups(scan, records)
    return this.window(scan, rows)
  }

  private plainRow(scan: RemoteScan, record: OracleRecord): SourceRow {
    const read = (expression: SoqlExpression) => readExpression(expression, record)
    return {
      row: new Map(scan.columns.map(({ id }, index) => [id, output(scan, index, read)] as const)),
      read,
    }
  }

  private groups(scan: RemoteScan, records: readonly OracleRecord[]): readonly SourceRow[] {
    const keys = scan.grouping?.keys ?? []
    const foldKey = (value: OracleValue) =>
      typeof value === 'string' && this.variants.groupByFoldsCase ? fold(value) : value
    const groups = groupBy(records, (record) => keys.map((key) => foldKey(readExpression(key, record))))
    const all = keys.length === 0 && groups.size === 0 ? [[]] : [...groups.values()]
    const rows = all.map((members): SourceRow => {
      const read = (expression: SoqlExpression): OracleValue => {
        if (expression.kind !== 'SoqlAggregate')
          return members[0] === undefined ? null : readExpression(expression, members[0])
        const values = members.map((record) => readExpression(expression.argument, record))
        const name = expression.function === 'COUNT_DISTINCT' ? 'count' : expression.function.toLowerCase()
        return aggregateOf(name, values, expression.function === 'COUNT_DISTINCT')
      }
      return {
        row: new Map(scan.columns.map(({ id }, index) => [id, output(scan, index, read)] as const)),
        read,
      }
    })
    const having = scan.grouping?.having
    return having === undefined ? rows : rows.filter(({ read }) => meetsHaving(having, read))
  }

  private window(scan: RemoteScan, rows: readonly SourceRow[]): readonly Row[] {
    const ordered = [...rows].sort((a, b) => {
      for (const { expression, direction, nulls } of scan.orderBy) {
        const order = compareValues(a.read(expression), b.read(expression), direction, nulls)
        if (order !== 0) return order
      }
      return 0
    })
    const offset = scan.offset ?? 0
    return ordered
      .slice(offset, scan.limit === undefined ? undefined : offset + scan.limit)
      .map(({ row }) => row)
  }

  private join(join: JoinPlan): readonly Row[] {
    const [left, right] = [this.run(join.left), this.run(join.right)]
    const matched = new Set<Row>()
    const rows: Row[] = []
    for (const l of left) {
      const partners = right.filter(
        (r) => join.condition === undefined || computed(join.condition, new Map([...l, ...r])) === true,
      )
      for (const r of partners) {
        matched.add(r)
        rows.push(new Map([...l, ...r]))
      }
      if (partners.length === 0 && (join.type === 'LEFT' || join.type === 'FULL')) rows.push(l)
    }
    if (join.type === 'RIGHT' || join.type === 'FULL') rows.push(...right.filter((r) => !matched.has(r)))
    return rows
  }

  private aggregate(plan: Aggregate): readonly Row[] {
    const rows = this.run(plan.input)
    const sets = plan.groupingSets ?? [plan.keys.map((_, index) => index)]
    return sets.flatMap((set) => this.groupsOfSet(plan, new Set(set), rows))
  }

  private groupsOfSet(plan: Aggregate, set: ReadonlySet<number>, rows: readonly Row[]): readonly Row[] {
    const grouped = plan.keys.filter((_, index) => set.has(index))
    const groups = groupBy(rows, (row) =>
      grouped.map(({ expression }) => foldedValue(computed(expression, row), expression.type)),
    )
    const all = set.size === 0 && groups.size === 0 ? [[]] : [...groups.values()]
    return all.map((members) => {
      const [first] = members
      const keys = plan.keys.map(
        ({ column, expression }, index) =>
          [column.id, first === undefined || !set.has(index) ? null : computed(expression, first)] as const,
      )
      const calls = plan.aggregates.map((call) => [call.column.id, callValue(call, members)] as const)
      return new Map([...keys, ...calls])
    })
  }
}

/** Of a null figure every comparison is false: what else the org might say is never asked. */
function meetsHaving(condition: SoqlCondition, read: (expression: SoqlExpression) => OracleValue): boolean {
  switch (condition.kind) {
    case 'SoqlAnd':
      return condition.operands.every((operand) => meetsHaving(operand, read))
    case 'SoqlOr':
      return condition.operands.some((operand) => meetsHaving(operand, read))
    case 'SoqlComparison': {
      const { left, operator, value } = condition
      const figure = read(left)
      if (value.kind === 'null') throw new Error('A figure must not be asked for null')
      const wanted = value.kind === 'number' ? Number(value.value) : value.value
      if (figure === null) return operator === '!='
      return COMPARISONS[operator](figure, wanted)
    }
    default:
      throw new Error(`The oracle does not know ${condition.kind} in HAVING`)
  }
}

type Figure = Exclude<OracleValue, null>

const COMPARISONS: Readonly<Record<SoqlOperator, (a: Figure, b: Figure) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

interface SourceRow {
  readonly row: Row
  read(expression: SoqlExpression): OracleValue
}

function output(
  scan: RemoteScan,
  index: number,
  read: (expression: SoqlExpression) => OracleValue,
): OracleValue {
  const expression = scan.outputs[index]?.expression
  if (expression === undefined) throw new Error(`Nothing is selected for ${scan.columns[index]?.name}`)
  if (scan.grouping !== undefined && expression.kind !== 'SoqlAggregate') {
    const isGrouped = scan.grouping.keys.some((key) => printExpression(key) === printExpression(expression))
    if (!isGrouped) throw new Error(`${printExpression(expression)} is not grouped`)
  }
  return read(expression)
}

function computed(expression: Parameters<typeof evaluate>[0] | undefined, row: Row): OracleValue {
  if (expression === undefined) return null
  return evaluate(expression, (column: PlanColumn) => row.get(column.id) ?? null)
}

function callValue(call: AggregateCall, rows: readonly Row[]): OracleValue {
  const [argument] = call.arguments
  const counted = rows.filter((row) => call.filter === undefined || computed(call.filter, row) === true)
  if (argument === undefined) return counted.length
  const values = counted.map((row) => foldedValue(computed(argument, row), argument.type))
  return aggregateOf(call.function, values, call.distinct)
}

function aggregateOf(name: string, all: readonly OracleValue[], distinct: boolean): OracleValue {
  const present = all.filter((value) => value !== null)
  const values = distinct ? [...new Set(present)] : present
  if (name === 'bool_or') return values.length === 0 ? null : values.includes(true)
  if (name === 'count') return values.length
  if (values.length === 0) return null
  if (name === 'sum') return values.reduce<number>((sum, value) => sum + Number(value), 0)
  if (name === 'avg') return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length
  const ordered = [...values].sort((a, b) => compareValues(a, b, 'ASC', 'LAST'))
  return ordered.at(name === 'min' ? 0 : -1) ?? null
}

function sorted(rows: readonly Row[], keys: readonly SortKey[]): readonly Row[] {
  return [...rows].sort((a, b) => {
    for (const { expression, direction, nulls } of keys) {
      const order = compareValues(computed(expression, a), computed(expression, b), direction, nulls)
      if (order !== 0) return order
    }
    return 0
  })
}

/** Every text is sorted without case here: the tests sort no other. */
function compareValues(
  a: OracleValue,
  b: OracleValue,
  direction: 'ASC' | 'DESC',
  nulls: 'FIRST' | 'LAST',
): number {
  if (a === null || b === null) {
    if (a === b) return 0
    return (a === null) === (nulls === 'FIRST') ? -1 : 1
  }
  const [left, right] = [typeof a === 'string' ? fold(a) : a, typeof b === 'string' ? fold(b) : b]
  if (left === right) return 0
  return left < right === (direction === 'ASC') ? -1 : 1
}

function keyOf(column: PlanColumn, row: Row): OracleValue {
  return foldedValue(row.get(column.id) ?? null, column.type)
}

function foldedValue(value: OracleValue, type: PlanColumn['type']): OracleValue {
  if (value !== null && isNumeric(type)) return Number(value)
  return typeof value === 'string' && type.kind === 'text' && type.comparison === 'folded'
    ? fold(value)
    : value
}

function groupBy<T>(
  items: readonly T[],
  keyOfItem: (item: T) => readonly OracleValue[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = JSON.stringify(keyOfItem(item))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
