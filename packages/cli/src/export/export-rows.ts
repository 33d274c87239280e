import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Column, RowBatch } from '@certsql/core'
import { CertSqlError } from '@certsql/core'
import type { Connection, Extract, Notice, StatementStats } from '@certsql/driver'
import type { ExportQuery } from './export-query.js'
import type { RowTarget } from './row-target.js'
import { STDOUT } from './target-file.js'

/** A statement whose rows are on their way. */
export interface RowsOnTheirWay {
  readonly columns: readonly Column[]
  readonly stats: () => StatementStats | undefined
  readonly notices: () => readonly Notice[]
  /** Present: the rows come as pages of a Bulk job, which stay on disk until the export is over. */
  readonly extract?: Extract
  readonly batches?: () => AsyncIterable<RowBatch>
}

/** How the rows get out of the org. */
export interface Road {
  /** Present: pages go through this folder. */
  readonly pages?: PageFolder
}

export interface PageFolder {
  readonly path: string
  /** Whether what has come stays for another run when this one fails. */
  readonly stays: boolean
}

/** Where `--resume` keeps pages and their ledger. */
export function resumeFolder(file: string): string {
  return `${file.replace(/[/\\]+$/, '')}.resume`
}

/**
 * Large results go by a Bulk job whose pages are kept as files until the end, as long as a query is one that pages can be
 * made of: then nothing has to be held in memory, and `--resume` can go on. All else comes as a stream.
 */
export async function chooseRoad(
  query: ExportQuery,
  file: string,
  resumes: boolean,
  connection: Connection,
  signal: AbortSignal,
): Promise<Road> {
  if (file === STDOUT) return {}
  if (resumes) return { pages: { path: resumeFolder(file), stays: true } }
  const isReplaced = await stat(file).then(
    (facts) => facts.isFile() || facts.isDirectory(),
    () => true,
  )
  if (!isReplaced || !(await isBulk(query, connection, signal))) return {}
  const name = `.${basename(file)}.${randomBytes(4).toString('hex')}.pages`
  return { pages: { path: join(dirname(file), name), stays: false } }
}

/** Whether the planner takes Bulk for the only scan of the query. */
async function isBulk({ sql, parameters }: ExportQuery, connection: Connection, signal: AbortSignal) {
  const plan: ExplainedPlan = JSON.parse(
    await connection.explain(sql, parameters, { format: 'json', signal }),
  )
  return plan.scans.length === 1 && plan.scans[0]?.transport.kind === 'bulk' && plan.window === null
}

interface ExplainedPlan {
  readonly scans: readonly { readonly transport: { readonly kind: string } }[]
  readonly window: object | null
}

/** Runs the query; a stream where pages can't be made of it. */
export async function openRows(
  { sql, parameters }: ExportQuery,
  { pages }: Road,
  connection: Connection,
  signal: AbortSignal,
): Promise<RowsOnTheirWay> {
  if (pages !== undefined) {
    const extract = connection.extract(sql, parameters, {
      directory: pages.path,
      resume: pages.stays,
      signal,
    })
    try {
      const columns = await extract.columns()
      await mkdir(pages.path, { recursive: true, mode: 0o700 })
      return { columns, stats: () => extract.stats, notices: () => extract.notices, extract }
    } catch (error) {
      if (!(error instanceof CertSqlError) || error.code !== 'CERT-4001') throw error
      if (pages.stays) throw cannotResume(error)
    }
  }
  const stream = connection.stream(sql, parameters, { signal })
  return {
    columns: await stream.columns(),
    stats: () => stream.stats,
    notices: () => stream.notices,
    batches: () => stream.batches(),
  }
}

/** Whoever wants to see the rows that are written. */
export type RowWatcher = (rows: RowBatch['rows']) => void

/** Writes all rows; no faster than they are taken. */
export async function writeRows(
  rows: RowsOnTheirWay,
  target: RowTarget,
  watchers: readonly RowWatcher[],
): Promise<void> {
  await target.begin(rows.columns)
  if (rows.batches !== undefined) await writeBatches(rows.batches(), target, watchers)
  for await (const page of rows.extract ?? []) {
    const { csvLines, rows: count } = page
    if (csvLines !== undefined && count !== undefined && target.takesCsv && watchers.length === 0) {
      await target.writeCsv(new Uint8Array(), count)
      for await (const lines of csvLines()) await target.writeCsv(lines, 0)
    } else await writeBatches(page.batches(), target, watchers)
  }
}

async function writeBatches(
  batches: AsyncIterable<RowBatch>,
  target: RowTarget,
  watchers: readonly RowWatcher[],
): Promise<void> {
  for await (const { rows } of batches) {
    for (const watch of watchers) watch(rows)
    await target.write(rows)
  }
}

/** What was kept for the time of the export goes; where it stays after a failure, another run goes on with it. */
export async function clearRoad({ pages }: Road, connection: Connection, isDone: boolean): Promise<void> {
  if (pages === undefined || (pages.stays && !isDone)) return
  if (!isDone) await connection.discardExtract(pages.path).catch(() => undefined)
  await rm(pages.path, { recursive: true, force: true }).catch(() => undefined)
}

function cannotResume({ code, message, cause }: CertSqlError): CertSqlError {
  return new CertSqlError({
    code,
    message,
    hint: 'leave --resume out, or export a query of one object without such columns',
    cause,
  })
}
