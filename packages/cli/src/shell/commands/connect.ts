import { UsageError } from '../../command-line/usage-error.js'
import { labelText } from '../../session/org-label.js'
import type { MetaCommand } from '../meta-command.js'

export const connectTo: MetaCommand = {
  names: ['c', 'connect'],
  usage: '\\c PROFILE or URL',
  help: 'go to another org; a read-only shell stays one',
  group: 'Connection',
  completes: 'profile',
  run: async (shell, [target]) => {
    if (target === undefined) throw new UsageError('Which org?', '\\l lists the profiles: \\c prod')
    if (shell.session.inTransaction) {
      throw new UsageError('A transaction is open.', 'COMMIT or ROLLBACK ends it')
    }
    await shell.reconnect(/^certinia:/i.test(target) ? { url: target } : { profile: target })
    const { session, label } = shell
    shell.say(`Connected to ${labelText(label)}${session.user === undefined ? '' : ` as ${session.user}`}.`)
  },
}
