import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { shuffled } from '../soql/shuffled.js'
import { writeRecords } from '../write/write-records.js'
import type { WriteError, WriteResult } from '../write/write-result.js'
import { type CsvFormat, csvLine } from './csv-format.js'
import { CsvProblem, CsvReader } from './csv-reader.js'
import { IngestColumns, InvalidBatch } from './ingest-columns.js'
import type { RunnableJob } from './job-runner.js'
import { JobProgress, type JobState } from './job-state.js'
import { ResultFile } from './result-file.js'

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete'

export interface IngestJobSetup {
  readonly id: string
  readonly operation: IngestOperation
  readonly object: OrgObject
  readonly externalIdField: string | undefined
  readonly assignmentRuleId: string | undefined
  readonly format: CsvFormat
  readonly apiVersion: number
  readonly createdById: string
  /** The order of results is any. */
  readonly isShuffled: boolean
}

/** Records that the platform writes together. */
const CHUNK_ROWS = 200
/** From this version on, failed rows tell the Id that they were sent with. */
const FAILED_IDS_VERSION = 53

interface Row {
  readonly cells: readonly string[]
  readonly result: WriteResult
}

/** Records that are written while nobody waits for it. */
export class IngestJob implements RunnableJob {
  readonly #progress: JobProgress
  #upload: string | undefined
  #reader: CsvReader | undefined
  #columns: readonly string[] | undefined
  #successful: ResultFile | undefined
  #failed: ResultFile | undefined
  #errorMessage: string | undefined
  /** Trouble on demand that the request which started the job has met. */
  #trouble: Org['recordTrouble']
  #isDeleted = false

  constructor(
    readonly setup: IngestJobSetup,
    readonly org: Org,
  ) {
    this.#progress = new JobProgress('Open', () => org.now())
  }

  get id(): string {
    return this.setup.id
  }

  get state(): JobState {
    return this.#progress.state
  }

  get isTerminal(): boolean {
    return this.#progress.isTerminal
  }

  get isCancelled(): boolean {
    return this.#isDeleted || this.#progress.isTerminal
  }

  get hasUpload(): boolean {
    return this.#upload !== undefined
  }

  /** Takes the records, once. */
  upload(csv: string): void {
    this.#upload = csv
  }

  /** No more data: the job waits to be run. */
  close(): void {
    this.#trouble = this.org.recordTrouble
    this.#progress.enter('UploadComplete')
  }

  begin(): void {
    this.#progress.enter('InProgress')
  }

  *steps(): Iterable<void> {
    const { format, object, operation, externalIdField } = this.setup
    const reader = new CsvReader(this.#upload ?? '', format)
    this.#reader = reader
    const names = reader.next()
    if (names === undefined) throw new InvalidBatch('The file has no header row')
    const columns = new IngestColumns(names, object, operation, externalIdField)
    this.#columns = names
    this.#successful = new ResultFile(csvLine(['sf__Id', 'sf__Created', ...names], format))
    this.#failed = new ResultFile(csvLine(['sf__Id', 'sf__Error', ...names], format))
    for (;;) {
      const { lines, problem } = readChunk(reader)
      this.#write(lines, columns)
      if (problem !== undefined) throw problem
      if (lines.length < CHUNK_ROWS) return
      yield
    }
  }

  #write(lines: readonly (readonly string[])[], columns: IngestColumns): void {
    const { object, operation, externalIdField, isShuffled } = this.setup
    const width = columns.names.length
    const fitting = lines.filter((cells) => cells.length === width)
    const records = fitting.map((cells) => columns.record(cells))
    const options = externalIdField === undefined ? {} : { externalIdField }
    const results = this.#inTrouble(() => writeRecords(this.org, operation, object, records, options))
    const written = fitting.map((cells, index) => ({ cells, result: results[index] ?? misfit(cells, width) }))
    const others = lines.filter((cells) => cells.length !== width)
    const rows: readonly Row[] = [
      ...written,
      ...others.map((cells) => ({ cells, result: misfit(cells, width) })),
    ]
    const ordered = isShuffled ? shuffled(rows.map((_, index) => index)).map((index) => rows[index]) : rows
    const isRow = (row: Row | undefined): row is Row => row !== undefined
    const all = ordered.filter(isRow)
    this.#successful?.append(all.filter(({ result }) => result.success).map((row) => this.#successLine(row)))
    this.#failed?.append(all.filter(({ result }) => !result.success).map((row) => this.#failureLine(row)))
  }

  #inTrouble<Result>(work: () => Result): Result {
    this.org.recordTrouble = this.#trouble
    try {
      return work()
    } finally {
      this.org.recordTrouble = undefined
    }
  }

  #successLine({ cells, result }: Row): string {
    const isNew = result.created ?? this.setup.operation === 'insert'
    return csvLine([result.id ?? '', String(isNew), ...cells], this.setup.format)
  }

  #failureLine({ cells, result }: Row): string {
    const id = this.setup.apiVersion >= FAILED_IDS_VERSION ? (result.id ?? '') : ''
    return csvLine([id, result.errors.map(errorText).join(';'), ...cells], this.setup.format)
  }

  finish(): void {
    this.#progress.enter('JobComplete')
  }

  fail(error: unknown): void {
    const isKnown = error instanceof InvalidBatch || error instanceof CsvProblem
    const message = isKnown ? error.message : 'An unexpected error occurred'
    this.#errorMessage = error instanceof CsvProblem ? `ClientInputError : ${message}` : message
    this.#progress.enter('Failed')
  }

  abort(): void {
    this.#progress.enter('Aborted')
  }

  delete(): void {
    this.#isDeleted = true
  }

  /** The records that were written; undefined before the end. */
  successfulResults(): Buffer | undefined {
    return this.#results(this.#successful, ['sf__Id', 'sf__Created'])
  }

  failedResults(): Buffer | undefined {
    return this.#results(this.#failed, ['sf__Id', 'sf__Error'])
  }

  #results(file: ResultFile | undefined, own: readonly string[]): Buffer | undefined {
    if (!this.isTerminal) return undefined
    return file === undefined
      ? Buffer.from(csvLine([...own, ...(this.#columns ?? [])], this.setup.format), 'utf8')
      : file.page(0, file.rows)
  }

  /** What the job did not come to, as it was sent. */
  unprocessedRecords(): string | undefined {
    if (!this.isTerminal) return undefined
    if (this.#columns === undefined) return this.#upload ?? ''
    return csvLine(this.#columns, this.setup.format) + (this.#reader?.rest ?? '')
  }

  summary(): Readonly<Record<string, unknown>> {
    const { id, operation, object, externalIdField, assignmentRuleId, createdById, format, apiVersion } =
      this.setup
    const { created, modified, state } = this.#progress
    return {
      id,
      operation,
      object: object.name,
      createdById,
      createdDate: created,
      systemModstamp: modified,
      state,
      ...(externalIdField === undefined ? {} : { externalIdFieldName: externalIdField }),
      ...(assignmentRuleId === undefined ? {} : { assignmentRuleId }),
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion,
      jobType: 'V2Ingest',
      ...(state === 'Open' ? { contentUrl: `services/data/v${apiVersion}.0/jobs/ingest/${id}/batches` } : {}),
      lineEnding: format.lineEnding,
      columnDelimiter: format.columnDelimiter,
    }
  }

  details(): Readonly<Record<string, unknown>> {
    const failed = this.#failed?.rows ?? 0
    const time = this.#progress.processingTime
    return {
      ...this.summary(),
      numberRecordsProcessed: (this.#successful?.rows ?? 0) + failed,
      numberRecordsFailed: failed,
      retries: 0,
      totalProcessingTime: time,
      apiActiveProcessingTime: time,
      apexProcessingTime: 0,
      ...(this.#errorMessage === undefined ? {} : { errorMessage: this.#errorMessage }),
    }
  }
}

interface Chunk {
  readonly lines: readonly (readonly string[])[]
  /** What stands in the way of more lines. */
  readonly problem: CsvProblem | undefined
}

function readChunk(reader: CsvReader): Chunk {
  const lines: (readonly string[])[] = []
  try {
    while (lines.length < CHUNK_ROWS) {
      const cells = reader.next()
      if (cells === undefined) break
      lines.push(cells)
    }
    return { lines, problem: undefined }
  } catch (error) {
    if (error instanceof CsvProblem) return { lines, problem: error }
    throw error
  }
}

/** A line with more or fewer cells than there are columns. */
function misfit(cells: readonly string[], width: number): WriteResult {
  const message = `The row has ${cells.length} values, but there are ${width} columns`
  return { success: false, errors: [{ statusCode: 'INVALID_INPUT', message, fields: [] }] }
}

/** `REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --` */
function errorText({ statusCode, message, fields }: WriteError): string {
  // The words of the JSON reader have no place in a file.
  const code = statusCode === 'JSON_PARSER_ERROR' ? 'INVALID_TYPE_ON_FIELD_IN_RECORD' : statusCode
  return `${code}:${message}:${fields.length === 0 ? '' : `${fields.join(',')} `}--`
}
