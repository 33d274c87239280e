import type { DescribedCommand, DescribedOption, ValueKind } from '../described-command.js'

/**
 * The completion script for fish.
 *
 * `certsql completion fish | source`
 */
export function fishCompletion(program: DescribedCommand, properties: readonly string[]): string {
  const context = { properties }
  const takesValue = program.options.filter(({ usage }) => usage !== undefined).flatMap(({ names }) => names)
  const lines = [
    'complete -c certsql -f',
    ...program.options.map((option) => optionLine('', option, context)),
    ...program.commands.flatMap((command) => [
      `complete -c certsql -n '__certsql_at ""' -a ${command.name} -d ${quoted(command.description)}`,
      ...commandLines(command, context),
    ]),
  ]
  return `# Completion of certsql for fish, made by: certsql completion fish

# Whether the command is the given one, "" for none, and the place that of the given argument, from 0.
function __certsql_at
    set -l command ''
    set -l place 0
    set -l skips 0
    for word in (commandline -opc)[2..-1]
        if test $skips = 1
            set skips 0
        else if contains -- $word ${takesValue.join(' ')}
            set skips 1
        else if string match -q -- '-*' $word
        else if test -z "$command"; and contains -- $word ${program.commands.map(({ name }) => name).join(' ')}
            set command $word
        else
            set place (math $place + 1)
        end
    end
    test "$command" = "$argv[1]"; and test -z "$argv[2]" -o "$place" = "$argv[2]"
end

${lines.join('\n')}
`
}

interface Context {
  readonly properties: readonly string[]
}

function commandLines(command: DescribedCommand, context: Context): readonly string[] {
  const choices = command.arguments.flatMap(({ value }, place) =>
    argumentProposal(value, context).map(
      (proposal) => `complete -c certsql -n '__certsql_at ${command.name} ${place}' ${proposal}`,
    ),
  )
  return [...command.options.map((option) => optionLine(command.name, option, context)), ...choices]
}

function optionLine(
  command: string,
  { names, description, usage, value }: DescribedOption,
  context: Context,
): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  const takes = usage === undefined ? '' : ` ${valueProposal(value, context)}`
  return `complete -c certsql -n '__certsql_at "${command}"' ${flags.join(' ')}${takes} -d ${quoted(description)}`
}

function valueProposal(value: ValueKind, context: Context): string {
  return value.kind === 'file' ? '-r -F' : ['-x', ...argumentProposal(value, context)].join(' ')
}

/** Nothing where anything may stand. */
function argumentProposal(value: ValueKind, { properties }: Context): readonly string[] {
  switch (value.kind) {
    case 'words':
      return [`-a '${value.words.join(' ')}'`]
    case 'file':
      return ['-F']
    case 'profile':
      return [`-a '(certsql config names 2>/dev/null)'`]
    case 'property':
      return [`-a '${properties.map((name) => (value.hasValue ? `${name}=` : name)).join(' ')}'`]
    case 'anything':
      return []
  }
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
