import type { MetaCommand } from '../meta-command.js'
import { openTarget } from './result-file.js'

export const output: MetaCommand = {
  names: ['o', 'out'],
  usage: '\\o [FILE or |PROGRAM]',
  help: 'send all results to a file or program from now on; alone, back to the screen',
  group: 'Files',
  completes: 'file',
  run: async (shell, _words, { text }) => {
    await shell.redirect(text === '' ? undefined : await openTarget(text))
    shell.say(text === '' ? 'Results go to the screen.' : `Results go to ${text}.`)
  },
}
