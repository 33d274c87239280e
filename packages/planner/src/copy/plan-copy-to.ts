import { CertSqlError } from '@certsql/core'
import type { CopyTo } from '@certsql/sql'
import type { PhysicalPlan } from '../physical/physical-plan.js'
import { copyToFormat, filePacking } from './copy-format.js'
import { CopyOptions } from './copy-options.js'
import type { CopyCompression, CopyTextStyle, CopyToFormat, CopyToPlan } from './copy-plan.js'

/** Where the rows of the query have to end up for a format to be written. */
export type PlanRows = (statement: CopyTo, staged: boolean) => PhysicalPlan

const OPTIONS_OF_FORMAT: Readonly<Record<CopyToFormat, readonly string[]>> = {
  csv: ['FORMAT', 'HEADER', 'DELIMITER', 'NULL'],
  tsv: ['FORMAT', 'HEADER', 'NULL'],
  json: ['FORMAT'],
  ndjson: ['FORMAT'],
  parquet: ['FORMAT', 'COMPRESSION'],
  xlsx: ['FORMAT', 'HEADER'],
  arrow: ['FORMAT'],
}

const COMPRESSIONS: readonly CopyCompression[] = ['snappy', 'zstd', 'gzip', 'uncompressed']

export function planCopyTo(statement: CopyTo, planRows: PlanRows): CopyToPlan {
  const { file, span } = statement
  if (file === '') throw new CertSqlError({ code: 'CERT-8603', message: 'The file has no name.', span })
  const options = new CopyOptions(statement.options)
  const format = copyToFormat(formatOption(options), file, span)
  options.requireKnown(OPTIONS_OF_FORMAT[format], `COPY … TO as ${format}`)
  return {
    file,
    format,
    style: textStyle(options, format),
    compression: options.oneOf('COMPRESSION', COMPRESSIONS) ?? 'snappy',
    packing: filePacking(file, format, span),
    plan: planRows(statement, format === 'parquet'),
    span,
  }
}

export function formatOption(options: CopyOptions) {
  const option = options.get('FORMAT')
  return option === undefined ? undefined : { value: option.value, span: option.span }
}

export function textStyle(options: CopyOptions, format: CopyToFormat): CopyTextStyle {
  return {
    header: options.flag('HEADER') ?? true,
    delimiter: options.character('DELIMITER') ?? (format === 'tsv' ? '\t' : ','),
    nullText: options.text('NULL') ?? (format === 'tsv' ? '\\N' : ''),
  }
}
