import { readFile } from 'node:fs/promises'
import { systemErrorReason } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'

export const include: MetaCommand = {
  names: ['i', 'include'],
  usage: '\\i FILE',
  help: 'run the statements and commands of a file',
  group: 'Files',
  completes: 'file',
  run: async (shell, [path]) => {
    if (path === undefined) throw new UsageError('Which file?', '\\i month-end.sql')
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new UsageError(`The file ${path} cannot be read: ${systemErrorReason(error)}.`)
    })
    await shell.runText(text)
  },
}
