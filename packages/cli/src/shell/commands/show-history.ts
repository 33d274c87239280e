import type { MetaCommand } from '../meta-command.js'
import { namePattern } from '../name-pattern.js'

const MOST_ENTRIES = 50

export const showHistory: MetaCommand = {
  names: ['history', 's'],
  usage: '\\history [PATTERN]',
  help: 'what was typed, the latest last; Ctrl-R searches',
  group: 'General',
  run: async (shell, [pattern]) => {
    const wanted = namePattern(pattern === undefined ? '*' : `*${pattern}*`)
    const entries = shell.history.filter((entry) => wanted.test(entry.replaceAll('\n', ' ')))
    const shown = entries.slice(0, MOST_ENTRIES).reverse()
    if (entries.length > MOST_ENTRIES) shell.say(`… ${entries.length - MOST_ENTRIES} older ones`)
    await shell.print(shown.join('\n'))
  },
}
