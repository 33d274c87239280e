/** A query in SOQL, as far as its result depends on it. */
export interface SoqlOutline {
  readonly object: string
  /** `FROM Account a` */
  readonly alias?: string
  readonly items: readonly SoqlItem[]
  /** Its records are groups: they carry aliases and names such as `expr0`. */
  readonly grouped: boolean
}

export type SoqlItem =
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly alias?: string }
  | { readonly kind: 'call'; readonly function: string; readonly argument: string; readonly alias?: string }
  | { readonly kind: 'subquery' }
  | { readonly kind: 'other'; readonly text: string }

/**
 * Reads the select list and the object of a query in SOQL; undefined where the text is none. Whether the rest is right, the
 * org says.
 *
 * ```ts
 * readSelectList('SELECT Id, Account.Name FROM Contact LIMIT 5')
 * // { object: 'Contact', items: [{ kind: 'field', path: ['Id'] }, …], grouped: false }
 * ```
 */
export function readSelectList(soql: string): SoqlOutline | undefined {
  const [list, rest] = splitAtFrom(soql)
  const [source, object, alias] = SOURCE.exec(rest ?? '') ?? []
  // `FROM Account a, a.Contacts c` is the old way of saying a path.
  const hasMore = /^\s*,/.test((rest ?? '').slice(source?.length))
  if (list === undefined || object === undefined || hasMore) return undefined
  const items = splitAtCommas(list).map(readItem)
  const grouped =
    /\bGROUP\s+BY\b/i.test(withoutQuotes(rest ?? '')) ||
    items.some((item) => item.kind === 'call' && AGGREGATES.has(item.function.toLowerCase()))
  return { object, ...(alias === undefined ? {} : { alias }), items, grouped }
}

const SOURCE =
  /^(\w+)(?:\s+(?:AS\s+)?(?!(?:AS|WHERE|USING|WITH|GROUP|ORDER|LIMIT|OFFSET|FOR|ALL|UPDATE)\b)(\w+))?/i

const AGGREGATES: ReadonlySet<string> = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max'])

function readItem(text: string): SoqlItem {
  if (text.startsWith('(')) return { kind: 'subquery' }
  const [, name, argument, alias] = /^(\w+)\s*\((.*)\)\s*(\w+)?$/s.exec(text) ?? []
  if (name !== undefined && argument !== undefined)
    return {
      kind: 'call',
      function: name,
      argument: argument.trim(),
      ...(alias === undefined ? {} : { alias }),
    }
  const [, path, fieldAlias] = /^(\w+(?:\.\w+)*)(?:\s+(\w+))?$/.exec(text) ?? []
  if (path === undefined || /^TYPEOF$/i.test(path)) return { kind: 'other', text }
  return { kind: 'field', path: path.split('.'), ...(fieldAlias === undefined ? {} : { alias: fieldAlias }) }
}

/** The texts between SELECT and the FROM that belongs to it, and behind that. */
function splitAtFrom(soql: string): readonly [list?: string, rest?: string] {
  const [start] = /^\s*SELECT\s+/i.exec(soql) ?? []
  if (start === undefined) return []
  let depth = 0
  for (let index = start.length; index < soql.length; index += 1) {
    const character = soql[index]
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth > 0 || !/\s/.test(soql[index - 1] ?? '')) continue
    const [from] = /^FROM\s+/i.exec(soql.slice(index, index + LONGEST_GAP)) ?? []
    if (from !== undefined) return [soql.slice(start.length, index).trim(), soql.slice(index + from.length)]
  }
  return []
}

/** FROM and the blanks behind it. */
const LONGEST_GAP = 200

function splitAtCommas(list: string): readonly string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const character of list) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}

function withoutQuotes(text: string): string {
  return text.replace(/'(?:\\.|[^'\\])*'/gs, "''")
}
