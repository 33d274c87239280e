import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A statement of testdata/differential, with what its comments say about comparing it. */
export interface TestStatement {
  readonly file: string
  readonly line: number
  /** The plain comment above it, or its first line. */
  readonly title: string
  readonly sql: string
  /** What plain DuckDB runs instead; absent: the statement itself. */
  readonly oracle: string | undefined
  /** What it runs, over text that keeps its case, where some of a folded statement compares exactly. */
  readonly exactOracle: string | undefined
  /** Why plain DuckDB has no opinion. */
  readonly noOracle: string | undefined
  /** Its ORDER BY is total: the rows come in one order only. */
  readonly ordered: boolean
  /** Its LIMIT leaves open which rows come: their number is compared, and that each is one of those without LIMIT. */
  readonly anyRows: boolean
  readonly parameters: readonly ParameterValue[] | Readonly<Record<string, ParameterValue>>
  readonly zones: readonly string[]
  /** The error code of every computation. */
  readonly fails: string | undefined
  /** The ways that are left out, each with its reason: `binary: folded on purpose`. */
  readonly without: ReadonlyMap<string, string>
  /** A defect that is not mended yet. */
  readonly open: string | undefined
}

type ParameterValue = string | number | boolean | null

const DIRECTIVES = [
  'oracle',
  'exact oracle',
  'no oracle',
  'ordered',
  'any rows',
  'parameters',
  'zones',
  'fails',
  'without',
  'open',
] as const
type Directive = (typeof DIRECTIVES)[number]

const LINE = /^--\s?(?:(?<name>[a-z]+(?: [a-z]+)?):(?:\s|$))?\s*(?<text>.*)$/

/** The statements of every `.sql` file of a folder. Blocks are separated by empty lines; see the package's README. */
export function readStatements(folder: string): readonly TestStatement[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => parseStatementFile(file, readFileSync(join(folder, file), 'utf8')))
}

export function parseStatementFile(file: string, text: string): readonly TestStatement[] {
  const statements: TestStatement[] = []
  let line = 1
  for (const block of text.split(/\n[ \t]*\n/)) {
    const start = line
    line += block.split('\n').length + 1
    const lines = block.split('\n').filter((one) => one.trim() !== '')
    const first = lines.findIndex((one) => !one.startsWith('--'))
    if (first === -1) continue
    statements.push(readStatement(file, start, lines.slice(0, first), lines.slice(first)))
  }
  return statements
}

function readStatement(
  file: string,
  line: number,
  comments: readonly string[],
  lines: readonly string[],
): TestStatement {
  const text = lines.join('\n').trim()
  if (!text.endsWith(';')) throw new Error(`${file}:${line}: a statement ends with ;`)
  const sql = text.slice(0, -1)
  const { title, directives } = readComments(comments)
  const parameters = directives.get('parameters')
  return {
    file,
    line,
    title: `${file}:${line} ${title || sql.replace(/\s+/g, ' ').slice(0, 90)}`,
    sql,
    oracle: directives.get('oracle'),
    exactOracle: directives.get('exact oracle'),
    noOracle: directives.get('no oracle'),
    ordered: directives.has('ordered'),
    anyRows: directives.has('any rows'),
    parameters: parameters === undefined ? [] : JSON.parse(parameters),
    zones: directives.get('zones')?.split(/,\s*/) ?? ['UTC'],
    fails: directives.get('fails'),
    without: readWithout(directives.get('without')),
    open: directives.get('open'),
  }
}

/** Lines without a directive of their own continue the one above them. */
function readComments(comments: readonly string[]) {
  const directives = new Map<Directive, string>()
  const title: string[] = []
  let current: Directive | undefined
  for (const comment of comments) {
    const { name, text = '' } = LINE.exec(comment)?.groups ?? {}
    const directive = DIRECTIVES.find((one) => one === name)
    if (directive !== undefined) {
      current = directive
      directives.set(directive, text)
    } else if (current !== undefined) {
      directives.set(current, `${directives.get(current)}\n${comment.slice(2).trim()}`)
    } else {
      title.push(comment.slice(2).trim())
    }
  }
  return { title: title.join(' '), directives }
}

function readWithout(text: string | undefined): ReadonlyMap<string, string> {
  const lines = text?.split('\n') ?? []
  return new Map(
    lines.map((line) => {
      const [way = '', ...reason] = line.split(' — ')
      return [way.trim(), reason.join(' — ')]
    }),
  )
}
