import { ORG_SCHEMA } from '@certsql/catalog'
import type { CommonTable, NamedTable, Query } from '@certsql/sql'
import type { BindContext } from './bind-context.js'
import { sameName } from './relation.js'

/**
 * Asks for all tables that a query names at once, so that what is not described yet is fetched together. Names that mean
 * nothing are left to the binder, which knows their place.
 */
export function prefetchTables(query: Query, { view, options }: Pick<BindContext, 'view' | 'options'>): void {
  const { tables, commonTables } = namesIn(query)
  const wanted = new Set<string>()
  for (const { name } of tables) {
    const [first, second] = name.parts.map((part) => part.name)
    if (first === undefined || (second !== undefined && !sameName(first, ORG_SCHEMA))) continue
    if (second === undefined && commonTables.has(first.toLowerCase())) continue
    if (second === undefined && options.local?.find(first) !== undefined) continue
    const lookup = view.lookUp(second ?? first)
    if (lookup.kind === 'found') wanted.add(lookup.name)
  }
  if (wanted.size > 0) view.tables([...wanted])
}

/** The tables that a query names, but not those that it makes itself with WITH. */
export function namedTables(query: Query): readonly NamedTable[] {
  const { tables, commonTables } = namesIn(query)
  return tables.filter(({ name: { parts } }) => {
    const [first, second] = parts
    return first === undefined || second !== undefined || !commonTables.has(first.name.toLowerCase())
  })
}

interface NamesInQuery {
  readonly tables: readonly NamedTable[]
  readonly commonTables: ReadonlySet<string>
}

/** A node, or a list of nodes. */
interface TreePart {
  readonly kind?: string
}

/** Nodes below which no table can be; most of a tree is made of them. */
const LEAVES: ReadonlySet<string> = new Set([
  'Identifier',
  'ColumnReference',
  'StringLiteral',
  'NumberLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'TypedLiteral',
  'IntervalLiteral',
  'Parameter',
  'CurrentValue',
  'TypeName',
])

/** Every node of the tree is looked at, however deep; the list of nodes to come stands in for recursion. */
function namesIn(query: Query): NamesInQuery {
  const tables: NamedTable[] = []
  const commonTables = new Set<string>()
  const waiting: TreePart[] = [query]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { kind } = next
    if (kind === 'NamedTable') tables.push(next as NamedTable)
    else if (kind === 'CommonTable') commonTables.add((next as CommonTable).name.name.toLowerCase())
    else if (kind !== undefined && LEAVES.has(kind)) continue
    for (const key in next) {
      const part: unknown = next[key as keyof TreePart]
      if (typeof part === 'object' && part !== null && key !== 'span') waiting.push(part)
    }
  }
  return { tables, commonTables }
}
