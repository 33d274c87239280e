import type { PushdownNote, VerdictKind } from '../verdict/verdict.js'
import type { ExplainedCost, ExplainedScan, Explanation } from './explanation.js'

/** What a scan really cost, by its id; EXPLAIN ANALYZE has them. */
export interface ActualFigures {
  readonly rows: number
  readonly apiCalls: number
  readonly milliseconds: number
}

/** Paints parts of the text; a terminal passes colours, a file nothing. */
export type ExplainStyle = (
  part: 'heading' | 'soql' | 'exact' | 'superset' | 'none' | 'quiet',
  text: string,
) => string

export interface RenderOptions {
  readonly style?: ExplainStyle
  readonly actual?: ReadonlyMap<number, ActualFigures>
}

/**
 * EXPLAIN as text.
 *
 * ```
 * All of it runs in the org: about 1 API call, 120 rows.
 *
 * scan inv · c2g__codaInvoice__c · REST · about 1 call, 120 rows
 *   SELECT Id, Name FROM c2g__codaInvoice__c WHERE c2g__InvoiceStatus__c = 'Complete'
 *   ✓ filter  inv.c2g__InvoiceStatus__c = 'Complete'
 *             …the reason
 * ```
 */
export function renderExplanation(explanation: Explanation, options: RenderOptions = {}): string {
  const style: ExplainStyle = options.style ?? ((_, text) => text)
  const lines = [style('heading', summary(explanation))]
  for (const scan of explanation.scans)
    lines.push('', ...renderScan(scan, style, options.actual?.get(scan.id)))
  for (const table of [...explanation.metadata, ...explanation.localTables])
    lines.push('', `held here: ${table}`)
  if (explanation.residual !== null)
    lines.push('', style('heading', 'here, in DuckDB'), ...indent(explanation.residual.pretty))
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

function renderScan(scan: ExplainedScan, style: ExplainStyle, actual: ActualFigures | undefined): string[] {
  const kind = scan.transport.kind === 'rest' ? 'REST' : 'Bulk'
  const deleted = scan.includeDeleted ? ' · with deleted records' : ''
  const head = `scan ${scan.name} · ${scan.object} · ${kind}${deleted} · ${formatCost(scan.estimate)}`
  const lines = [style('heading', head), ...indent(scan.soql).map((line) => style('soql', line))]
  if (actual !== undefined) lines.push(`  actual: ${formatActual(actual)}`)
  for (const piece of scan.pieces) lines.push(...renderPiece(piece, style))
  return lines
}

const MARKS = { exact: '✓', superset: '≈', none: '✗' } as const satisfies Record<VerdictKind, string>
const WORDS = {
  exact: 'in the org',
  superset: 'in the org, checked again here',
  none: 'here',
} as const satisfies Record<VerdictKind, string>

function renderPiece({ subject, text, verdict, reason }: PushdownNote, style: ExplainStyle): string[] {
  const head = `  ${MARKS[verdict]} ${subject.padEnd(10)} ${text}`
  const why = `${' '.repeat(15)}${WORDS[verdict]}: ${reason}`
  return [style(verdict, head), style('quiet', why)]
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

function formatCost({ apiCalls, rows }: ExplainedCost): string {
  if (apiCalls === null && rows === null) return 'cost not known'
  const calls = apiCalls === null ? 'an unknown number of calls' : `about ${plural(apiCalls, 'API call')}`
  return rows === null ? calls : `${calls}, ${plural(rows, 'row')}`
}

function formatActual({ rows, apiCalls, milliseconds }: ActualFigures): string {
  return `${plural(apiCalls, 'API call')}, ${plural(rows, 'row')}, ${formatNumber(Math.round(milliseconds))} ms`
}

function plural(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Always with commas, whatever the machine's locale: plans are compared. */
function formatNumber(value: number): string {
  return value.toLocaleString('en-US')
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`)
}
