import { displayWidth } from '../../format/display-width.js'
import type { MetaCommand } from '../meta-command.js'

/** The command that shows all commands, itself first. */
export function helpFor(others: readonly MetaCommand[]): MetaCommand {
  const help: MetaCommand = {
    names: ['?', 'h', 'help'],
    usage: '\\?',
    help: 'show this help',
    run: (shell) => shell.print(helpText([help, ...others])),
  }
  return help
}

/** Made from the commands themselves, so that none is forgotten. */
function helpText(commands: readonly MetaCommand[]): string {
  const width = Math.max(...commands.map(({ usage }) => displayWidth(usage)))
  const lines = commands.map((command) => `  ${command.usage.padEnd(width)}  ${command.help}`)
  return [...lines, '', ...KEYS].join('\n')
}

const KEYS = [
  'Patterns may hold * and ?. A statement ends with a semicolon and may take several',
  'lines. Tab completes names. Ctrl-C stops the statement that runs, or drops the one',
  'being typed; Ctrl-D quits.',
]
