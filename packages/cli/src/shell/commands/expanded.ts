import type { MetaCommand } from '../meta-command.js'
import type { ExpandedMode } from '../shell-settings.js'
import { chooseMode } from './choose-mode.js'

const MEANINGS: Readonly<Record<ExpandedMode, string>> = {
  on: 'Rows are shown as records.',
  off: 'Rows are shown as tables, however wide.',
  auto: 'Rows are shown as records where a table would not fit the screen.',
}

export const expanded: MetaCommand = {
  names: ['x'],
  usage: '\\x [on|off|auto]',
  help: 'show rows as records, one line per column',
  group: 'Results',
  words: ['on', 'off', 'auto'],
  run: (shell, [word]) => {
    const toggled = shell.settings.expanded === 'on' ? 'off' : 'on'
    const mode = word === undefined ? toggled : chooseMode(word, ['on', 'off', 'auto'])
    shell.settings = { ...shell.settings, expanded: mode }
    shell.say(MEANINGS[mode])
  },
}
