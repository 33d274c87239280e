import type { GivenParameters } from '../command-line/given-parameters.js'
import type { SessionOptions } from '../command-line/invocation.js'

/** `certsql export 'SELECT …' --to invoices.parquet` */
export interface ExportInvocation {
  readonly kind: 'export'
  readonly session: SessionOptions
  readonly source: ExportSource
  readonly parameters: GivenParameters
  /** As given; its name tells format and compression. */
  readonly file: string
  readonly format: string | undefined
  readonly partitionBy: readonly string[]
  readonly verifies: boolean
  readonly resumes: boolean
  readonly writesManifest: boolean
  readonly since: SinceOption | undefined
}

export type ExportSource =
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'object'; readonly name: string; readonly where: string | undefined }

/** What has changed since a moment, or since the last export that the state file tells of. */
export interface SinceOption {
  readonly moment: Date | 'last'
  readonly stateFile: string
}
