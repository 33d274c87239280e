import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import { Oracle, type OracleTable } from './oracle.js'

/** The day of the demo org, and the moment that statements call now. */
export const DEMO_DAY = '2025-06-30'
export const DEMO_NOW = `${DEMO_DAY}T12:00:00Z`

export function startDemoOrg(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ asOf: DEMO_DAY, ...options })
}

export interface BusinessQuery {
  readonly name: string
  /** In which folder of the repository it stands. */
  readonly folder: string
  readonly sql: string
}

const root = join(import.meta.dirname, '../../../..')

/** The fifteen questions of finance and services, and the tour of `certsql --demo`. */
export function businessQueries(): readonly BusinessQuery[] {
  return ['examples/queries', 'packages/cli/demo'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => ({
        name: file.replace('.sql', ''),
        folder,
        sql: readFileSync(join(root, folder, file), 'utf8')
          .trim()
          .replace(/;$/, ''),
      })),
  )
}

/** The objects of the org that a statement names. */
export function objectsIn(sql: string, { org }: Emulator): readonly OracleTable[] {
  return [...org.objects.values()]
    .filter(({ name }) => namesTable(name).test(sql))
    .map(({ name, fields }) => ({ name, fields: fields.map(({ schema }) => schema) }))
}

/** Plain DuckDB over a copy of all objects that the statements name. */
export async function demoOracle(emulator: Emulator, statements: readonly string[]): Promise<Oracle> {
  const oracle = await Oracle.create({ now: DEMO_NOW, optimize: true })
  for (const object of objectsIn(statements.join('\n'), emulator)) {
    await oracle.load(object, emulator.org.records(object.name))
  }
  return oracle
}

const ROWS_ON_A_PAGE = 2000

export interface Cost {
  readonly calls: number
  readonly rows: number
}

/** What it costs to fetch whole tables, once for each time that the statement names one, or once each. */
export function naiveCost(
  sql: string,
  emulator: Emulator,
  how: 'each mention' | 'each table' = 'each mention',
): Cost {
  const scans = objectsIn(sql, emulator).map(({ name }) => {
    const records = emulator.org.records(name).filter((record) => record.IsDeleted !== true)
    const mentions = sql.match(namesTable(name))?.length ?? 0
    return { rows: records.length, times: how === 'each table' ? 1 : mentions }
  })
  return {
    calls: scans.reduce(
      (sum, { rows, times }) => sum + times * Math.max(1, Math.ceil(rows / ROWS_ON_A_PAGE)),
      0,
    ),
    rows: scans.reduce((sum, { rows, times }) => sum + times * rows, 0),
  }
}

function namesTable(name: string): RegExp {
  return new RegExp(`(FROM|JOIN|,)\\s+"?${name}\\b`, 'gi')
}
