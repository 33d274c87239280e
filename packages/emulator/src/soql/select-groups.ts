import type { FieldValue } from '../org/record-sink.js'
import { type Accumulator, AGGREGATE_FUNCTIONS, accumulatorMaker } from './aggregates.js'
import { comparisonKey } from './comparison.js'
import { compileCondition } from './compile-condition.js'
import { isDateFunction } from './date-functions.js'
import { filterRows } from './filter-rows.js'
import { formatValue } from './format-value.js'
import { valueWriter } from './json-value.js'
import { compileOperand, type Operand } from './operand.js'
import { checkOrderBy, checkSortable } from './order-by.js'
import { orderRows, type SortKey } from './order-rows.js'
import { OrgCurrencies } from './org-currencies.js'
import type { QueryScope, Reader } from './query-scope.js'
import type { Call, Expression, Query, SelectItem } from './query-tree.js'
import type { CellWriter } from './record-writer.js'
import { checkSemiJoins } from './semi-join.js'
import type { SoqlSpan } from './soql-refusal.js'

/** Grouped results have no locator, so they must fit on one page. */
const MAXIMUM_GROUPS = 2_000
/** Fields in ROLLUP and CUBE. */
const MAXIMUM_CUBE_FIELDS = 3

interface Aggregate {
  readonly operand: Operand
  readonly make: () => Accumulator
  readonly results: FieldValue[]
}

interface Column {
  readonly name: string
  readonly operand: Operand
}

type Value = Exclude<FieldValue, null>

/** A query with aggregates or groups. Expressions are compiled to read from groups, which are counted like rows. */
export class GroupSelector {
  readonly #keys: readonly Operand[]
  /** Values of the keys by key and group. */
  readonly #keyValues: FieldValue[][]
  /** 1 where a key is rolled up. */
  readonly #rolledUp: number[][]
  readonly #aggregates = new Map<string, Aggregate>()

  constructor(
    readonly query: Query,
    readonly scope: QueryScope,
  ) {
    this.#keys = (query.groupBy?.items ?? []).map((item) => this.#key(item))
    this.#keyValues = this.#keys.map(() => [])
    this.#rolledUp = this.#keys.map(() => [])
    this.#checkKeys()
    this.#checkClauses()
  }

  /** The JSON texts of the result's records. */
  select(): readonly string[] {
    const { query, scope } = this
    const columns = this.#columns()
    const having = query.groupBy?.having
    if (having !== undefined) checkSemiJoins(having, 'having', this.#complaints)
    const passes =
      having &&
      compileCondition(having, {
        evaluation: scope.evaluation,
        operandOf: (expression) => this.#havingOperand(expression),
        idsOf: () => new Set(),
      })
    checkOrderBy(query, scope)
    const order = query.orderBy.map((item): SortKey => {
      const operand = this.#operand(item.expression, 'Ordered field must be grouped or aggregated')
      if (operand.functions.every((name) => !AGGREGATE_FUNCTIONS.has(name) && name !== 'GROUPING')) {
        checkSortable(operand, scope)
      }
      return { operand, descending: item.descending, nulls: item.nulls }
    })
    let groups = this.#accumulate()
    if (passes !== undefined) groups = groups.filter(passes)
    if (order.length > 0) groups = orderRows(groups, order, scope.evaluation)
    return this.#cut(groups).map(groupWriter(columns, scope))
  }

  get #complaints() {
    return this.scope.evaluation.complaints
  }

  #cut(groups: readonly number[]): readonly number[] {
    const { limit, offset } = this.query
    const from = offset?.value ?? 0
    const shown = groups.slice(from, limit === undefined ? undefined : from + limit.value)
    if (shown.length <= MAXIMUM_GROUPS) return shown
    throw this.#complaints.other(
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    )
  }

  #key(item: Expression): Operand {
    const operand = compileOperand(item, this.scope)
    const isDate = operand.functions[0] !== undefined && isDateFunction(operand.functions[0])
    const isGroupable = operand.functions.length === 0 ? operand.field.schema.groupable === true : isDate
    if (isGroupable) return operand
    throw this.#complaints.invalidField(
      `field '${operand.field.name}' can not be grouped in a query call`,
      operand.span,
    )
  }

  #checkKeys(): void {
    const { groupBy } = this.query
    const seen = new Set<string>()
    for (const { key, span } of this.#keys) {
      if (seen.has(key)) throw this.#complaints.malformed('duplicate grouping expression', span)
      seen.add(key)
    }
    if (groupBy !== undefined && groupBy.how !== 'plain' && this.#keys.length > MAXIMUM_CUBE_FIELDS) {
      throw this.#complaints.malformed(
        `${groupBy.how} cannot have more than ${MAXIMUM_CUBE_FIELDS} fields`,
        groupBy.span,
      )
    }
  }

  #checkClauses(): void {
    const { groupBy, limit, offset, lock } = this.query
    if (lock !== undefined)
      throw this.#complaints.malformed(`${lock.name} cannot be used with aggregates`, lock.span)
    if (groupBy !== undefined) return
    const word = limit === undefined ? 'OFFSET' : 'LIMIT'
    const clause = limit ?? offset
    if (clause === undefined) return
    throw this.#complaints.malformed(
      `Non-grouped query that uses overall aggregate functions cannot also use ${word}`,
      clause.span,
    )
  }

  #columns(): readonly Column[] {
    const names = new Set<string>()
    let unnamed = 0
    return this.query.select.map((item) => {
      const operand = this.#selected(item)
      const isPlainKey = operand.functions.length === 0
      const name = item.alias?.name ?? (isPlainKey ? operand.field.name : `expr${unnamed++}`)
      this.#checkName(item, name, names)
      names.add(name.toLowerCase())
      return { name, operand }
    })
  }

  #selected({ expression, span }: SelectItem): Operand {
    switch (expression.kind) {
      case 'Path':
      case 'Call':
      case 'Distance':
        return this.#operand(expression, 'Field must be grouped or aggregated')
      case 'Fields':
      case 'TypeOf':
      case 'ChildQuery':
        throw this.#complaints.malformed(
          'Child queries, TYPEOF and FIELDS() cannot be used with GROUP BY or aggregate functions',
          span,
        )
    }
  }

  #checkName({ alias, span }: SelectItem, name: string, names: ReadonlySet<string>): void {
    if (names.has(name.toLowerCase())) {
      throw this.#complaints.malformed(`duplicate alias: ${name}`, alias?.span ?? span)
    }
    if (alias === undefined) return
    if (/^expr\d+$/i.test(name)) {
      throw this.#complaints.malformed(`alias uses reserved naming scheme (expr#): ${name}`, alias.span)
    }
    if (this.scope.object.field(name) !== undefined) {
      throw this.#complaints.malformed(`alias is the name of a field: ${name}`, alias.span)
    }
  }

  #havingOperand(expression: Expression): Operand {
    return this.#operand(expression, 'Having field must be grouped or aggregated')
  }

  /** An expression over groups: a key, an aggregate, or a function of them. */
  #operand(expression: Expression, complaint: string): Operand {
    if (expression.kind === 'Call') {
      if (AGGREGATE_FUNCTIONS.has(expression.name)) return this.#aggregate(expression)
      if (expression.name === 'GROUPING') return this.#grouping(expression)
      if (expression.name === 'FORMAT' && expression.argument?.kind === 'Call') {
        return this.#formatted(expression, complaint)
      }
    }
    const operand = compileOperand(expression, this.scope)
    const exact = this.#keys.findIndex(({ key }) => key === operand.key)
    if (exact >= 0) return this.#readingKey(operand, exact)
    const inner = this.#keys.findIndex(({ key }) => key === operand.path.key)
    const isFunctionOfKey = operand.functions.length > 0 && inner >= 0
    if (!isFunctionOfKey) throw this.#ungrouped(complaint, operand.label, operand.span)
    return this.#functionOfKey(operand, inner)
  }

  #ungrouped(complaint: string, label: string, span: SoqlSpan) {
    return this.#complaints.malformed(`${complaint}: ${label}`, span)
  }

  #readingKey(operand: Operand, key: number): Operand {
    const values = this.#keyValues[key] ?? []
    return { ...operand, read: (group) => values[group] ?? null }
  }

  /** `CALENDAR_YEAR(CloseDate)` where `CloseDate` is grouped: read from a row of the group. */
  #functionOfKey(operand: Operand, key: number): Operand {
    const rows = this.#firstRows
    const rolledUp = this.#rolledUp[key] ?? []
    return {
      ...operand,
      read: (group) => (rolledUp[group] === 1 ? null : operand.read(rows[group] ?? NO_ROW)),
    }
  }

  /** Some row of each group. */
  readonly #firstRows: number[] = []

  #aggregate(call: Call): Operand {
    const { evaluation } = this.scope
    if (call.argument === undefined) {
      throw this.#complaints.malformed('COUNT() must be the only element in the SELECT list', call.span)
    }
    const operand = inCorporateCurrency(call.name, compileOperand(call.argument, this.scope))
    checkAggregatable(call.name, operand, this.scope)
    if (this.#keys.some(({ key }) => key === operand.key)) {
      throw this.#complaints.malformed(`Grouped field should not be aggregated: ${operand.label}`, call.span)
    }
    const key = `${call.name}(${operand.key})`
    let aggregate = this.#aggregates.get(key)
    if (aggregate === undefined) {
      aggregate = { operand, make: accumulatorMaker(call.name, operand, evaluation), results: [] }
      this.#aggregates.set(key, aggregate)
    }
    const { results } = aggregate
    const { corporate } = OrgCurrencies.of(evaluation.org) ?? {}
    const isMoney = corporate !== undefined && operand.inCurrency !== undefined
    const corporateCode = isMoney ? () => corporate : undefined
    return {
      ...operand,
      kind: resultKind(call.name, operand),
      label: `${call.name}(${operand.label})`,
      key,
      span: call.span,
      path: { ...operand.path, lookups: [] },
      inCurrency: undefined,
      currencyCode: corporateCode,
      functions: keepsValues(call.name) ? [call.name] : [call.name, ...operand.functions],
      read: (group) => results[group] ?? null,
    }
  }

  #grouping(call: Call): Operand {
    const operand = call.argument && compileOperand(call.argument, this.scope)
    const index = this.#keys.findIndex(({ key }) => key === operand?.key)
    if (operand === undefined || index < 0 || this.query.groupBy?.how === 'plain') {
      throw this.#complaints.malformed('GROUPING is for the fields of GROUP BY ROLLUP or CUBE', call.span)
    }
    const flags = this.#rolledUp[index] ?? []
    return {
      ...operand,
      kind: 'int',
      label: `GROUPING(${operand.label})`,
      key: `GROUPING(${operand.key})`,
      span: call.span,
      path: { ...operand.path, lookups: [] },
      inCurrency: undefined,
      currencyCode: undefined,
      functions: ['GROUPING'],
      read: (group) => flags[group] ?? 0,
    }
  }

  /** `FORMAT(SUM(Amount))` */
  #formatted(call: Call, complaint: string): Operand {
    const { argument } = call
    if (argument === undefined) throw this.#complaints.malformed('FORMAT needs a field', call.span)
    const inner = this.#operand(argument, complaint)
    return {
      ...inner,
      kind: 'text',
      label: `FORMAT(${inner.label})`,
      key: `FORMAT(${inner.key})`,
      span: call.span,
      functions: ['FORMAT', ...inner.functions],
      read: (group) => formatValue(inner, group, this.scope.evaluation),
    }
  }

  /** Reads all rows once for each grouping set, and gives the numbers of the groups. */
  #accumulate(): number[] {
    const rows = filterRows(this.query, this.scope)
    const aggregates = [...this.#aggregates.values()]
    let groups = 0
    for (const active of groupingSets(this.query.groupBy?.how, this.#keys.length)) {
      const accumulators: Accumulator[][] = aggregates.map(() => [])
      const start = groups
      const open = (row: number) => {
        this.#openGroup(groups, row, active)
        aggregates.forEach(({ make }, index) => {
          accumulators[index]?.push(make())
        })
        return groups++
      }
      const groupOf = this.#grouper(active, open)
      const groupOfPosition = rows.map(groupOf)
      // Without GROUP BY there is one group even of no rows.
      if (this.#keys.length === 0 && rows.length === 0) open(NO_ROW)
      aggregates.forEach(({ operand, results }, index) => {
        const ofGroup = accumulators[index] ?? []
        rows.forEach((row, position) => {
          const value = operand.read(row)
          if (value !== null) ofGroup[(groupOfPosition[position] ?? start) - start]?.add(value)
        })
        for (const accumulator of ofGroup) results.push(accumulator.result())
      })
    }
    return Array.from({ length: groups }, (_, group) => group)
  }

  #openGroup(group: number, row: number, active: readonly boolean[]): void {
    this.#firstRows[group] = row
    this.#keys.forEach(({ read }, index) => {
      const isActive = active[index] === true
      const values = this.#keyValues[index]
      const flags = this.#rolledUp[index]
      if (values !== undefined) values[group] = isActive ? read(row) : null
      if (flags !== undefined) flags[group] = isActive ? 0 : 1
    })
  }

  /** The group of a row; a new one is opened for keys not seen before. */
  #grouper(active: readonly boolean[], open: (row: number) => number): (row: number) => number {
    const { groupByFoldsCase } = this.scope.evaluation.variants
    const readers = this.#keys
      .filter((_, index) => active[index] === true)
      .map((operand) => {
        const keyOf = groupByFoldsCase ? comparisonKey(operand) : (value: Value) => value
        return (row: number): FieldValue => {
          const value = operand.read(row)
          return value === null ? null : keyOf(value)
        }
      })
    const seen = new Map<FieldValue, number>()
    const keyOfRow = joinKeys(readers)
    return (row) => {
      const key = keyOfRow(row)
      const known = seen.get(key)
      if (known !== undefined) return known
      const group = open(row)
      seen.set(key, group)
      return group
    }
  }
}

/** Stands for the row of a group that has none. */
const NO_ROW = -1

/** One value that is equal for equal keys. */
function joinKeys(readers: readonly Reader[]): Reader {
  const [only, second] = readers
  if (only !== undefined && second === undefined) return only
  return (row) => readers.map((read) => keyPart(read(row))).join(KEY_SEPARATOR)
}

const KEY_SEPARATOR = '\u0000'

/** Null must differ from every text. */
function keyPart(value: FieldValue): string {
  return value === null ? '\u0001' : `\u0002${value}`
}

/** Which keys are active in each pass. ROLLUP drops them from the right, CUBE in all ways. */
function groupingSets(
  how: 'plain' | 'ROLLUP' | 'CUBE' | undefined,
  keys: number,
): readonly (readonly boolean[])[] {
  const all = Array.from({ length: keys }, () => true)
  if (how === 'ROLLUP') {
    return Array.from({ length: keys + 1 }, (_, dropped) => all.map((_, index) => index < keys - dropped))
  }
  if (how === 'CUBE') {
    return Array.from({ length: 2 ** keys }, (_, set) => all.map((_, index) => (set & (1 << index)) === 0))
  }
  return [all]
}

/** What is added up and compared is in the corporate currency. */
function inCorporateCurrency(name: string, operand: Operand): Operand {
  if (operand.inCurrency === undefined || name === 'COUNT' || name === 'COUNT_DISTINCT') return operand
  return { ...operand, read: operand.inCurrency('corporate') }
}

/** These give back one of the values that they were given. */
function keepsValues(name: string): boolean {
  return name === 'MIN' || name === 'MAX'
}

function resultKind(name: string, operand: Operand): Operand['kind'] {
  if (name === 'COUNT' || name === 'COUNT_DISTINCT') return 'int'
  return keepsValues(name) || (name === 'SUM' && operand.kind === 'int') ? operand.kind : 'double'
}

const NEVER_AGGREGATED: ReadonlySet<Operand['kind']> = new Set([
  'boolean',
  'time',
  'base64',
  'multipicklist',
  'compound',
])

function checkAggregatable(name: string, operand: Operand, { evaluation }: QueryScope): void {
  const isNumber = operand.kind === 'int' || operand.kind === 'double'
  const isPlain = operand.functions.length === 0
  const isAllowed = operand.field.schema.aggregatable === true && !NEVER_AGGREGATED.has(operand.kind)
  if (isPlain && isAllowed && (isNumber || (name !== 'SUM' && name !== 'AVG'))) return
  throw evaluation.complaints.invalidField(
    `field ${operand.label} does not support aggregate operator ${name}`,
    operand.span,
  )
}

function groupWriter(columns: readonly Column[], { evaluation }: QueryScope): (group: number) => string {
  const cells = columns.map(({ name, operand }): { name: string; write: CellWriter } => {
    const write = valueWriter(operand.kind, evaluation.variants)
    return { name, write: (group) => write(operand.read(group)) }
  })
  return (group) => {
    const members = cells.map(({ name, write }) => `,${JSON.stringify(name)}:${write(group)}`).join('')
    return `{"attributes":{"type":"AggregateResult"}${members}}`
  }
}
