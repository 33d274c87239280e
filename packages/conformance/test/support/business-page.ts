import type { BusinessQuery, Cost } from './demo-org.js'
import type { ExplainedPlan } from './format-explanation.js'

/** A business query with what it costs. */
export interface MeasuredQuery extends BusinessQuery {
  readonly plan: AnalyzedPlan
  readonly wholeTables: Cost
  readonly answer: number
}

/** What EXPLAIN (ANALYZE, FORMAT JSON) tells, as far as the page shows it. */
export interface AnalyzedPlan extends ExplainedPlan {
  readonly scans: readonly (ExplainedPlan['scans'][number] & {
    readonly id: number
    readonly object: string
    readonly waitsFor: readonly string[]
  })[]
  readonly actual: Cost & {
    readonly apiCalls: number
    readonly rowsFetched: number
    readonly scans: readonly { readonly id: number; readonly rows: number; readonly apiCalls: number }[]
  }
}

/** So many times fewer rows than whole tables is what queries that group or filter should need. */
export const WANTED_RATIO = 10

export function ratioOf({ plan, wholeTables }: MeasuredQuery): number {
  return wholeTables.rows / Math.max(1, plan.actual.rowsFetched)
}

/**
 * Why fewer rows would not do, for each query that needs more than a tenth of its tables: kept by hand, read again when a figure
 * changes.
 */
export const REMARKS: Readonly<Record<string, string>> = {
  q02: `The answer compares two figures of each line, its value and what had been matched until then, and keeps the lines where they
differ. SOQL compares a field with a constant only, so both figures must travel: one row for each line, and one for each line
that was ever matched. The matches are added in the org already. To ask for the matched lines together with their sums, and for the
others by an anti-join, would be half the rows; but the two questions are answered one after the other, and a line that is matched
in between would be lost, or come twice. Of a larger org the lines are a smaller part: see the second table.`,
  q05: `\`NetValue\` is a formula. The org adds formulas in floating point, and their decimals are not declared, so that no sum of
them can be proved right to the last digit. Each line of the year has a part in the share of its customer: they come here, and no
others.`,
  q08: `A pair of invoices agrees in vendor and total, and in number or roughly in day. The total is a formula: the org does not group
by it, and how many different ones a vendor has it may see otherwise than the statement does. All vendors have several
invoices, so any invoice that was not discarded may have a twin. It is read once for both sides.`,
  q18: `The answer itself has 186 rows, a fourteenth of the tables, which no plan can do without. Its figures are over all, over billable
and over credited hours, and SOQL has no condition for one figure: what comes is one group for each combination that occurs.`,
  q23: `Each request is weighted by a probability and a rate of its own, and SOQL does not multiply: the requests that meet the
conditions come. The answer has one row fewer.`,
  q25: `It lists 145 documents with their counterparts and neither groups nor leaves much out: what comes is the answer, as the 141
invoices that are found are read by the numbers of the others, which are texts and no lookups.`,
  q27: `The amount is a currency field, and the demo org has several currencies, so that it converts before it adds. So the time cards of
the quarter come here, and no others.`,
}

/** The queries over one size of the demo org. */
export interface Measurement {
  readonly scale: number
  readonly queries: readonly MeasuredQuery[]
}

/** docs/business-queries.md: plans of one size, figures of both. */
export function businessPage({ scale, queries }: Measurement, larger: Measurement): string {
  const records = `${scale} (the demo org as of 30 June 2025)`
  return [
    '# What the fifteen business queries cost',
    '',
    '<!-- Made by packages/conformance/test/support/business-page.ts: npm run docs -->',
    '',
    `Each of [examples/queries](../examples/queries) was run over the emulator at scale ${records}. **Whole tables** is the naive way:`,
    'every table that the statement names is fetched once, 2,000 rows a call, and everything else is done by the program. A query never',
    `takes more calls or rows than that. The goal is ${WANTED_RATIO} times fewer rows for those that group or filter; where it is missed, the reason stands`,
    'beside the plan.',
    '',
    ...summaryOf(queries),
    '',
    `And at scale ${larger.scale}:`,
    '',
    ...summaryOf(larger.queries),
    '',
    'The plans are those of `EXPLAIN ANALYZE`, shortened: of what the org does (✓) only the number of pieces is given, SOQL without its',
    'middle. How to read them: [explain.md](explain.md). Why a piece is pushed or not: [pushdown.md](pushdown.md).',
    ...queries.flatMap(section),
    '',
  ].join('\n')
}

function summaryOf(queries: readonly MeasuredQuery[]): readonly string[] {
  return [
    '| query | API calls | whole tables | rows fetched | whole tables | fewer rows | rows of the answer |',
    '|---|---|---|---|---|---|---|',
    ...queries.map(summaryLine),
  ]
}

function summaryLine(query: MeasuredQuery): string {
  const { plan, wholeTables, answer } = query
  const cells = [
    `[${numberOf(query)}](#${anchorOf(query)})`,
    plan.actual.apiCalls,
    wholeTables.calls,
    written(plan.actual.rowsFetched),
    written(wholeTables.rows),
    ratioText(query),
    written(answer),
  ]
  return `| ${cells.join(' | ')} |`
}

function section(query: MeasuredQuery): readonly string[] {
  const { name, folder, plan } = query
  const remark = REMARKS[numberOf(query)]
  return [
    '',
    `## ${headingOf(query)}`,
    '',
    `[${name}.sql](../${folder}/${name}.sql): ${plural(plan.actual.apiCalls, 'API call')} and ${plural(plan.actual.rowsFetched, 'row')}, ${ratioText(query)} fewer rows than whole tables.`,
    ...(remark === undefined ? [] : ['', remark]),
    '',
    '```text',
    ...planLines(plan),
    '```',
  ]
}

function planLines({ scans, local, fallback, actual }: AnalyzedPlan): readonly string[] {
  const figures = new Map(actual.scans.map((one) => [one.id, one]))
  return [
    ...scans.flatMap(({ id, name, object, waitsFor, soql, pieces }) => {
      const { apiCalls = 0, rows = 0 } = figures.get(id) ?? {}
      const after = waitsFor.length === 0 ? '' : ` · asked for the keys of ${waitsFor.join(', ')}`
      const exact = pieces.filter(({ verdict }) => verdict === 'exact')
      return [
        `scan ${name} · ${object} · ${plural(apiCalls, 'API call')}, ${plural(rows, 'row')}${after}`,
        `  ${shortened(soql)}`,
        ...(exact.length === 0 ? [] : [`  ✓ ${counted(exact.map(({ subject }) => subject))}`]),
        ...pieces
          .filter(({ verdict }) => verdict !== 'exact')
          .map(({ verdict, subject, text, reason }) => {
            const mark = verdict === 'superset' ? '≈' : '✗'
            return `  ${mark} ${subject} ${shortened(text, SHORT_TEXT)}: ${reason}`
          }),
      ]
    }),
    ...(local.length === 0 ? [] : [`here: ${counted(local.map(({ subject }) => subject))}`]),
    ...(fallback === null ? [] : [`if ${fallback.causes.join(', or ')}: rows are fetched and grouped here`]),
  ]
}

/** 2 joins, 3 filters */
function counted(subjects: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const subject of subjects) counts.set(subject, (counts.get(subject) ?? 0) + 1)
  return [...counts].map(([subject, count]) => plural(count, subject)).join(', ')
}

const LONG_TEXT = 240
const SHORT_TEXT = 90

function shortened(text: string, most = LONG_TEXT): string {
  if (text.length <= most) return text
  const half = Math.floor(most / 2)
  return `${text.slice(0, half).trimEnd()} … ${text.slice(-half).trimStart()}`
}

function plural(count: number, word: string): string {
  return `${written(count)} ${word}${count === 1 ? '' : 's'}`
}

function written(count: number): string {
  return count.toLocaleString('en')
}

function ratioText(query: MeasuredQuery): string {
  const ratio = ratioOf(query)
  return `${ratio < WANTED_RATIO ? ratio.toFixed(1) : Math.floor(ratio)}×`
}

/** q01 */
export function numberOf({ name }: BusinessQuery): string {
  return name.slice(0, 3)
}

/** The first line of its file. */
function headingOf(query: MeasuredQuery): string {
  const [title = ''] = query.sql.split('\n')
  return `${numberOf(query)} ${title.replace(/^--\s*/, '')}`
}

function anchorOf(query: MeasuredQuery): string {
  return headingOf(query)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
