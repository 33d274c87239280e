import { displayWidth } from '../../format/display-width.js'
import type { MetaCommand } from '../meta-command.js'
import { META_COMMANDS } from './meta-commands.js'

export const help: MetaCommand = {
  names: ['?', 'h', 'help'],
  usage: '\\?',
  help: 'show this help',
  run: (shell) => shell.print(helpText()),
}

/** Made from the commands themselves, so that none is forgotten. */
function helpText(): string {
  const width = Math.max(...META_COMMANDS.map(({ usage }) => displayWidth(usage)))
  const lines = META_COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.help}`)
  return [...lines, '', ...KEYS].join('\n')
}

const KEYS = [
  'Patterns may hold * and ?. A statement ends with a semicolon and may take several',
  'lines. Tab completes names. Ctrl-C stops the statement that runs, or drops the one',
  'being typed; Ctrl-D quits.',
]
