import type { MetaCommand } from '../meta-command.js'

export const quit: MetaCommand = {
  names: ['q', 'quit', 'exit'],
  usage: '\\q',
  help: 'quit (also Ctrl-D)',
  group: 'General',
  run: (shell) => shell.quit(),
}
