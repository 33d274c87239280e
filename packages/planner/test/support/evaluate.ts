import { internalError } from '@certsql/core'
import { parseStatement, printDuckDb } from '@certsql/sql'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { planStatement } from '../../src/plan-statement.js'
import type { PlannerOptions } from '../../src/planner-options.js'
import { lowerExpression } from '../../src/residual/lower-expression.js'
import { lowerType } from '../../src/residual/lower-type.js'
import { ResidualNames } from '../../src/residual/residual-names.js'
import { bound } from './bound.js'
import { fixtureCatalog } from './fixture-catalog.js'
import { DEFAULT_OPTIONS } from './plan-of.js'

export interface Evaluated {
  /** As DuckDB writes it as text; `NULL` for null. */
  readonly text: string
  /** What the binder says that it is. */
  readonly declared: string
  /** What DuckDB says that it is, in the same words. */
  readonly actual: string
  readonly duckDb: string
}

/** Evaluates expressions as the engine would: bound, lowered, run by DuckDB. Nothing is folded before. */
export class Evaluator {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(timeZone = 'UTC'): Promise<Evaluator> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(`SET TimeZone = '${timeZone}'`)
    await connection.run('SET integer_division = true')
    return new Evaluator(connection)
  }

  async evaluate(expression: string, options: Partial<PlannerOptions> = {}): Promise<Evaluated> {
    const plan = bound(`SELECT ${expression} AS x`, options)
    const [item] = plan.kind === 'Project' ? plan.items : []
    if (item === undefined) throw new Error(`${expression} is no plain expression`)
    const lowered = lowerExpression(
      item.expression,
      { columns: new Map() },
      {
        names: new ResidualNames(),
        lowerSubquery: refuseSubquery,
        lowerScalarSubquery: refuseSubquery,
      },
    )
    const duckDb = printDuckDb(lowered)
    const type = printDuckDb({
      kind: 'Cast',
      operand: { kind: 'NullLiteral', span: lowered.span },
      type: lowerType(item.expression.type),
      safe: false,
      span: lowered.span,
    })
    const sql = `SELECT CAST(x AS VARCHAR), typeof(x), typeof(${type}) FROM (SELECT ${duckDb} AS x)`
    const [row] = (await this.connection.runAndReadAll(sql)).getRows()
    const [text, actual, declared] = row ?? []
    return {
      text: text === null ? 'NULL' : String(text),
      declared: item.expression.type.kind === 'null' ? String(actual) : String(declared),
      actual: String(actual),
      duckDb,
    }
  }

  /** The rows of a query without tables of the org: values with commas, rows with bars between them. */
  async rows(sql: string, options: Partial<PlannerOptions> = {}): Promise<string> {
    const planned = planStatement(parseStatement(sql), fixtureCatalog(), { ...DEFAULT_OPTIONS, ...options })
    if (planned.kind !== 'Query' || planned.plan.kind !== 'StagedQuery')
      throw new Error(`nothing is left of ${sql}`)
    const texts = `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${planned.plan.residual.sql})`
    const rows = (await this.connection.runAndReadAll(texts)).getRows()
    return rows
      .map((row) => row.map((value) => (value === null ? 'NULL' : String(value))).join(', '))
      .join(' | ')
  }

  close(): void {
    this.connection.closeSync()
  }
}

function refuseSubquery(): never {
  throw internalError('a function became a subquery')
}
