import type { Command } from 'commander'
import type { ExportInvocation, ExportSource, SinceOption } from '../export/export-invocation.js'
import { STDOUT } from '../export/target-file.js'
import { parseParameters } from './given-parameters.js'
import { gather, type SessionFlags, sessionOptions, withSessionOptions } from './session-options.js'
import { UsageError } from './usage-error.js'

interface ExportFlags extends SessionFlags {
  readonly to?: string
  readonly object?: string
  readonly where?: string
  readonly format?: string
  readonly param?: readonly string[]
  readonly partitionBy?: string
  readonly since?: string
  readonly state?: string
  readonly verify?: true
  readonly resume?: true
  readonly manifest: boolean
}

/** `certsql export` */
export function addExportCommand(
  program: Command,
  environment: Readonly<Record<string, string | undefined>>,
  found: (invocation: ExportInvocation) => void,
): void {
  const command = program
    .command('export')
    .description('write the rows of a query or of an object to a file, with a manifest beside it')
    .argument('[words...]', 'the query, and a connection URL if one is needed')
    .option(
      '--to <file>',
      'the file: .csv .tsv .json .ndjson .parquet .xlsx .arrow, and .gz or .zst behind it; - for stdout',
    )
    .option('--object <name>', 'all columns of this object, instead of a query')
    .option('--where <condition>', 'only the records of the object that meet this')
    .option('--format <file-format>', 'the format, where the name of the file does not tell')
    .option('--param <name=value>', 'value of a parameter: :name by its name, ? and $1 by number', gather)
    .option('--partition-by <columns>', 'a folder of files instead: Status=Open/part-0.csv')
    .option('--since <moment>', 'only what was changed or deleted since then; "last": since the last export')
    .option('--state <file>', 'where --since keeps how far it came (FILE.state.json)')
    .option('--verify', 'compare the number of rows and the sums of numbers with the org')
    .option('--resume', 'keep what has come, so that the same command goes on after a crash')
    .option('--no-manifest', 'write no FILE.manifest.json')
  withSessionOptions(command).action((words: readonly string[], flags: ExportFlags) => {
    const { file, url, sql } = readWords(words, flags)
    found({
      kind: 'export',
      session: sessionOptions(url, flags, environment),
      source: readSource(sql, flags),
      parameters: parseParameters(flags.param ?? []),
      file,
      format: flags.format,
      partitionBy: readNames(flags.partitionBy),
      verifies: flags.verify === true,
      resumes: flags.resume === true,
      writesManifest: flags.manifest,
      since: readSince(flags, file),
    })
  })
}

function readWords(words: readonly string[], { to }: ExportFlags) {
  const urls = words.filter((word) => /^certinia:/i.test(word))
  const [sql, another] = words.filter((word) => !urls.includes(word))
  if (another !== undefined || urls.length > 1) {
    throw new UsageError('There is one query too many.', "quote it as one word: certsql export 'SELECT …'")
  }
  if (to === undefined) throw new UsageError('There is no file to write to.', '--to invoices.csv')
  return { file: to, url: urls[0], sql }
}

function readSource(sql: string | undefined, { object, where }: ExportFlags): ExportSource {
  if (object !== undefined && sql !== undefined) {
    throw new UsageError('A query and --object contradict each other.')
  }
  if (object !== undefined) return { kind: 'object', name: object, where }
  if (where !== undefined)
    throw new UsageError('--where belongs to --object.', 'a query has a WHERE of its own')
  if (sql === undefined)
    throw new UsageError('There is nothing to export.', 'give a query, or --object Account')
  return { kind: 'query', sql }
}

function readSince({ since, state, object }: ExportFlags, file: string): SinceOption | undefined {
  if (since === undefined) {
    if (state !== undefined) throw new UsageError('--state belongs to --since.')
    return undefined
  }
  if (object === undefined) throw new UsageError('--since needs --object.', '--object Account --since last')
  const moment = since.toLowerCase() === 'last' ? 'last' : new Date(since)
  if (moment !== 'last' && Number.isNaN(moment.getTime())) {
    throw new UsageError(`--since "${since}" is no moment.`, '--since last, or --since 2025-01-31T00:00:00Z')
  }
  if (file === STDOUT && state === undefined) {
    throw new UsageError('--since needs a file for its state.', '--state accounts.state.json')
  }
  return { moment, stateFile: state ?? `${file}.state.json` }
}

function readNames(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  const names = text.split(',').map((name) => name.trim())
  if (names.includes(''))
    throw new UsageError('--partition-by needs names of columns.', '--partition-by Year,Status')
  return names
}
