import type { DescribedCommand, DescribedOption, ValueKind } from '../described-command.js'

/**
 * The completion script for zsh, to be put as `_certsql` into a folder of `$fpath`, or sourced behind `compinit`.
 *
 * `source <(certsql completion zsh)`
 */
export function zshCompletion(program: DescribedCommand, properties: readonly string[]): string {
  return `#compdef certsql
# Completion of certsql for zsh, made by: certsql completion zsh

_certsql_profiles() {
  local -a names
  names=(\${(f)"$(certsql config names 2>/dev/null)"})
  compadd -a names
}
_certsql_properties() {
  compadd -S = -- ${properties.join(' ')}
}
_certsql_property_names() {
  compadd -- ${properties.join(' ')}
}
# Without a function a message is shown, and an option that fits is not put in.
_certsql_anything() {
  return 1
}
_certsql_commands() {
  local -a commands
  commands=(
${program.commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join('\n')}
  )
  _describe -t commands command commands
}

_certsql() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  # Behind the command its own options count.
  _arguments -C -A '-*' \\
${program.options.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '1: :_certsql_commands' \\
    '*:: :->arguments' && return
  case $line[1] in
${program.commands.map(commandCase).join('\n')}
  esac
}

if [[ $funcstack[1] == _certsql ]]; then
  _certsql "$@"
else
  compdef _certsql certsql
fi
`
}

function commandCase(command: DescribedCommand): string {
  const specs = [
    ...command.options.map(optionSpec),
    ...command.arguments.map(({ usage, value }, index) => {
      const place = usage.includes('...') ? '*' : String(index + 1)
      return quoted(`${place}: :${value.kind === 'anything' ? '_certsql_anything' : action(value)}`)
    }),
  ]
  return [
    `    ${command.name})`,
    `      _arguments \\\n        ${specs.join(' \\\n        ')}`,
    '      ;;',
  ].join('\n')
}

/** `{-o,--output}'[write results to a file]:file:_files'` */
function optionSpec({ names, description, usage, value, isRepeatable }: DescribedOption): string {
  const takes = usage === undefined ? '' : `:${escaped(usage.slice(1, -1))}:${action(value)}`
  const text = `[${escaped(description)}]${takes}`
  const [first = '', ...others] = names
  const before = isRepeatable ? '*' : others.length > 0 ? `(${names.join(' ')})` : ''
  if (others.length === 0) return quoted(before + first + text)
  return `${quoted(before)}{${names.join(',')}}${quoted(text)}`
}

function action(value: ValueKind): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`
    case 'file':
      return '_files'
    case 'profile':
      return '_certsql_profiles'
    case 'property':
      return value.hasValue ? '_certsql_properties' : '_certsql_property_names'
    case 'anything':
      return ' '
  }
}

/** `[`, `]` and `:` mean something to `_arguments`. */
function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
