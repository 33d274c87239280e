import type { StatementReport } from './execute-statement.js'

/** `(12 rows)` */
export function rowCountText(rows: number): string {
  return `(${plural(rows, 'row')})`
}

/** `(12 rows) · 34 ms · 2 API calls · 412 rows moved` */
export function costText({ rows, hasResult, milliseconds, stats }: StatementReport): string {
  const parts = [hasResult ? rowCountText(rows) : 'done', durationText(milliseconds)]
  if (stats !== undefined && hasResult) {
    const calls = stats.apiCalls + stats.metadataCalls
    const metadata =
      stats.metadataCalls === 0 ? '' : ` (${stats.metadataCalls.toLocaleString('en-US')} for the schema)`
    parts.push(`${plural(calls, 'API call')}${metadata}`, `${plural(stats.rowsFetched, 'row')} moved`)
  }
  return parts.join(' · ')
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`
}
