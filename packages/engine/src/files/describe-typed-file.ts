import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  INTERVAL,
  JSON_TYPE,
  quoteIdentifier,
  quoteText,
  type SqlType,
  TEXT,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import { quotePath } from '../duckdb/quote-path.js'
import type { ExecutionContext } from '../execution-context.js'
import type { DescribedFile } from './described-file.js'
import { classAggregates, readText, typeOfClasses } from './value-classes.js'
import { withFileSession } from './with-file-session.js'

/** Parquet says itself what it holds. */
export async function describeParquet(path: string, context: ExecutionContext): Promise<DescribedFile> {
  const source = `read_parquet(${quotePath(path)}, hive_partitioning = false)`
  return await withFileSession(path, context, async (session) => {
    const columns = await columnsOf(session, source)
    return {
      columns: columns.map(({ name, type }) => ({ name, type })),
      sql: `SELECT ${columns.map(({ name, item }) => `${item} AS ${quoteIdentifier(name)}`).join(', ')} FROM ${source}`,
    }
  })
}

/**
 * JSON: all of the file is looked at. Numbers with decimals are decimals, and moments keep their zone; both would be
 * doubtful as DuckDB guesses them, so these columns are read as they stand. DuckDB passes over what is torn at the end of a
 * file: `rows` is for the caller to compare.
 */
export async function describeJson(
  path: string,
  rows: number,
  context: ExecutionContext,
): Promise<DescribedFile> {
  return await withFileSession(path, context, async (session) => {
    const guessed = await columnsOf(
      session,
      `read_json(${quotePath(path)}, sample_size = -1, hive_partitioning = false)`,
    )
    const texts = await lookAtTexts(session, path, guessed)
    if (texts.rows !== rows)
      throw new Error(`it has ${rows} objects, and only ${texts.rows} of them can be read`)
    const columns = guessed.map((column) => {
      const name = quoteIdentifier(column.name)
      const type = texts.types.get(column.name)
      if (type === undefined) return { ...column, read: column.duckType }
      return { ...column, type, read: 'VARCHAR', item: readText(name, type, STYLE) }
    })
    const items = columns.map(({ name, item }) => `${item} AS ${quoteIdentifier(name)}`).join(', ')
    return {
      columns: columns.map(({ name, type }) => ({ name, type })),
      sql: `SELECT ${items} FROM ${jsonSource(path, columns)}`,
    }
  })
}

const STYLE = { decimalSeparator: '.' }

const MOMENTS: readonly SqlType['kind'][] = ['date', 'timestamp', 'timestamptz']

const DOUBTFUL: ReadonlySet<SqlType['kind']> = new Set(['double', 'text', ...MOMENTS])

/** Counts the rows, and finds the types of some columns by their texts. */
async function lookAtTexts(
  session: DuckDbSession,
  path: string,
  columns: readonly TypedColumn[],
): Promise<{ readonly rows: number; readonly types: ReadonlyMap<string, SqlType> }> {
  const doubtful = columns.filter(({ type }) => DOUBTFUL.has(type.kind))
  const source = jsonSource(
    path,
    columns.map(({ name, type, duckType }) => ({
      name,
      read: DOUBTFUL.has(type.kind) ? 'VARCHAR' : duckType,
    })),
  )
  const aggregates = doubtful.flatMap(({ name }) => classAggregates(quoteIdentifier(name), STYLE))
  const figures = await session.firstRow(`SELECT ${['count(*)', ...aggregates].join(', ')} FROM ${source}`)
  const figure = (index: number) => Number(figures[index] ?? 0)
  const types = doubtful.map(({ name, type }, index): [string, SqlType] => {
    const first = 1 + 3 * index
    const found = typeOfClasses(figure(first), figure(first + 1), figure(first + 2))
    // What stands in quotes may be a moment, but is no number.
    return [name, type.kind === 'double' || MOMENTS.includes(found.kind) ? found : TEXT]
  })
  return { rows: figure(0), types: new Map(types) }
}

function jsonSource(
  path: string,
  columns: readonly { readonly name: string; readonly read: string }[],
): string {
  const shape = columns.map(({ name, read }) => `${quoteText(name)}: ${quoteText(read)}`)
  return `read_json(${quotePath(path)}, columns = {${shape.join(', ')}}, hive_partitioning = false)`
}

interface TypedColumn {
  readonly name: string
  readonly type: SqlType
  readonly duckType: string
  /** How the column is read as that type. */
  readonly item: string
}

async function columnsOf(session: DuckDbSession, source: string): Promise<readonly TypedColumn[]> {
  const sql = `SELECT * FROM ${source}`
  const [names, types] = [await session.namesOf(sql), await session.typesOf(sql)]
  return names.map((name, index) => {
    const duckType = types[index] ?? ''
    return { name, duckType, ...sqlTypeOf(quoteIdentifier(name), duckType) }
  })
}

/** What a type of DuckDB is to a statement, and how its values become so. */
function sqlTypeOf(name: string, type: string): Pick<TypedColumn, 'type' | 'item'> {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? []
  if (precision !== undefined) return { type: decimal(Number(precision), Number(scale)), item: name }
  const known = PLAIN_TYPES.get(type)
  if (known !== undefined) return { type: known, item: name }
  const cast = CAST_TYPES.get(type)
  if (cast !== undefined) return { type: cast[0], item: `CAST(${name} AS ${cast[1]})` }
  return /^(STRUCT|MAP|UNION)\(|\[\d*\]$/.test(type)
    ? { type: JSON_TYPE, item: `to_json(${name})` }
    : { type: TEXT, item: `CAST(${name} AS VARCHAR)` }
}

const PLAIN_TYPES: ReadonlyMap<string, SqlType> = new Map([
  ['VARCHAR', TEXT],
  ['BOOLEAN', BOOLEAN],
  ['INTEGER', INTEGER],
  ['BIGINT', BIGINT],
  ['DOUBLE', DOUBLE],
  ['DATE', DATE],
  ['TIME', TIME],
  ['TIMESTAMP', TIMESTAMP],
  ['TIMESTAMP WITH TIME ZONE', TIMESTAMPTZ],
  ['JSON', JSON_TYPE],
  ['INTERVAL', INTERVAL],
])

const CAST_TYPES: ReadonlyMap<string, readonly [SqlType, string]> = new Map([
  ['TINYINT', [INTEGER, 'INTEGER']],
  ['SMALLINT', [INTEGER, 'INTEGER']],
  ['UTINYINT', [INTEGER, 'INTEGER']],
  ['USMALLINT', [INTEGER, 'INTEGER']],
  ['UINTEGER', [BIGINT, 'BIGINT']],
  ['UBIGINT', [decimal(20, 0), 'DECIMAL(20,0)']],
  ['HUGEINT', [decimal(38, 0), 'DECIMAL(38,0)']],
  ['UHUGEINT', [decimal(38, 0), 'DECIMAL(38,0)']],
  ['FLOAT', [DOUBLE, 'DOUBLE']],
  ['TIMESTAMP_S', [TIMESTAMP, 'TIMESTAMP']],
  ['TIMESTAMP_MS', [TIMESTAMP, 'TIMESTAMP']],
  ['TIMESTAMP_NS', [TIMESTAMP, 'TIMESTAMP']],
])
