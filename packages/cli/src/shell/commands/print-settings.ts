import { type Column, TEXT } from '@certsql/core'
import { chooseTextFormat } from '../../command-line/choose-format.js'
import { UsageError } from '../../command-line/usage-error.js'
import { FORMAT_NAMES } from '../../format/result-format.js'
import type { CommandShell, MetaCommand } from '../meta-command.js'
import { chooseMode } from './choose-mode.js'

const COLUMNS: readonly Column[] = [
  { name: 'setting', type: TEXT },
  { name: 'value', type: TEXT },
]

export const printSettings: MetaCommand = {
  names: ['pset'],
  usage: '\\pset [NAME VALUE]',
  help: 'change how results are printed (format, null, pager, digits, totals), or show the settings',
  group: 'Results',
  words: ['format', 'null', 'pager', 'digits', 'totals'],
  wordsAfter: {
    format: FORMAT_NAMES,
    pager: ['on', 'off'],
    digits: ['grouped', 'plain'],
    totals: ['on', 'off'],
  },
  run: async (shell, [name, value]) => {
    if (name === undefined) return await showSettings(shell)
    switch (name.toLowerCase()) {
      case 'format': {
        shell.settings = { ...shell.settings, format: chooseTextFormat(value ?? 'table') }
        return shell.say(`Results are printed as ${shell.settings.format}.`)
      }
      case 'null': {
        shell.settings = { ...shell.settings, nullText: value ?? '' }
        return shell.say(`NULL is printed as "${shell.settings.nullText}".`)
      }
      case 'pager': {
        const pager = chooseMode(value ?? 'on', ['on', 'off']) === 'on'
        shell.settings = { ...shell.settings, pager }
        return shell.say(pager ? 'Long results go through the pager.' : 'There is no pager.')
      }
      case 'digits': {
        const groupsDigits = chooseMode(value ?? 'grouped', ['grouped', 'plain']) === 'grouped'
        shell.settings = { ...shell.settings, groupsDigits }
        return shell.say(`Amounts are shown as ${groupsDigits ? '1,234.50' : '1234.50'}.`)
      }
      case 'totals': {
        const totals = chooseMode(value ?? 'on', ['on', 'off']) === 'on'
        shell.settings = { ...shell.settings, totals }
        return shell.say(totals ? 'The sums of numbers stand below the rows.' : 'There are no sums.')
      }
    }
    throw new UsageError(
      `There is no setting "${name}".`,
      'the settings are format, null, pager, digits and totals',
    )
  },
}

async function showSettings(shell: CommandShell): Promise<void> {
  const { format, nullText, expanded, timing, pager, groupsDigits, totals } = shell.settings
  await shell.printRows(COLUMNS, [
    ['format', format],
    ['null', nullText],
    ['pager', pager ? 'on' : 'off'],
    ['digits', groupsDigits ? 'grouped' : 'plain'],
    ['totals', totals ? 'on' : 'off'],
    ['expanded (\\x)', expanded],
    ['timing (\\timing)', timing ? 'on' : 'off'],
  ])
}
