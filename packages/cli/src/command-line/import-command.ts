import type { Command } from 'commander'
import type { ImportInvocation } from '../import/import-invocation.js'
import { parseNameValue } from './name-value.js'
import { gather, type SessionFlags, sessionOptions, withSessionOptions } from './session-options.js'
import { UsageError } from './usage-error.js'

interface ImportFlags extends SessionFlags {
  readonly into?: string
  readonly upsertOn?: string
  readonly map?: readonly string[]
  readonly errors?: string
  readonly dryRun?: true
  readonly resume?: true
  readonly option?: readonly string[]
}

/** `certsql import` */
export function addImportCommand(
  program: Command,
  environment: Readonly<Record<string, string | undefined>>,
  found: (invocation: ImportInvocation) => void,
): void {
  const command = program
    .command('import')
    .description('load a file into a table: csv, tsv, json, ndjson, parquet, xlsx')
    .argument('<file>')
    .argument('[url]')
    .option('--into <table>', 'the table that gets the rows')
    .option('--upsert-on <column>', 'change the record with the same external id, and add what is new')
    .option('--map <name=column>', 'a column of the file by its name; nothing behind = leaves it out', gather)
    .option('--errors <file>', 'go on after rows that fail, and write them to this file, with the reasons')
    .option('--dry-run', 'check all rows, and send none')
    .option('--resume', 'keep FILE.ledger, so that the same command goes on after a crash')
    .option(
      '--option <name=value>',
      'an option of COPY … FROM: DELIMITER, SHEET, DECIMAL, … (may be repeated)',
      gather,
    )
  withSessionOptions(command).action((file: string, url: string | undefined, flags: ImportFlags) => {
    const { into, upsertOn, map = [], errors, dryRun, resume, option = [] } = flags
    const session = sessionOptions(url, flags, environment)
    if (into === undefined) throw new UsageError('There is no table to load into.', '--into Account')
    const mapping = map.map((text) => parseNameValue('--map', text))
    const options = option.map((text) => parseNameValue('--option', text))
    found({
      kind: 'import',
      session,
      file,
      table: into,
      upsertOn,
      mapping: new Map(mapping.map(({ name, value }) => [name, value === '' ? null : value])),
      errorsFile: errors,
      ledgerFile: resume === true ? `${file}.ledger` : undefined,
      isDryRun: dryRun === true,
      options: new Map(options.map(({ name, value }) => [name, value])),
    })
  })
}
