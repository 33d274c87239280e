import type { MetaCommand } from '../meta-command.js'
import { chooseMode } from './choose-mode.js'

export const timing: MetaCommand = {
  names: ['timing'],
  usage: '\\timing [on|off]',
  help: 'tell time, API calls and rows moved of each statement',
  group: 'Results',
  words: ['on', 'off'],
  run: (shell, [word]) => {
    const on = word === undefined ? !shell.settings.timing : chooseMode(word, ['on', 'off']) === 'on'
    shell.settings = { ...shell.settings, timing: on }
    shell.say(`Timing is ${on ? 'on' : 'off'}.`)
  },
}
