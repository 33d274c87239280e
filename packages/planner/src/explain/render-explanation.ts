import type { VerdictKind } from '../verdict/verdict.js'
import type {
  ExplainedCost,
  ExplainedLocalPiece,
  ExplainedPiece,
  ExplainedScan,
  Explanation,
} from './explanation.js'

/** What a scan really cost; EXPLAIN ANALYZE has it. */
export interface ActualFigures {
  readonly rows: number
  readonly apiCalls: number
  readonly milliseconds: number
  /** Present: so many keys of other tables were asked for, with so many queries. */
  readonly keyed?: { readonly keys: number; readonly queries: number }
}

/** Paints parts of the text; a terminal passes colours, a file nothing. */
export type ExplainStyle = (
  part: 'heading' | 'soql' | 'exact' | 'superset' | 'none' | 'hint' | 'quiet',
  text: string,
) => string

export interface RenderOptions {
  readonly style?: ExplainStyle
  /** By the id of the scan. */
  readonly actual?: ReadonlyMap<number, ActualFigures>
}

/**
 * EXPLAIN as text.
 *
 * ```
 * All of it runs in the org: about 1 API call, 120 rows.
 *
 * scan inv · c2g__codaInvoice__c · REST · about 1 API call, 120 rows
 *   SELECT Id, Name FROM c2g__codaInvoice__c WHERE c2g__InvoiceStatus__c = 'Complete'
 *   ✓ filter     inv.c2g__InvoiceStatus__c = 'Complete'
 *                in the org: the org compares text as the statement does
 * ```
 */
export function renderExplanation(explanation: Explanation, options: RenderOptions = {}): string {
  const style: ExplainStyle = options.style ?? ((_, text) => text)
  const lines = [style('heading', summary(explanation))]
  for (const scan of explanation.scans)
    lines.push('', ...renderScan(scan, style, options.actual?.get(scan.id)))
  for (const table of [...explanation.metadata, ...explanation.localTables])
    lines.push('', `held here: ${table}`)
  for (const file of explanation.files) lines.push('', `read here: the file ${file}`)
  if (explanation.residual !== null) lines.push('', ...renderResidual(explanation, style))
  if (explanation.window !== null) lines.push('', `here, as rows pass: ${formatWindow(explanation.window)}`)
  if (explanation.fallback !== null) lines.push('', ...renderFallback(explanation.fallback, style))
  return lines.join('\n')
}

const WHERE = {
  org: 'All of it runs in the org',
  'org and here, page by page': 'The org finds the rows; what is left runs here, page by page',
  'org and here': 'The org finds the rows; what is left runs here over all of them',
  here: 'All of it runs here, without a call',
} as const satisfies Record<Explanation['runs'], string>

function summary(explanation: Explanation): string {
  const cost = explanation.runs === 'here' ? '' : `: ${formatCost(explanation.estimate)}`
  return `${WHERE[explanation.runs]}${cost}.`
}

// ── Scans ──────────────────────────────────────────────────────────────────────────────────────────────────────

function renderScan(scan: ExplainedScan, style: ExplainStyle, actual: ActualFigures | undefined): string[] {
  const kind = scan.transport.kind === 'rest' ? 'REST' : 'Bulk'
  const deleted = scan.includeDeleted ? ' · with deleted records' : ''
  const head = `scan ${scan.name} · ${scan.object} · ${kind}${deleted} · ${formatCost(scan.estimate)}`
  const lines = [style('heading', head)]
  if (scan.waitsFor.length > 0) lines.push(`  once the keys of ${scan.waitsFor.join(', ')} are known`)
  lines.push(...indent(shortened(scan.soql)).map((line) => style('soql', line)))
  if (actual !== undefined) lines.push(`  ${formatActual(actual, scan.estimate)}`)
  for (const piece of scan.pieces) lines.push(...renderPiece(piece, style))
  return lines
}

const MARKS = { exact: '✓', superset: '≈', none: '✗' } as const satisfies Record<VerdictKind, string>
const WORDS = {
  exact: 'in the org',
  superset: 'in the org, checked again here',
  none: 'here',
} as const satisfies Record<VerdictKind, string>

/** The subjects stand in a column of their own. */
const SUBJECT_WIDTH = 13

function renderPiece(
  { subject, text, verdict, reason, hint }: ExplainedPiece,
  style: ExplainStyle,
): string[] {
  return renderLines(
    { mark: MARKS[verdict], part: verdict, subject, text, hint },
    `${WORDS[verdict]}: ${reason}`,
    style,
  )
}

function renderLocalPiece(
  { subject, text, reason, hint }: ExplainedLocalPiece,
  style: ExplainStyle,
): string[] {
  return renderLines({ mark: '·', part: 'none', subject, text, hint }, reason, style)
}

interface PieceHead {
  readonly mark: string
  readonly part: VerdictKind
  readonly subject: string
  readonly text: string
  readonly hint: string | null
}

function renderLines(
  { mark, part, subject, text, hint }: PieceHead,
  why: string,
  style: ExplainStyle,
): string[] {
  const margin = ' '.repeat('  ✓ '.length + SUBJECT_WIDTH + 1)
  const lines = [
    style(part, `  ${mark} ${subject.padEnd(SUBJECT_WIDTH)} ${shortened(text)}`),
    style('quiet', `${margin}${why}`),
  ]
  return hint === null ? lines : [...lines, style('hint', `${margin}→ ${hint}`)]
}

// ── Here ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A longer query for DuckDB, such as one with thousands of constants, is for nobody's eyes. */
const SHOWN_LINES = 60

function renderResidual({ residual, local }: Explanation, style: ExplainStyle): string[] {
  if (residual === null) return []
  const pretty = residual.pretty.split('\n')
  const shown = pretty.slice(0, SHOWN_LINES)
  const more = pretty.length - shown.length
  return [
    style('heading', 'here, in DuckDB'),
    ...local.flatMap((piece) => renderLocalPiece(piece, style)),
    ...shown.flatMap((line) => indent(shortened(line))),
    ...(more > 0 ? [`  … ${plural(more, 'more line')}`] : []),
  ]
}

function renderFallback(fallback: NonNullable<Explanation['fallback']>, style: ExplainStyle): string[] {
  const head = style('heading', `If ${fallback.causes.join(', or ')}, this runs instead:`)
  return [head, ...indent(renderExplanation(fallback.plan, { style }))]
}

function formatWindow({ offset, count }: NonNullable<Explanation['window']>): string {
  const skip = offset > 0 ? `skip ${formatNumber(offset)}` : ''
  const take = count === null ? '' : `take ${formatNumber(count)} and stop`
  return [skip, take].filter((part) => part !== '').join(', ')
}

// ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────

function formatCost({ apiCalls, rows }: ExplainedCost): string {
  if (apiCalls === null && rows === null) return 'cost not known'
  const calls = apiCalls === null ? 'an unknown number of calls' : `about ${plural(apiCalls, 'API call')}`
  return rows === null ? calls : `${calls}, ${plural(rows, 'row')}`
}

function formatActual(actual: ActualFigures, estimate: ExplainedCost): string {
  const keys =
    actual.keyed === undefined
      ? ''
      : `, for ${plural(actual.keyed.keys, 'key')} in ${plural(actual.keyed.queries, 'query', 'queries')}`
  const came = `${plural(actual.apiCalls, 'API call')}, ${plural(actual.rows, 'row')} in ${Math.round(actual.milliseconds)} ms${keys}`
  return `actual: ${came} · expected: ${formatCost(estimate)}`
}

function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : nouns}`
}

/** Always with commas, whatever the machine's locale: plans are compared. */
function formatNumber(value: number): string {
  return value.toLocaleString('en-US')
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`))
}

const LONGEST_LINE = 2_000
const SHOWN_END = 200

/** The middle of a long text is left out: the whole is in the JSON form. */
function shortened(text: string): string {
  if (text.length <= LONGEST_LINE) return text
  const hidden = text.length - LONGEST_LINE
  return `${text.slice(0, LONGEST_LINE - SHOWN_END)} … ${formatNumber(hidden)} characters more … ${text.slice(-SHOWN_END)}`
}
