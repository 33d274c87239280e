import { Command, CommanderError, Option } from 'commander'
import { FILE_FORMAT_NAMES, FORMAT_NAMES, isFileFormat } from '../format/result-format.js'
import { readVersion } from '../version.js'
import { chooseFormat } from './choose-format.js'
import { addCompletionCommand } from './completion-command.js'
import { addExportCommand } from './export-command.js'
import { parseParameters } from './given-parameters.js'
import { addImportCommand } from './import-command.js'
import type { Invocation, ResultOptions, ScriptOptions, SourceOption } from './invocation.js'
import { addLoginCommands } from './login-commands.js'
import { gather, type SessionFlags, sessionOptions, withSessionOptions } from './session-options.js'
import { UsageError } from './usage-error.js'

interface Texts {
  readonly writeOut: (text: string) => void
  readonly writeError: (text: string) => void
}

/** Reads a command line. Throws a `UsageError`; help and version are written and leave nothing to do. */
export function parseCommandLine(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  texts: Texts,
): Invocation {
  let invocation: Invocation = { kind: 'nothing' }
  const program = defineProgram(environment, texts, (found) => {
    invocation = found
  })
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0)
      throw new UsageError(sentence(error.message), 'certsql --help lists what there is')
  }
  return invocation
}

interface ResultFlags {
  readonly format?: string
  readonly output?: string
}

interface TypesFlags {
  readonly out?: string
  readonly objects?: string
}

interface QueryFlags extends SessionFlags, ResultFlags {
  readonly param?: readonly string[]
  readonly var?: readonly string[]
  readonly onError: 'stop' | 'continue'
  readonly stats?: 'json'
  readonly quiet?: true
  readonly verbose?: true
  readonly readOnly?: true
}

/** The whole command line; `found` gets what it asks for. */
export function defineProgram(
  environment: Readonly<Record<string, string | undefined>>,
  { writeOut, writeError }: Texts,
  found: (invocation: Invocation) => void,
): Command {
  const sources: SourceOption[] = []
  const program = new Command('certsql')
    .description('SQL over Certinia. Without -c, -f or a pipe it opens a shell.')
    .argument(
      '[url]',
      'certinia:///?User=…&Password=…&SecurityToken=… (or the environment variable CERTSQL_URL)',
    )
    .option('-c, --command <sql>', 'run these statements (may be repeated)', (sql: string) => {
      sources.push({ kind: 'command', sql })
    })
    .option(
      '-f, --file <file>',
      'run the statements of a file; - is stdin (may be repeated)',
      (path: string) => {
        sources.push({ kind: 'file', path })
      },
    )
    .option('--param <name=value>', 'value of a parameter: :name by its name, ? and $1 by number', gather)
    .option('--var <name=value>', 'the same', gather)
    .addOption(
      new Option('--on-error <what>', 'after a statement that fails')
        .choices(['stop', 'continue'])
        .default('stop'),
    )
    .addOption(new Option('--stats <form>', 'tell the cost of each statement on stderr').choices(['json']))
    .option('-q, --quiet', 'tell nothing on stderr but errors')
    .option('-v, --verbose', 'tell time, API calls and rows moved of each statement')
    .option('--read-only', 'refuse all that writes')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .addHelpText('after', AFTER_HELP)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({ writeOut, writeErr: writeError, outputError: () => undefined })
    .exitOverride()
  withResultOptions(withSessionOptions(program))
  program.action((url: string | undefined, flags: QueryFlags) => {
    const property = [...(flags.property ?? []), ...(flags.readOnly === true ? ['ReadOnly=true'] : [])]
    const session = sessionOptions(url, { ...flags, property }, environment)
    const parameters = parseParameters([...(flags.param ?? []), ...(flags.var ?? [])])
    const script = scriptOptions(flags)
    found({ kind: 'query', sources, parameters, script, session, result: resultOptions(flags) })
  })
  addDescribe(program, environment, found)
  addTypes(program, environment, found)
  program
    .command('emulator')
    .description('start a local org for tests and demos; its own options follow')
    .argument('[arguments...]')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .action((words: string[]) => found({ kind: 'emulator', arguments: words }))
  addExportCommand(program, environment, found)
  addImportCommand(program, environment, found)
  addLoginCommands(program, environment, found)
  addCompletionCommand(program, found)
  return program
}

function addDescribe(
  program: Command,
  environment: Readonly<Record<string, string | undefined>>,
  found: (invocation: Invocation) => void,
): void {
  const describe = program
    .command('describe')
    .description('list the columns of a table')
    .argument('<table>')
    .argument('[url]')
  withResultOptions(withSessionOptions(describe)).action(
    (table: string, url: string | undefined, flags: SessionFlags & ResultFlags) => {
      const session = sessionOptions(url, flags, environment)
      found({ kind: 'describe', table, session, result: resultOptions(flags) })
    },
  )
}

function addTypes(
  program: Command,
  environment: Readonly<Record<string, string | undefined>>,
  found: (invocation: Invocation) => void,
): void {
  const types = program
    .command('types')
    .description('write TypeScript declarations of the tables, for programs and for Knex')
    .argument('[url]')
    .option('--out <file>', 'the file to write, instead of stdout')
    .option('--objects <names>', 'only these: names and patterns, c2g__*,Account; a table costs an API call')
  withSessionOptions(types).action(
    (url: string | undefined, { out, objects, ...flags }: SessionFlags & TypesFlags) => {
      const { properties, ...session } = sessionOptions(url, flags, environment)
      const restricted = objects === undefined ? properties : { ...properties, Objects: objects }
      found({
        kind: 'types',
        session: { ...session, properties: restricted },
        ...(out !== undefined && { output: out }),
      })
    },
  )
}

function withResultOptions(command: Command): Command {
  return command
    .option(
      '--format <format>',
      `${[...FORMAT_NAMES, ...FILE_FORMAT_NAMES].join(', ')} (by the name of the output file, else table)`,
    )
    .option(
      '-o, --output <file>',
      'write results to a file instead of stdout; it appears when all is written',
    )
}

const AFTER_HELP = `
Results go to stdout and everything else to stderr. Exit codes: 0 all done, 1 a statement failed, 2 the command
line is wrong, 3 no connection or worth another try, 130 interrupted.

  certsql --demo
  certsql -c "SELECT Name FROM Account WHERE Industry = :i" --param i=Energy --format csv
  certsql -f month-end.sql --output month-end.csv`

function scriptOptions({ onError, stats, quiet, verbose }: QueryFlags): ScriptOptions {
  if (quiet === true && verbose === true) throw new UsageError('--quiet and --verbose contradict each other.')
  return {
    goesOn: onError === 'continue',
    tellsStats: stats === 'json',
    talk: quiet === true ? 'quiet' : verbose === true ? 'verbose' : 'normal',
  }
}

function resultOptions({ format, output }: ResultFlags): ResultOptions {
  const chosen = chooseFormat(format, output)
  if (isFileFormat(chosen) && output === undefined) {
    throw new UsageError(`The format "${chosen}" needs a file.`, `--output result.${chosen}`)
  }
  return {
    format: chosen,
    fitsScreen: format === undefined && output === undefined,
    ...(output !== undefined && { output }),
  }
}

/** Commander's words, as a sentence of ours. */
function sentence(message: string): string {
  const words = message.replace(/^error: /, '').replaceAll('\n', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.?$/, '.')}`
}
