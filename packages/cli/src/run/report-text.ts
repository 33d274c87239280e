import type { StatementReport } from './execute-statement.js'

/** `(12 rows)` */
export function rowCountText(rows: number): string {
  return `(${plural(rows, 'row')})`
}

const DEEDS: Readonly<Record<string, string>> = {
  INSERT: 'inserted',
  UPSERT: 'upserted',
  UPDATE: 'updated',
  DELETE: 'deleted',
  UNDELETE: 'undeleted',
  MERGE: 'merged',
  COMMIT: 'committed',
}

/** What becomes of rows that are put somewhere at once. */
const MOVES: Readonly<Record<string, string>> = {
  'COPY … FROM': 'loaded',
  'COPY … TO': 'written to the file',
  'CREATE TEMP TABLE': 'kept',
}

/** `3 rows inserted`; `3 rows to be inserted at COMMIT`. Nothing for statements that do not write. */
function writtenText({ command = '', written }: StatementReport): string | undefined {
  const move = MOVES[command]
  if (written !== undefined && move !== undefined) return `${plural(written.affectedRows, 'row')} ${move}`
  const deed = DEEDS[command]
  if (written === undefined || deed === undefined) return undefined
  const waits = written.report === undefined && written.affectedRows > 0
  return `${plural(written.affectedRows, 'row')} ${waits ? `to be ${deed} at COMMIT` : deed}`
}

/** What a statement has done, in a few words; nothing for one that shows nothing and writes nothing. */
export function shortText(report: StatementReport): string | undefined {
  return writtenText(report) ?? (report.hasResult ? rowCountText(report.rows) : undefined)
}

/** `(12 rows) · 34 ms · 2 API calls · 412 rows moved` */
export function costText(report: StatementReport): string {
  const { milliseconds, stats } = report
  const done = shortText(report)
  const parts = [done ?? 'done', durationText(milliseconds)]
  if (stats !== undefined && done !== undefined) {
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

export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`
}
