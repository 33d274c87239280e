import { type Column, TEXT } from '@certsql/core'
import { chooseFormat } from '../../command-line/choose-format.js'
import { UsageError } from '../../command-line/usage-error.js'
import type { CommandShell, MetaCommand } from '../meta-command.js'

const COLUMNS: readonly Column[] = [
  { name: 'setting', type: TEXT },
  { name: 'value', type: TEXT },
]

export const printSettings: MetaCommand = {
  names: ['pset'],
  usage: '\\pset [format|null VALUE]',
  help: 'change how results are printed, or show the settings',
  words: ['format', 'null'],
  run: async (shell, [name, value]) => {
    if (name === undefined) return await showSettings(shell)
    switch (name.toLowerCase()) {
      case 'format': {
        shell.settings = { ...shell.settings, format: chooseFormat(value ?? 'table', undefined) }
        return shell.say(`Results are printed as ${shell.settings.format}.`)
      }
      case 'null': {
        shell.settings = { ...shell.settings, nullText: value ?? '' }
        return shell.say(`NULL is printed as "${shell.settings.nullText}".`)
      }
    }
    throw new UsageError(`There is no setting "${name}".`, 'the settings are format and null')
  },
}

async function showSettings(shell: CommandShell): Promise<void> {
  const { format, nullText, expanded, timing } = shell.settings
  await shell.printRows(COLUMNS, [
    ['format', format],
    ['null', nullText],
    ['expanded (\\x)', expanded],
    ['timing (\\timing)', timing ? 'on' : 'off'],
  ])
}
