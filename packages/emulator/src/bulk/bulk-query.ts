import type { OrgField } from '../org/org-field.js'
import { AGGREGATE_FUNCTIONS } from '../soql/aggregates.js'
import { isDateFunction } from '../soql/date-functions.js'
import type { Evaluation } from '../soql/evaluation.js'
import { filterRows } from '../soql/filter-rows.js'
import { compileOperand, type Operand } from '../soql/operand.js'
import { checkOrderBy, sortKeys } from '../soql/order-by.js'
import { parseSoql } from '../soql/parse-soql.js'
import { queriedObject } from '../soql/queried-object.js'
import { QueryScope } from '../soql/query-scope.js'
import type { Call, Distance, Expression, FieldsCall, Query, SelectItem } from '../soql/query-tree.js'
import { selectedRows } from '../soql/run-query.js'
import { checkSemiJoins } from '../soql/semi-join.js'
import { OrgRefusal, type SoqlSpan } from '../soql/soql-refusal.js'
import { type CsvFormat, csvLine, DELIMITERS, LINE_ENDINGS } from './csv-format.js'
import { csvValueWriter } from './csv-value.js'
import { isBulkObject } from './unsupported-objects.js'

/** A query that a job will run. */
export interface BulkQuery {
  readonly object: string
  /** Whether the platform could split it by Ids: a limit or an order stand in the way. */
  readonly isSplittable: boolean
  /** The line of the column names. */
  readonly header: string
  /** Finds the rows; nothing is looked at before. */
  rows(): readonly number[]
  /** A row as a line of CSV. */
  line(row: number): string
  /** What the query asks for and no job can give, where the job tells it; see the variant `bulkRefusesAt`. */
  readonly refusal: OrgRefusal | undefined
}

interface Column {
  readonly name: string
  readonly write: (row: number) => string
}

/** Parses and checks the query of a job, as far as the platform does before it accepts the job. */
export function compileBulkQuery(evaluation: Evaluation, format: CsvFormat): BulkQuery {
  const { complaints } = evaluation
  const query = parseSoql(complaints)
  const object = queriedObject(query, evaluation)
  if (!isBulkObject(object.name)) {
    throw new OrgRefusal(400, 'INVALIDENTITY', `Entity '${object.name}' is not supported by the Bulk API.`)
  }
  const scope = new QueryScope(evaluation, object, query.from)
  if (query.where !== undefined) checkSemiJoins(query.where, 'root', complaints)
  const refusal = findRefusal(query, scope)
  const columns = refusal === undefined ? new ColumnCompiler(scope).compile(query) : []
  const writers = columns.map(({ write }) => write)
  const delimiter = DELIMITERS[format.columnDelimiter]
  const lineEnding = LINE_ENDINGS[format.lineEnding]
  if (refusal === undefined) checkRows(query, scope)
  return {
    object: object.name,
    isSplittable: query.limit === undefined && query.orderBy.length === 0,
    header: csvLine(
      columns.map(({ name }) => name),
      format,
    ),
    rows: () => selectedRows(query, scope),
    line: (row) => {
      let text = ''
      for (let index = 0; index < writers.length; index++) {
        text += `${index === 0 ? '' : delimiter}${writers[index]?.(row)}`
      }
      return text + lineEnding
    },
    refusal,
  }
}

/** Finds what is wrong with conditions and order without looking at records. */
function checkRows(query: Query, scope: QueryScope): void {
  checkOrderBy(query, scope)
  sortKeys(query.orderBy, scope)
  filterRows(query, scope, 0)
}

function notEnabled(message: string): OrgRefusal {
  return new OrgRefusal(400, 'FUNCTIONALITY_NOT_ENABLED', message)
}

/** What SOQL has and jobs have not: thrown at once, or kept for the job to fail of, as the variant says. */
function findRefusal(query: Query, scope: QueryScope): OrgRefusal | undefined {
  const grouping = refusedGrouping(query)
  const other = refusedClause(query) ?? query.select.map(refusedItem).find((found) => found !== undefined)
  const compound = grouping ?? other ?? refusedField(query, scope)
  if (compound === undefined) return undefined
  const { bulkRefusesAt } = scope.evaluation.variants
  const waits = bulkRefusesAt === 'job' || (bulkRefusesAt === 'mixed' && grouping !== undefined)
  if (waits) return compound
  throw compound
}

function refusedGrouping({ groupBy, select }: Query): OrgRefusal | undefined {
  const isAggregated = select.some(({ expression }) => isAggregate(expression))
  return groupBy === undefined && !isAggregated
    ? undefined
    : notEnabled('Aggregate functions and GROUP BY are not supported in Bulk Query')
}

function isAggregate(expression: SelectItem['expression'] | Expression): boolean {
  if (expression.kind !== 'Call') return false
  if (expression.name === 'COUNT' || AGGREGATE_FUNCTIONS.has(expression.name)) return true
  return expression.argument !== undefined && isAggregate(expression.argument)
}

function refusedClause({ offset, lock }: Query): OrgRefusal | undefined {
  if (offset !== undefined) return notEnabled('OFFSET is not supported in Bulk Query')
  return lock === undefined ? undefined : notEnabled(`${lock.name} is not supported in Bulk Query`)
}

function refusedItem({ expression }: SelectItem): OrgRefusal | undefined {
  switch (expression.kind) {
    case 'ChildQuery':
      return notEnabled('Aggregate Relationships not supported in Bulk V2 Query with CSV content type')
    case 'TypeOf':
      return notEnabled('TYPEOF is not supported in Bulk Query')
    case 'Fields':
      return expression.which === 'STANDARD'
        ? undefined
        : notEnabled('The SOQL FIELDS function must have bounded fields in Bulk Query')
    case 'Path':
    case 'Call':
    case 'Distance':
      return undefined
  }
}

function refusedField({ select }: Query, scope: QueryScope): OrgRefusal | undefined {
  for (const { expression } of select) {
    if (expression.kind !== 'Path') continue
    const { field } = scope.resolve(expression)
    if (field.kind === 'compound') return notEnabled('Selecting compound data not supported in Bulk Query')
    if (field.kind === 'base64') return notEnabled('Selecting base64 data not supported in Bulk Query')
  }
  return undefined
}

/** The columns of a result file, in the order of SELECT. */
class ColumnCompiler {
  readonly #names = new Set<string>()
  readonly #columns: Column[] = []
  #unnamed = 0

  constructor(readonly scope: QueryScope) {}

  compile({ select }: Query): readonly Column[] {
    for (const item of select) this.#add(item)
    return this.#columns
  }

  #add({ expression, alias, span }: SelectItem): void {
    const { complaints } = this.scope.evaluation
    switch (expression.kind) {
      case 'Path':
        if (alias !== undefined) {
          throw complaints.malformed('only aggregate expressions use field aliasing', alias.span)
        }
        this.#addOperand(compileOperand(expression, this.scope), undefined, span)
        return
      case 'Fields':
        this.#addFields(expression)
        return
      case 'Call':
      case 'Distance':
        this.#addFunction(expression, alias?.name)
        return
      case 'ChildQuery':
      case 'TypeOf':
        throw new RangeError('what jobs refuse has no column')
    }
  }

  #addFields({ span }: FieldsCall): void {
    for (const field of this.scope.object.fields) {
      if (field.schema.custom === true || field.kind === 'compound' || field.kind === 'base64') continue
      this.#addOperand(
        compileOperand({ kind: 'Path', names: [field.name], span }, this.scope),
        undefined,
        span,
      )
    }
  }

  #addFunction(expression: Call | Distance, alias: string | undefined): void {
    const { complaints } = this.scope.evaluation
    const operand = compileOperand(expression, this.scope)
    if (operand.functions.some(isDateFunction)) {
      throw complaints.malformed(
        `Field must be grouped or aggregated: ${operand.functions[0]}`,
        expression.span,
      )
    }
    const name = alias ?? (expression.kind === 'Distance' ? `expr${this.#unnamed++}` : undefined)
    this.#addOperand(operand, name, expression.span)
  }

  #addOperand(operand: Operand, alias: string | undefined, span: SoqlSpan): void {
    const { complaints, variants } = this.scope.evaluation
    const name = alias ?? pathName(operand.path.lookups, operand.field)
    if (this.#names.has(name.toLowerCase())) {
      throw complaints.malformed(`duplicate field selected: ${name}`, span)
    }
    this.#names.add(name.toLowerCase())
    const { read } = operand
    const write = csvValueWriter(operand.kind, variants)
    this.#columns.push({ name, write: (row) => write(read(row)) })
  }
}

/** `Account.Owner.Name`, spelled as the org spells it. */
function pathName(lookups: readonly OrgField[], field: OrgField): string {
  const names = lookups.map((lookup) => lookup.schema.relationshipName ?? lookup.name)
  return [...names, field.name].join('.')
}
