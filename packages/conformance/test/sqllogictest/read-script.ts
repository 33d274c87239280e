/** A record of a sqllogictest file: see https://www.sqlite.org/sqllogictest/doc/trunk/about.wiki */
export type ScriptRecord = StatementRecord | QueryRecord

export interface StatementRecord {
  readonly kind: 'statement'
  readonly line: number
  readonly succeeds: boolean
  readonly sql: string
}

export interface QueryRecord {
  readonly kind: 'query'
  readonly line: number
  readonly sql: string
  /** `T` text, `I` whole number, `R` number with three decimals: one letter for each column. */
  readonly types: string
  readonly sort: SortMode
  /** The values, one by one, or the line that gives their number and hash. */
  readonly expected: readonly string[]
}

export type SortMode = 'nosort' | 'rowsort' | 'valuesort'

export interface Script {
  readonly records: readonly ScriptRecord[]
  /** Records for other engines, or not for engines like ours. */
  readonly skipped: number
}

/** We are taken for these: PostgreSQL is whose SQL we speak, DuckDB is what computes. */
const OURS: ReadonlySet<string> = new Set(['postgresql', 'duckdb'])

export function readScript(text: string): Script {
  const records: ScriptRecord[] = []
  let skipped = 0
  let line = 1
  for (const block of text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/)) {
    const start = line
    line += block.split('\n').length + 1
    const lines = block.split('\n').filter((one) => !one.startsWith('#') && one.trim() !== '')
    const first = lines.findIndex((one) => !/^(skipif|onlyif)\b/.test(one))
    if (first === -1) continue
    const isForUs = lines.slice(0, first).every(appliesToUs)
    if (isForUs && lines[first]?.startsWith('halt')) break
    const record = readRecord(lines.slice(first), start)
    if (record === undefined) continue
    if (isForUs) records.push(record)
    else skipped += record.kind === 'query' ? 1 : 0
  }
  return { records, skipped }
}

function appliesToUs(condition: string): boolean {
  const [word, engine = ''] = condition.split(/\s+/)
  return word === 'onlyif' ? OURS.has(engine) : !OURS.has(engine)
}

function readRecord(lines: readonly string[], line: number): ScriptRecord | undefined {
  const [head = '', ...rest] = lines
  const [kind, ...words] = head.split(/\s+/)
  if (kind === 'statement') {
    return { kind, line, succeeds: words[0] !== 'error', sql: rest.join('\n') }
  }
  if (kind !== 'query') return undefined
  const separator = rest.indexOf('----')
  const [types = '', sort = 'nosort'] = words
  return {
    kind,
    line,
    types,
    sort: sort as SortMode,
    sql: rest.slice(0, separator === -1 ? rest.length : separator).join('\n'),
    expected: separator === -1 ? [] : rest.slice(separator + 1),
  }
}
