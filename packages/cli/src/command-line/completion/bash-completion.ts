import { allCommands, type DescribedCommand, type ValueKind } from '../described-command.js'

/**
 * The completion script for bash: from 3.2 on, which macOS still has.
 *
 * `source <(certsql completion bash)`
 */
export function bashCompletion(program: DescribedCommand, properties: readonly string[]): string {
  const commands = allCommands(program).map((command) => ({
    command,
    // The program itself stands for no word.
    word: command === program ? '' : command.name,
  }))
  const withValue = commands.flatMap(({ command, word }) =>
    command.options
      .filter(({ usage }) => usage !== undefined)
      .map(({ names, value }) => ({ patterns: names.map((name) => `'${word} ${name}'`).join('|'), value })),
  )
  const places = commands.flatMap(({ command, word }) =>
    command.arguments.map(({ value }, place) => ({ pattern: `'${word} ${place}'`, value })),
  )
  return `# Completion of certsql for bash, made by: certsql completion bash

_certsql_words() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "\${1// /$'\\n'}" -- "$current"))
}
_certsql_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$current"))
}
_certsql_profiles() {
  local name
  while IFS= read -r name; do
    [[ $name == "$current"* ]] && COMPREPLY+=("$(printf %q "$name")")
  done < <(certsql config names 2>/dev/null)
}
_certsql_properties() {
  compopt -o nospace 2>/dev/null
  _certsql_words '${properties.map((name) => `${name}=`).join(' ')}'
}
_certsql_property_names() {
  _certsql_words '${properties.join(' ')}'
}

_certsql() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command= place=0 index word skips=
  COMPREPLY=()
  # --option=value are three words here.
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == = ]]; then
      skips=1
      continue
    elif [[ -n $skips ]]; then
      skips=
      continue
    fi
    case "$command $word" in
      ${withValue.map(({ patterns }) => patterns).join('|')}) skips=1 ;;
      *' -'*) ;;
      *)
        if [[ -n $command ]]; then
          place=$((place + 1))
        else
          case $word in
            ${program.commands.map(({ name }) => name).join('|')}) command=$word ;;
            *) place=$((place + 1)) ;;
          esac
        fi
        ;;
    esac
  done
  case "$command $before" in
${withValue.map(({ patterns, value }) => `    ${patterns}) ${proposal(value)}; return ;;`).join('\n')}
  esac
  # The value behind -p NAME=
  [[ \${COMP_WORDS[COMP_CWORD]} == = || \${COMP_WORDS[COMP_CWORD-1]} == = ]] && return
  if [[ $current == -* ]]; then
    case $command in
${commands.map(({ command, word }) => `      '${word}') _certsql_words '${optionNames(command)}' ;;`).join('\n')}
    esac
    return
  fi
  case "$command $place" in
    ' 0') _certsql_words '${program.commands.map(({ name }) => name).join(' ')}' ;;
${places
  .filter(({ pattern, value }) => pattern !== "' 0'" && value.kind !== 'anything')
  .map(({ pattern, value }) => `    ${pattern}) ${proposal(value)} ;;`)
  .join('\n')}
  esac
}
complete -F _certsql certsql
`
}

function optionNames({ options }: DescribedCommand): string {
  return options.flatMap(({ names }) => names).join(' ')
}

function proposal(value: ValueKind): string {
  switch (value.kind) {
    case 'words':
      return `_certsql_words '${value.words.join(' ')}'`
    case 'file':
      return '_certsql_files'
    case 'profile':
      return '_certsql_profiles'
    case 'property':
      return value.hasValue ? '_certsql_properties' : '_certsql_property_names'
    case 'anything':
      return ':'
  }
}
