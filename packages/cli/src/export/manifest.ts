import { type Column, formatSqlType } from '@certsql/core'
import type { StatementStats } from '@certsql/driver'
import { readVersion } from '../version.js'
import type { WrittenFile } from './row-target.js'
import type { Comparison } from './verify-totals.js'

/** What an export was, for whoever finds its file. */
export interface ExportManifest {
  readonly files: readonly WrittenFile[]
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly partitionBy?: readonly string[]
  readonly org: string
  readonly user?: string
  readonly sql: string
  /** What the org was asked. */
  readonly soql: readonly string[]
  readonly apiCalls: number
  readonly bulkJobs: number
  readonly begun: string
  readonly milliseconds: number
  readonly since?: { readonly from: string | null; readonly mark: string }
  readonly verified?: readonly Comparison[]
  readonly certsql: string
}

export function manifestPath(file: string): string {
  return `${file.replace(/[/\\]+$/, '')}.manifest.json`
}

export function columnFacts(columns: readonly Column[]): ExportManifest['columns'] {
  return columns.map(({ name, type }) => ({ name, type: formatSqlType(type) }))
}

/** Of the statement that brought the rows. */
export function costFacts(
  stats: StatementStats | undefined,
): Pick<ExportManifest, 'soql' | 'apiCalls' | 'bulkJobs'> {
  const queries = stats?.scans.map(({ soql }) => soql) ?? []
  return {
    soql: [...new Set(queries)],
    apiCalls: (stats?.apiCalls ?? 0) + (stats?.metadataCalls ?? 0),
    bulkJobs: stats?.bulkJobs ?? 0,
  }
}

export function manifestText(manifest: Omit<ExportManifest, 'certsql'>): string {
  return `${JSON.stringify({ ...manifest, certsql: readVersion() }, null, 2)}\n`
}
