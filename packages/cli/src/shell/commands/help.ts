import { displayWidth } from '../../format/display-width.js'
import { COMMAND_GROUPS, type MetaCommand } from '../meta-command.js'

/** The command that shows all commands, itself first. */
export function helpFor(others: readonly MetaCommand[]): MetaCommand {
  const help: MetaCommand = {
    names: ['?', 'h', 'help'],
    usage: '\\?',
    help: 'show this help',
    group: 'General',
    run: (shell) => shell.print(helpText([help, ...others])),
  }
  return help
}

/** Made from the commands themselves, so that none is forgotten. */
function helpText(commands: readonly MetaCommand[]): string {
  const width = Math.min(WIDEST_USAGE, Math.max(...commands.map(({ usage }) => displayWidth(usage))))
  const groups = COMMAND_GROUPS.map((group) => {
    const lines = commands
      .filter((command) => command.group === group)
      .map(({ usage, help }) =>
        displayWidth(usage) > width
          ? `  ${usage}\n  ${' '.repeat(width)}  ${help}`
          : `  ${usage.padEnd(width)}  ${help}`,
      )
    return [group, ...lines].join('\n')
  })
  return [...groups, KEYS.join('\n')].join('\n\n')
}

const WIDEST_USAGE = 30

const KEYS = [
  'Keys',
  '  Enter runs a statement that ends with a semicolon, else begins a new line; Alt-Enter always',
  '  begins one. Tab completes, → takes the suggestion, ↑ recalls what begins alike, Ctrl-R searches.',
  '  Ctrl-C stops the statement that runs, or drops the one being typed; Ctrl-D quits.',
  '  Patterns may hold * and ?. The last result is the table _ in SQL.',
]
