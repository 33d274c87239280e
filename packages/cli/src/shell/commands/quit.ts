import type { MetaCommand } from '../meta-command.js'

export const quit: MetaCommand = {
  names: ['q', 'quit', 'exit'],
  usage: '\\q',
  help: 'quit (also Ctrl-D)',
  run: (shell) => shell.quit(),
}
