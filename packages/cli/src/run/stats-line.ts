import type { StatementReport } from './execute-statement.js'

/** What a statement cost, as one line of JSON: for logs and monitors. Times are milliseconds. */
export function statsLine(
  sql: string,
  { rows, milliseconds, stats, notices, written }: StatementReport,
): string {
  const figures = {
    sql,
    rows,
    ...(written !== undefined && { rowsWritten: written.affectedRows }),
    milliseconds: Math.round(milliseconds),
  }
  if (stats === undefined) return JSON.stringify(figures)
  const { apiCalls, metadataCalls, pages, rowsFetched, bytes, retries, waitMilliseconds, bulkJobs, phases } =
    stats
  return JSON.stringify({
    ...figures,
    planMilliseconds: round(stats.planMilliseconds),
    apiCalls,
    metadataCalls,
    pages,
    rowsFetched,
    bytes,
    retries,
    waitMilliseconds: round(waitMilliseconds),
    bulkJobs,
    phases: {
      orgMilliseconds: round(phases.orgMilliseconds),
      localMilliseconds: round(phases.localMilliseconds),
      readerMilliseconds: round(phases.readerMilliseconds),
    },
    notices: notices.map(({ message }) => message),
  })
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}
