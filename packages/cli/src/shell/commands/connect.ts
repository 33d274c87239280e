import { UsageError } from '../../command-line/usage-error.js'
import { labelText } from '../../session/org-label.js'
import type { MetaCommand } from '../meta-command.js'

export const connectTo: MetaCommand = {
  names: ['c', 'connect'],
  usage: '\\c URL',
  help: 'go to another org',
  group: 'Connection',
  run: async (shell, [url]) => {
    if (url === undefined) throw new UsageError('Which org?', '\\c certinia:///?User=…')
    await shell.reconnect(url)
    shell.say(`Connected to ${labelText(shell.label)}.`)
  },
}
