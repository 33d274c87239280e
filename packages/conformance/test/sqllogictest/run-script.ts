import { readFileSync } from 'node:fs'
import type { Connection } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo } from '../support/adversarial-org.js'
import { formatResult, isExpected } from './format-result.js'
import { type QueryRecord, readScript } from './read-script.js'
import { ScriptTables } from './script-tables.js'

export interface ScriptFailure {
  readonly line: number
  readonly sql: string
  /** The code of our error, or `wrong answer`. */
  readonly kind: string
  readonly detail: string
}

export interface ScriptFigures {
  readonly file: string
  readonly queries: number
  readonly passed: number
  readonly skipped: number
  readonly failures: readonly ScriptFailure[]
}

export interface ScriptOptions {
  /** One query in so many is asked; 1: all. */
  readonly oneIn?: number
}

/** Queries that are under way at a time. */
const AT_A_TIME = 6

/** Asks the queries of a file: its tables are objects of a local org, and the answers are those that the file expects. */
export async function runScript(path: string, { oneIn = 1 }: ScriptOptions = {}): Promise<ScriptFigures> {
  const { records, skipped } = readScript(readFileSync(path, 'utf8'))
  const tables = new ScriptTables()
  const failures: ScriptFailure[] = []
  const tally = { queries: 0, seen: 0 }
  let org: LocalOrg | undefined
  let waiting: QueryRecord[] = []
  const askWaiting = async (): Promise<void> => {
    if (waiting.length > 0 && org?.version !== tables.version) {
      await org?.close()
      org = await LocalOrg.start(tables)
    }
    const current = org
    const asked = current === undefined ? [] : waiting.map((query) => ask(query, current))
    for (const failure of await Promise.all(asked)) if (failure !== undefined) failures.push(failure)
    waiting = []
  }
  for (const record of records) {
    if (record.kind === 'statement') {
      await askWaiting()
      if (record.succeeds && !tables.run(record.sql))
        failures.push({ line: record.line, sql: record.sql, kind: 'statement', detail: 'not a table' })
      continue
    }
    tally.seen += 1
    if (tally.seen % oneIn !== 0) continue
    tally.queries += 1
    waiting.push(record)
    if (waiting.length === AT_A_TIME) await askWaiting()
  }
  await askWaiting()
  await org?.close()
  const { queries } = tally
  return {
    file: path.split('/').at(-1) ?? path,
    queries,
    passed: queries - failures.filter(({ kind }) => kind !== 'statement').length,
    skipped,
    failures,
  }
}

/** The org that the tables are in at a time. */
class LocalOrg {
  private constructor(
    readonly emulator: Emulator,
    readonly connection: Connection,
    readonly tables: ScriptTables,
    readonly version: number,
  ) {}

  static async start(tables: ScriptTables): Promise<LocalOrg> {
    const { objects, records, version } = tables
    const emulator = await startEmulator({ schema: { objects }, records })
    // Text compares byte for byte in SQLite.
    const connection = await connectTo(emulator, { Collation: 'Binary' })
    return new LocalOrg(emulator, connection, tables, version)
  }

  async close(): Promise<void> {
    await this.connection.close()
    await this.emulator.close()
  }
}

const STAR = /(SELECT(\s+(ALL|DISTINCT))?|,|\.)\s*\*/i

async function ask(query: QueryRecord, { connection, tables }: LocalOrg): Promise<ScriptFailure | undefined> {
  const { line, sql, expected } = query
  try {
    const asked = STAR.test(sql) ? tables.withoutSystemColumns(sql) : sql
    const { rows } = await connection.query(asked, [], { rowMode: 'array' })
    const values = formatResult(rows, query)
    if (isExpected(values, expected)) return undefined
    return {
      line,
      sql,
      kind: 'wrong answer',
      detail: `${values.slice(0, 6)} instead of ${expected.slice(0, 6)}`,
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
    return { line, sql, kind: code, detail: error instanceof Error ? error.message : String(error) }
  }
}
