import { type CommonTable, type NamedTable, parseStatement } from '@certsql/sql'

/** The names of the tables that a statement reads, as written, each once; its own WITH tables are none. */
export function namedTables(sql: string): string[] {
  const names = new Set<string>()
  const own = new Set<string>()
  for (const node of tablesWithin(parseStatement(sql))) {
    if (node.kind === 'CommonTable') own.add(node.name.name.toLowerCase())
    else names.add(node.name.parts.map(({ name }) => name).join('.'))
  }
  return [...names].filter((name) => !own.has(name.toLowerCase()))
}

function* tablesWithin(value: unknown): Generator<NamedTable | CommonTable> {
  if (typeof value !== 'object' || value === null) return
  if (isTable(value)) yield value
  for (const child of Object.values(value)) yield* tablesWithin(child)
}

function isTable(value: object): value is NamedTable | CommonTable {
  return 'kind' in value && (value.kind === 'NamedTable' || value.kind === 'CommonTable')
}
