import { columnInfoStatement } from './column-info.js'
import { readJsonPath } from './json-path.js'
import type {
  BuilderValue,
  CompiledStatement,
  CompiledText,
  JoinStatement,
  JsonCondition,
  JsonExtraction,
  JsonPathCondition,
  JsonPathJoin,
  QueryCompilerClass,
} from './knex-internals.js'
import { refuse } from './refuse.js'

/** What differs from the SQL that Knex writes for PostgreSQL; all else is inherited. */
export function queryCompilerFor(Base: QueryCompilerClass) {
  return class CertiniaQueryCompiler extends Base {
    // ── Writes ───────────────────────────────────────────────────────────────────────────────────────────────

    /** An insert gives the Ids of its records, unless it was told what to give. */
    override insert(): CompiledText {
      const { onConflict, merge } = this.single
      if (onConflict === true && merge !== undefined) throw noKey("onConflict('Ext__c').merge()")
      const compiled = super.insert()
      const { sql } = textOf(compiled)
      return sql === '' ? '' : this.withIds(sql)
    }

    upsert(): CompiledText {
      const { upsert, upsertKey } = this.single
      if (upsertKey === undefined) throw noKey("upsert(records, returning, { on: 'Ext__c' })")
      this.refuseClauses('upsert', ['with', 'where', 'join', 'limit', 'order'])
      const data = this._prepInsert(upsert)
      if (typeof data === 'string') {
        throw refuse('upsert takes records.', 'write a raw UPSERT statement with knex.raw')
      }
      if (data.columns.length === 0) return ''
      const columns = this.formatter.columnize(data.columns)
      const key = this.formatter.columnize(upsertKey)
      const values = this._buildInsertValues(data)
      return this.withIds(
        `upsert into ${this.tableName} (${columns}) values (${values}) on (${key})${this._returning(this.single.returning)}`,
      )
    }

    override update(): CompiledText {
      this.refuseClauses('update', ['limit', 'offset', 'order', 'group', 'having', 'union'])
      const joins = this.innerJoins('update')
      const { update, updateFrom, returning } = this.single
      const target = `${this.with()}update ${this.tableName} set ${this._prepUpdate(update).join(', ')}`
      const others = this.otherTables('from', updateFrom, joins)
      return {
        sql: `${target}${others}${this.joinedCondition(joins)}${this._returning(returning)}`,
        returning,
      }
    }

    override del(): CompiledText {
      this.refuseClauses('delete', ['limit', 'offset', 'order', 'group', 'having', 'union'])
      const joins = this.innerJoins('delete')
      const { using, returning } = this.single
      const target = `${this.with()}delete from ${this.tableName}`
      const others = this.otherTables('using', using, joins)
      return {
        sql: `${target}${others}${this.joinedCondition(joins)}${this._returning(returning)}`,
        returning,
      }
    }

    truncate(): string {
      if (this.client.config?.allowTruncate !== true) {
        throw refuse(
          `truncate would delete every record of ${this.tableName}, one by one, into the recycle bin.`,
          'write .delete(), with a condition if that was meant, or create knex with allowTruncate: true',
        )
      }
      this.refuseClauses('truncate', ['where', 'limit', 'join'])
      return `delete from ${this.tableName} where true`
    }

    // ── Locks ────────────────────────────────────────────────────────────────────────────────────────────────

    forUpdate(): never {
      throw noLocks('forUpdate')
    }

    forShare(): never {
      throw noLocks('forShare')
    }

    forNoKeyUpdate(): never {
      throw noLocks('forNoKeyUpdate')
    }

    forKeyShare(): never {
      throw noLocks('forKeyShare')
    }

    skipLocked(): never {
      throw noLocks('skipLocked')
    }

    noWait(): never {
      throw noLocks('noWait')
    }

    // ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────

    jsonExtract(params: { readonly column: BuilderValue } & Partial<JsonExtraction>): string {
      return extractionsOf(params)
        .map(({ column, path, alias }) => {
          const value = this.jsonAt('json_extract_path', column, path)
          return alias === undefined ? value : this.client.alias(value, this.formatter.wrap(alias))
        })
        .join(', ')
    }

    jsonSet(): never {
      throw noJsonWrites('jsonSet')
    }

    jsonInsert(): never {
      throw noJsonWrites('jsonInsert')
    }

    jsonRemove(): never {
      throw noJsonWrites('jsonRemove')
    }

    whereJsonPath({ column, jsonPath, operator, value }: JsonPathCondition): string {
      const text = this.jsonAt('json_extract_path_text', column, jsonPath)
      const isNumber = typeof value === 'number' || typeof value === 'bigint'
      const left = isNumber ? `try_cast(${text} as double precision)` : text
      const right = typeof value === 'boolean' ? String(value) : value
      return `${left} ${this.operator(operator)} ${this.parameter(right)}`
    }

    whereJsonSupersetOf(statement: JsonCondition): string {
      const column = this.asJson(statement.column)
      return this._not(statement, `json_contains(${column}, ${this.jsonParameter(statement.value)})`)
    }

    whereJsonSubsetOf(statement: JsonCondition): string {
      const outer = this.jsonParameter(statement.value)
      return this._not(statement, `json_contains(${outer}, ${this.asJson(statement.column)})`)
    }

    onJsonPathEquals(join: JsonPathJoin): string {
      const left = this.jsonAt('json_extract_path_text', join.columnFirst, join.jsonPathFirst)
      return `${left} = ${this.jsonAt('json_extract_path_text', join.columnSecond, join.jsonPathSecond)}`
    }

    // ── Schema ───────────────────────────────────────────────────────────────────────────────────────────────

    columnInfo(): CompiledStatement {
      const { table, columnInfo } = this.single
      const name = this.client.customWrapIdentifier(String(table), same, this.builder.queryContext())
      return columnInfoStatement(name, columnInfo)
    }

    // ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────

    withIds(sql: string): CompiledStatement {
      const { returning } = this.single
      if (returning !== undefined) return { sql, returning }
      return { sql: `${sql} returning ${this.client.wrapIdentifierImpl('Id')}` }
    }

    /** Joins of writes become more tables and more conditions, which only inner joins can. */
    innerJoins(verb: string): readonly JoinStatement[] {
      const joins = this.grouped.join ?? []
      const other = joins.find(
        ({ joinType, clauses }) =>
          joinType !== 'inner' || clauses.length === 0 || clauses.some(({ type }) => type === 'onUsing'),
      )
      if (other === undefined) return joins
      throw refuse(
        `${verb} follows inner joins with conditions, and no ${other.joinType} join as this one.`,
        'find the records with a subquery: whereIn(column, (query) => …)',
      )
    }

    otherTables(word: string, named: BuilderValue, joins: readonly JoinStatement[]): string {
      const tables = [...listOf(named), ...joins.map((join) => this._joinTable(join))]
      if (tables.length === 0) return ''
      return ` ${word} ${tables.map((table) => this.formatter.wrap(table)).join(', ')}`
    }

    joinedCondition(joins: readonly JoinStatement[]): string {
      const conditions = joins.map((join) => this.joinCondition(join))
      const where = this.where() ?? ''
      if (conditions.length === 0) return where === '' ? '' : ` ${where}`
      const rest = where === '' ? '' : ` and (${where.replace(/^where /, '')})`
      return ` where ${conditions.join(' and ')}${rest}`
    }

    joinCondition({ clauses }: JoinStatement): string {
      const terms = clauses.map((clause, index) => {
        const compile: unknown = Reflect.get(this, clause.type)
        const term: unknown = typeof compile === 'function' ? compile.call(this, clause) : ''
        return `${index === 0 ? '' : ` ${clause.bool} `}${String(term)}`
      })
      return `(${terms.join('')})`
    }

    refuseClauses(verb: string, clauses: readonly string[]): void {
      const found = clauses.find(
        (clause) => Reflect.get(this.single, clause) !== undefined || this.grouped[clause] !== undefined,
      )
      if (found === undefined) return
      throw refuse(
        `${found} has no effect on ${verb}.`,
        `leave it out, or choose the records by a condition: whereIn('Id', (query) => …)`,
      )
    }

    jsonAt(name: string, column: BuilderValue, path: string): string {
      const document = this.asJson(column)
      const steps = readJsonPath(path).map((step) => this.parameter(step))
      return steps.length === 0 ? document : `${name}(${[document, ...steps].join(', ')})`
    }

    asJson(column: BuilderValue): string {
      return `cast(${this._columnClause({ column })} as json)`
    }

    jsonParameter(value: unknown): string {
      return `cast(${this.parameter(typeof value === 'string' ? value : JSON.stringify(value))} as json)`
    }

    parameter(value: unknown): string {
      return this.client.parameter(value, this.builder, this.bindingsHolder)
    }

    operator(operator: string): string {
      if (OPERATORS.includes(operator.toLowerCase())) return operator
      throw refuse(
        `The operator "${operator}" is not permitted here.`,
        `possible are: ${OPERATORS.join(', ')}`,
      )
    }
  }
}

const OPERATORS = ['=', '<>', '!=', '<', '<=', '>', '>=', 'like', 'ilike', 'not like', 'not ilike']

function textOf(compiled: CompiledText): CompiledStatement {
  return typeof compiled === 'string' ? { sql: compiled } : compiled
}

function same(name: string): string {
  return name
}

function listOf(value: BuilderValue): readonly BuilderValue[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** `jsonExtract(column, path, alias)`, or a list of such. */
function extractionsOf(
  params: { readonly column: BuilderValue } & Partial<JsonExtraction>,
): readonly JsonExtraction[] {
  if (!Array.isArray(params.column)) return [{ ...params, path: params.path ?? '$' }]
  return params.column.map(([column, path, alias]: [BuilderValue, string, string | undefined]) => ({
    column,
    path,
    ...(alias !== undefined && { alias }),
  }))
}

function noKey(example: string) {
  return refuse(
    'Records that are there are found by an external id, which must be named.',
    `write ${example}`,
  )
}

function noLocks(method: string) {
  return refuse(
    `${method} has nothing to lock: reads of an org do not hold its records.`,
    'leave it out; a transaction sends its writes as one, and an update may name in its condition what must not have changed',
  )
}

function noJsonWrites(method: string) {
  return refuse(
    `${method} has no counterpart: an org stores no JSON columns.`,
    'read the text, change it in the program, and write it with update',
  )
}
