import { stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { CertSqlError, type Column, systemErrorCode } from '@certsql/core'
import type { Connection, StatementStats } from '@certsql/driver'
import { UsageError } from '../command-line/usage-error.js'
import type { ExitCode } from '../exit-code.js'
import { RESULT_FORMATS } from '../format/result-format.js'
import { StreamOutput } from '../output/stream-output.js'
import { writeWholeFile } from '../output/write-whole-file.js'
import type { Interruption } from '../run/interruption.js'
import { ProgressLine } from '../run/progress-line.js'
import { durationText, plural } from '../run/report-text.js'
import { type OpenStage, runInSession } from '../run/run-in-session.js'
import type { Surroundings } from '../run/surroundings.js'
import { RowTotals, type Totals } from '../totals/row-totals.js'
import { DeliveredRecords } from './delivered-records.js'
import type { ExportInvocation } from './export-invocation.js'
import { type ExportQuery, exportQuery } from './export-query.js'
import {
  chooseRoad,
  clearRoad,
  openRows,
  type Road,
  type RowsOnTheirWay,
  type RowWatcher,
  writeRows,
} from './export-rows.js'
import { factsOf, HashedFile } from './hashed-file.js'
import { keptMark } from './kept-mark.js'
import { columnFacts, costFacts, manifestPath, manifestText } from './manifest.js'
import { STAMP_COLUMN } from './object-selection.js'
import {
  partitionParquet,
  type WrittenParquet,
  writeCopiedParquet,
  writeExtractedParquet,
} from './parquet-target.js'
import { PartitionedFolder } from './partitioned-folder.js'
import { ReplacedFolder } from './replaced-folder.js'
import { type RowTarget, SingleFile, type WrittenFile } from './row-target.js'
import { type DeliveredRecord, stateText } from './since-state.js'
import { readTargetFile, STDOUT, type TargetFile } from './target-file.js'
import { COMPARISON_COLUMNS, type Comparison, compareTotals, summedColumns } from './verify-totals.js'

/** `certsql export` */
export async function runExport(
  invocation: ExportInvocation,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  const target = readTargetFile(invocation.file, invocation.format)
  await requirePlace(invocation)
  const result = { format: 'table', fitsScreen: false } as const
  const { session } = invocation
  return await runInSession({ session, result }, surroundings, interruption, async (stage) => {
    await new Export(invocation, target, stage).run()
  })
}

/** What is wrong with the file is found before anything is asked of the org. */
async function requirePlace({ file, resumes, partitionBy, verifies }: ExportInvocation): Promise<void> {
  if (file === STDOUT) {
    if (!resumes && !verifies && partitionBy.length === 0) return
    throw new UsageError('--resume, --verify and --partition-by need a file.', '--to invoices.csv')
  }
  const folder = await stat(dirname(file)).catch(() => undefined)
  if (folder === undefined || !folder.isDirectory()) {
    throw new UsageError(`There is no folder "${dirname(file)}".`, 'make it first')
  }
  const existing = await stat(file).catch(() => undefined)
  if (existing?.isDirectory() === true && partitionBy.length === 0) {
    throw new UsageError(
      `"${file}" is a folder.`,
      'name a file, or make a folder of files with --partition-by',
    )
  }
  const isPlain = existing === undefined || existing.isFile() || existing.isDirectory()
  if (!isPlain && (resumes || partitionBy.length > 0)) {
    throw new UsageError(
      `"${file}" is no file that can be replaced.`,
      'leave --resume and --partition-by out',
    )
  }
}

/** What an export has written. */
interface Outcome {
  readonly files: readonly WrittenFile[]
  readonly columns: readonly Column[]
  readonly stats: StatementStats | undefined
  /** Present where they were asked for. */
  readonly totals: Totals | undefined
  readonly delivered: readonly DeliveredRecord[]
}

class Export {
  private readonly connection: Connection
  private readonly signal: AbortSignal
  private readonly begun = new Date()
  private stats: () => StatementStats | undefined = () => undefined

  constructor(
    private readonly invocation: ExportInvocation,
    private readonly target: TargetFile,
    private readonly stage: OpenStage<Connection>,
  ) {
    this.connection = stage.opened.session
    this.signal = stage.options.signal
  }

  async run(): Promise<void> {
    const { connection, signal } = this
    // Files hold all digits.
    connection.set('Decimals', 'String')
    const asked = await exportQuery(this.invocation, connection, signal)
    const { query, outcome } = await this.write(asked)
    const compared = outcome.totals && (await this.compare(query, outcome, outcome.totals))
    await this.keepManifest(query, outcome, compared)
    this.tell(outcome)
    if (compared !== undefined) await this.show(compared)
    if (compared?.some(({ agrees }) => !agrees) === true) throw differs(this.target.path)
    await this.keepState(query, outcome)
  }

  private async write(asked: ExportQuery): Promise<{ query: ExportQuery; outcome: Outcome }> {
    const { connection, signal, target, invocation, stage } = this
    const progress = ProgressLine.start(stage.surroundings, () => this.stats())
    let road: Road = {}
    let isDone = false
    try {
      road = await this.chooseRoad(asked)
      const query = await withKeptMark(asked, road)
      const rows = await openRows(query, road, connection, signal)
      if (road.pages?.stays === true) await clearLeftovers(target.path)
      this.stats = rows.stats
      const outcome =
        target.format === 'parquet'
          ? await this.writeParquet(query, rows)
          : await this.writeRows(query, rows, await this.openTarget(target, invocation.partitionBy))
      for (const { message } of rows.notices()) stage.say(`Notice: ${message}`)
      isDone = true
      return { query, outcome }
    } catch (error) {
      await this.tellWhatIsKept(road)
      throw road.pages?.stays === false ? withoutResume(error) : error
    } finally {
      progress?.stop()
      await clearRoad(road, connection, isDone)
    }
  }

  private async tellWhatIsKept({ pages }: Road): Promise<void> {
    const keeps = pages?.stays === true && (await stat(pages.path).catch(() => undefined)) !== undefined
    if (keeps) this.stage.say(`What has come is kept in ${pages.path}; the same command goes on with it.`)
  }

  private async chooseRoad(query: ExportQuery): Promise<Road> {
    const { connection, signal, target, invocation, stage } = this
    const wantsResume = invocation.resumes
    // What was exported before is left out by a table of this machine, and so not by a job of the org.
    const canResume = query.since === undefined || query.since.delivered.length === 0
    if (wantsResume && !canResume) {
      stage.say('Notice: without --resume, since records of the last export are to be left out.')
    }
    return await chooseRoad(query, target.path, wantsResume && canResume, connection, signal)
  }

  private openTarget(
    { path, format, packing }: TargetFile,
    partitionBy: readonly string[],
  ): Promise<RowTarget> {
    if (format === 'parquet') throw new Error('Parquet is not written row by row.')
    if (path === STDOUT) {
      // That nobody reads on is noticed by the output that the command has opened.
      const stdout = new StreamOutput(this.stage.surroundings.stdout, () => undefined)
      return SingleFile.into(HashedFile.onStdout(stdout), path, format)
    }
    return partitionBy.length === 0
      ? SingleFile.open(path, format, packing)
      : PartitionedFolder.open(path, partitionBy, format, packing)
  }

  private async writeRows(query: ExportQuery, rows: RowsOnTheirWay, target: RowTarget): Promise<Outcome> {
    const { columns } = rows
    const totals = this.invocation.verifies ? new RowTotals(columns, summedColumns(columns)) : undefined
    const delivered = query.since && new DeliveredRecords(columns, new Date(query.since.next.mark))
    const watchers: RowWatcher[] = []
    if (totals !== undefined) watchers.push((batch) => totals.add(batch))
    if (delivered !== undefined) watchers.push((batch) => delivered.add(batch))
    try {
      await writeRows(rows, target, watchers)
      const files = await target.finish()
      return {
        files,
        columns,
        stats: rows.stats(),
        totals: totals?.totals,
        delivered: delivered?.records ?? [],
      }
    } catch (error) {
      await target.discard()
      throw error
    }
  }

  private async writeParquet(query: ExportQuery, rows: RowsOnTheirWay): Promise<Outcome> {
    const { connection, signal, target, invocation } = this
    const { ReplacedFile } = await import('@certsql/driver')
    const isParted = invocation.partitionBy.length > 0
    const folder = isParted ? await ReplacedFolder.open(target.path) : undefined
    const file = await ReplacedFile.at(folder === undefined ? target.path : `${folder.writePath}.parquet`)
    try {
      // A folder that may not be written to is found before the rows are fetched.
      await (await file.create()).close()
      const written = await this.fillParquet(query, rows, file.writePath)
      const totals = invocation.verifies ? await this.totalsOf(written) : undefined
      const delivered = query.since && (await this.deliveredIn(written, new Date(query.since.next.mark)))
      const files =
        folder === undefined
          ? [{ path: target.path, rows: written.rows, ...(await factsOf(file.writePath)) }]
          : await partitionParquet(written, invocation.partitionBy, folder, connection, signal)
      if (folder === undefined) await file.keep()
      else {
        await folder.keep()
        await file.discard()
      }
      return { files, columns: rows.columns, stats: written.stats(), totals, delivered: delivered ?? [] }
    } catch (error) {
      await file.discard()
      await folder?.discard()
      throw error
    }
  }

  private async fillParquet(query: ExportQuery, rows: RowsOnTheirWay, path: string): Promise<WrittenParquet> {
    const { connection, signal } = this
    const { extract } = rows
    if (extract !== undefined) return await writeExtractedParquet({ ...rows, extract }, path)
    return await writeCopiedParquet(query, path, rows.columns, connection, signal, (stats) => {
      this.stats = stats
    })
  }

  private totalsOf({ path, columns }: WrittenParquet): Promise<Totals> {
    const names = summedColumns(columns).map((place) => columns[place]?.name ?? '')
    return this.connection.parquetFile(path, { signal: this.signal }).totals(names)
  }

  private async deliveredIn(
    { path, columns }: WrittenParquet,
    mark: Date,
  ): Promise<readonly DeliveredRecord[]> {
    const delivered = new DeliveredRecords(columns, mark)
    const file = this.connection.parquetFile(path, { signal: this.signal })
    for await (const { rows } of file.rowsSince(columns, STAMP_COLUMN, mark)) delivered.add(rows)
    return delivered.records
  }

  private compare(query: ExportQuery, { columns }: Outcome, totals: Totals): Promise<readonly Comparison[]> {
    return compareTotals(this.connection, query, columns, totals, this.signal)
  }

  private async keepManifest(
    { sql, since }: ExportQuery,
    { files, columns, stats }: Outcome,
    verified: readonly Comparison[] | undefined,
  ): Promise<void> {
    const { target, invocation, connection, begun } = this
    if (target.path === STDOUT) return
    const existing = await stat(target.path).catch(() => undefined)
    const isPlain = existing?.isFile() === true || existing?.isDirectory() === true
    if (!invocation.writesManifest || !isPlain) return
    const folder = dirname(target.path)
    const text = manifestText({
      files: files.map((file) => ({ ...file, path: relative(folder, file.path) })),
      rows: countRows(files),
      columns: columnFacts(columns),
      ...(invocation.partitionBy.length > 0 && { partitionBy: invocation.partitionBy }),
      org: connection.instanceUrl,
      ...(connection.user !== undefined && { user: connection.user }),
      sql,
      ...costFacts(stats),
      begun: begun.toISOString(),
      milliseconds: Date.now() - begun.getTime(),
      ...(since !== undefined && {
        since: { from: since.from?.toISOString() ?? null, mark: since.next.mark },
      }),
      ...(verified !== undefined && { verified }),
    })
    await writeWholeFile(manifestPath(target.path), text)
  }

  /** Last of all: what fails before is exported again. */
  private async keepState({ since }: ExportQuery, { delivered }: Outcome): Promise<void> {
    if (since === undefined) return
    const { mark } = since.next
    const earlier = since.delivered.filter(([, stamp]) => stamp >= mark)
    await writeWholeFile(since.stateFile, stateText({ ...since.next, delivered: [...earlier, ...delivered] }))
  }

  private tell({ files, stats }: Outcome): void {
    const { stage, target, begun } = this
    const { apiCalls } = costFacts(stats)
    const path = target.path === STDOUT ? 'stdout' : target.path
    const place = files.length === 1 ? path : `${path} (${plural(files.length, 'file')})`
    const parts = [
      `${plural(countRows(files), 'row')} written to ${place}`,
      sizeText(files.reduce((sum, { bytes }) => sum + bytes, 0)),
      durationText(Date.now() - begun.getTime()),
      plural(apiCalls, 'API call'),
    ]
    stage.say(parts.join(' · '))
  }

  private async show(compared: readonly Comparison[]): Promise<void> {
    const { output, writerSettings } = this.stage.options
    const writer = await RESULT_FORMATS.table.createWriter(writerSettings, '')
    await output.write(writer.begin(COMPARISON_COLUMNS))
    const rows = compared.map(({ what, org, written, agrees }) => [
      what,
      org,
      written,
      agrees ? 'same' : 'DIFFERENT',
    ])
    await output.write(writer.write(rows) + writer.end())
    await output.finish()
  }
}

/** Of runs that were killed; the ledger of the pages lets one run at a time go on. */
async function clearLeftovers(path: string): Promise<void> {
  const { ReplacedFile } = await import('@certsql/driver')
  await ReplacedFile.clearLeftovers(resolve(path))
}

/** Pages of an earlier run are as old as its mark. */
async function withKeptMark(query: ExportQuery, { pages }: Road): Promise<ExportQuery> {
  const { since } = query
  if (since === undefined || pages?.stays !== true) return query
  const mark = await keptMark(pages.path, since.next.mark)
  return { ...query, since: { ...since, next: { ...since.next, mark } } }
}

/** Pages of an export without --resume are gone when it fails: the error must not say that they stay. */
function withoutResume(error: unknown): unknown {
  if (!(error instanceof CertSqlError) || systemErrorCode(error.cause) !== 'ENOSPC') return error
  const message = 'There is no room left on the disk.'
  const hint = 'with --resume an export goes on where it has stopped, once there is room'
  return new CertSqlError({ code: error.code, message, hint, cause: error.cause })
}

function countRows(files: readonly WrittenFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0)
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size.toFixed(1)} ${unit}`
}

function differs(path: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: `"${path}" and the org have different figures.`,
    hint: 'records may have changed meanwhile: export again',
  })
}
