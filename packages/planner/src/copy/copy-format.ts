import { CertSqlError, didYouMean, type SourceSpan } from '@certsql/core'
import type { CopyFormat } from './copy-plan.js'

interface FormatFacts {
  /** What files of the format are called, without the dot. */
  readonly extensions: readonly string[]
}

export const COPY_FORMATS: Readonly<Record<CopyFormat, FormatFacts>> = {
  csv: { extensions: ['csv'] },
  tsv: { extensions: ['tsv', 'tab'] },
  json: { extensions: ['json'] },
  ndjson: { extensions: ['ndjson', 'jsonl'] },
  parquet: { extensions: ['parquet'] },
  xlsx: { extensions: ['xlsx'] },
}

const NAMES = Object.keys(COPY_FORMATS) as readonly CopyFormat[]

/** The format that is asked for, or that the name of the file tells. */
export function copyFormat(
  given: { readonly value: string | undefined; readonly span: SourceSpan } | undefined,
  file: string,
  statement: SourceSpan,
): CopyFormat {
  if (given !== undefined) return namedFormat(given.value ?? '', given.span)
  const extension = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  const format = NAMES.find((name) => COPY_FORMATS[name].extensions.includes(extension))
  if (format !== undefined) return format
  throw new CertSqlError({
    code: 'CERT-4002',
    message: `The name of the file "${file}" does not tell its format.`,
    hint: `say it: (FORMAT csv), or one of ${NAMES.join(', ')}`,
    span: statement,
  })
}

function namedFormat(name: string, span: SourceSpan): CopyFormat {
  const wanted = name.toLowerCase()
  const format = NAMES.find((one) => one === wanted || COPY_FORMATS[one].extensions.includes(wanted))
  if (format !== undefined) return format
  throw new CertSqlError({
    code: 'CERT-4002',
    message: name === '' ? 'FORMAT needs a name.' : `COPY has no format "${name}".`,
    hint: didYouMean(name, NAMES) ?? `the formats are ${NAMES.join(', ')}`,
    span,
  })
}
