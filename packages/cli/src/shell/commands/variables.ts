import { type Column, TEXT } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'

const COLUMNS: readonly Column[] = [
  { name: 'variable', type: TEXT },
  { name: 'value', type: TEXT },
]

export const setVariable: MetaCommand = {
  names: ['set'],
  completes: 'variable',
  usage: '\\set [NAME [VALUE]]',
  help: 'give a value to :NAME in statements; alone, list them',
  group: 'Variables',
  run: async (shell, [name, ...values]) => {
    if (name === undefined) return await shell.printRows(COLUMNS, [...shell.variables])
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new UsageError(`"${name}" cannot be the name of a variable.`, 'letters, digits and _')
    }
    shell.variables.set(name, values.join(' '))
  },
}

export const unsetVariable: MetaCommand = {
  names: ['unset'],
  completes: 'variable',
  usage: '\\unset NAME',
  help: 'forget a variable',
  group: 'Variables',
  run: (shell, [name = '']) => {
    if (!shell.variables.delete(name)) throw new UsageError(`There is no variable "${name}".`)
  },
}
