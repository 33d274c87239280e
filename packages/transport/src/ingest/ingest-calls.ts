import { type BulkJob, readBulkJob } from '../bulk/bulk-job.js'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { get } from '../rest/rest-request.js'
import type { WriteAnswer } from '../rest/write-answer.js'
import type { IngestRequest } from './ingest-request.js'

export type ResultKind = 'successfulResults' | 'failedResults' | 'unprocessedrecords'

/** The calls about ingest jobs, all with one version of the API. */
export class IngestCalls {
  readonly #jobs: string

  constructor(
    private readonly caller: RestCaller,
    apiVersion: string,
    private readonly options: RequestOptions,
  ) {
    this.#jobs = `/services/data/v${apiVersion}/jobs/ingest`
  }

  /** Repeated when its answer was lost: a job without a file does nothing, and the org closes it after a day. */
  async create({ operation, object, externalIdField }: IngestRequest): Promise<BulkJob> {
    const job = {
      object,
      operation,
      ...(operation === 'upsert' ? { externalIdFieldName: externalIdField } : {}),
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    }
    const request = { method: 'POST', path: this.#jobs, idempotent: true, body: JSON.stringify(job) } as const
    return readBulkJob((await this.caller.call(request, this.options)).body)
  }

  /** A job takes one file only, so that a second try is no way to learn whether the first one came through. */
  upload(id: string, csv: Buffer): Promise<WriteAnswer> {
    return this.caller.write(
      {
        method: 'PUT',
        path: `${this.#jobs}/${id}/batches`,
        idempotent: false,
        headers: { 'Content-Type': 'text/csv; charset=UTF-8', 'Content-Length': String(csv.length) },
        body: csv,
        accept: 'nothing',
      },
      this.options,
    )
  }

  /** No more data: the org begins to write. */
  close(id: string): Promise<WriteAnswer> {
    return this.caller.write(this.#changeTo('UploadComplete', id, false), this.options)
  }

  async abort(id: string): Promise<void> {
    await this.caller.call(this.#changeTo('Aborted', id, true), this.options)
  }

  async look(id: string): Promise<BulkJob> {
    return readBulkJob((await this.caller.call(get(`${this.#jobs}/${id}`), this.options)).body)
  }

  async results(id: string, kind: ResultKind): Promise<Buffer> {
    const { body } = await this.caller.call(
      get(`${this.#jobs}/${id}/${kind}/`, { accept: 'CSV' }),
      this.options,
    )
    return body as Buffer
  }

  async delete(id: string): Promise<void> {
    await this.caller.call({ method: 'DELETE', path: `${this.#jobs}/${id}`, idempotent: true }, this.options)
  }

  #changeTo(state: string, id: string, idempotent: boolean) {
    return {
      method: 'PATCH',
      path: `${this.#jobs}/${id}`,
      idempotent,
      body: JSON.stringify({ state }),
    } as const
  }
}
