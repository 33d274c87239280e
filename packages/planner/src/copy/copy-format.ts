import {
  CertSqlError,
  didYouMean,
  extensionOf,
  type FilePacking,
  packingOf,
  type SourceSpan,
} from '@certsql/core'
import type { CopyFormat, CopyToFormat } from './copy-plan.js'

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

/** What COPY … TO can write. */
export const COPY_TO_FORMATS: Readonly<Record<CopyToFormat, FormatFacts>> = {
  ...COPY_FORMATS,
  arrow: { extensions: ['arrow'] },
}

/** Formats that are compressed in themselves. */
const COMPRESSED: readonly CopyToFormat[] = ['parquet', 'xlsx']

interface GivenFormat {
  readonly value: string | undefined
  readonly span: SourceSpan
}

/** The format that is asked for, or that the name of the file tells. */
export function copyFormat(given: GivenFormat | undefined, file: string, statement: SourceSpan): CopyFormat {
  return chooseFormat(COPY_FORMATS, given, file, statement)
}

/** The same for COPY … TO. */
export function copyToFormat(
  given: GivenFormat | undefined,
  file: string,
  statement: SourceSpan,
): CopyToFormat {
  return chooseFormat(COPY_TO_FORMATS, given, file, statement)
}

/** How the file is compressed, as its name tells; an error for formats that are compressed in themselves. */
export function filePacking(
  file: string,
  format: CopyToFormat,
  statement: SourceSpan,
): FilePacking | undefined {
  const packing = packingOf(file)
  if (packing === undefined || !COMPRESSED.includes(format)) return packing
  throw new CertSqlError({
    code: 'CERT-4002',
    message: `A file of the format ${format} is compressed in itself.`,
    hint: `leave .${packing} out of its name`,
    span: statement,
  })
}

function chooseFormat<Format extends string>(
  formats: Readonly<Record<Format, FormatFacts>>,
  given: GivenFormat | undefined,
  file: string,
  statement: SourceSpan,
): Format {
  const names = Object.keys(formats) as unknown as readonly Format[]
  if (given !== undefined) return namedFormat(formats, names, given)
  const extension = extensionOf(file)
  const format = names.find((name) => formats[name].extensions.includes(extension))
  if (format !== undefined) return format
  throw new CertSqlError({
    code: 'CERT-4002',
    message: `The name of the file "${file}" does not tell its format.`,
    hint: `say it: (FORMAT csv), or one of ${names.join(', ')}`,
    span: statement,
  })
}

function namedFormat<Format extends string>(
  formats: Readonly<Record<Format, FormatFacts>>,
  names: readonly Format[],
  { value: name = '', span }: GivenFormat,
): Format {
  const wanted = name.toLowerCase()
  const format = names.find((one) => one === wanted || formats[one].extensions.includes(wanted))
  if (format !== undefined) return format
  throw new CertSqlError({
    code: 'CERT-4002',
    message: name === '' ? 'FORMAT needs a name.' : `COPY has no format "${name}".`,
    hint: didYouMean(name, names) ?? `the formats are ${names.join(', ')}`,
    span,
  })
}
