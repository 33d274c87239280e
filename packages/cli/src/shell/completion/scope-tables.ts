import type { Table } from '@certsql/driver'
import type { TableInScope } from '@certsql/sql'
import type { SqlSession } from '../../session/sql-session.js'

/** A table of the statement, with what the org tells of it. */
export interface ScopeTable {
  /** What stands before the dot: the alias, or the name. */
  readonly qualifier: string
  readonly table: Table
}

/** A statement with more tables than this is not typed by hand. */
const MOST_TABLES = 20

/** The tables in scope that exist; half-typed names and common tables are left out. */
export async function describeScope(
  tables: readonly TableInScope[],
  session: SqlSession,
): Promise<readonly ScopeTable[]> {
  const described = await Promise.all(
    tables.slice(0, MOST_TABLES).map(async ({ name, alias }) => {
      const table = await session.describe(name.join('.')).catch(() => undefined)
      return table === undefined ? [] : [{ qualifier: alias ?? name.at(-1) ?? '', table }]
    }),
  )
  return described.flat()
}

export function findScopeTable(scope: readonly ScopeTable[], qualifier: string): ScopeTable | undefined {
  const wanted = qualifier.toLowerCase()
  return (
    scope.find((one) => one.qualifier.toLowerCase() === wanted) ??
    scope.find(({ table }) => table.name.toLowerCase() === wanted)
  )
}

/** The table at the end of a dotted path: over an alias, and over lookups. */
export async function tableOfPath(
  path: readonly string[],
  scope: readonly ScopeTable[],
  session: SqlSession,
): Promise<Table | undefined> {
  const [first, ...rest] = path
  if (first === undefined) return undefined
  const start = findScopeTable(scope, first)
  if (start !== undefined) return await followLookups(start.table, rest, session)
  // A path may also begin with a lookup of one of the tables.
  for (const { table } of scope) {
    const end = await followLookups(table, path, session)
    if (end !== undefined) return end
  }
  return undefined
}

async function followLookups(
  from: Table,
  names: readonly string[],
  session: SqlSession,
): Promise<Table | undefined> {
  let table = from
  for (const name of names) {
    const parent = table.parents.find((one) => isLookup(one.name, name))
    const target = parent?.targets[0]
    if (parent === undefined || target === undefined || parent.polymorphic) return undefined
    const next = await session.describe(target).catch(() => undefined)
    if (next === undefined) return undefined
    table = next
  }
  return table
}

/** `Account`, `c2g__Account__r`, or the short `Account` for the latter. */
function isLookup(relationship: string, name: string): boolean {
  const [full, wanted] = [relationship.toLowerCase(), name.toLowerCase()]
  return full === wanted || full.replace(/^[a-z0-9]+__(?=.+__r$)/, '').replace(/__r$/, '') === wanted
}
