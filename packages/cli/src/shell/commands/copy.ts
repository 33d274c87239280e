import { quoteText } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'
import { requireStatement } from './run-again.js'

export const copy: MetaCommand = {
  names: ['copy'],
  usage: '\\copy TABLE or (QUERY) to or from FILE [(OPTIONS)]',
  help: 'copy rows into a file or out of one; as COPY, with no quotes needed around the file',
  group: 'Files',
  completes: 'file',
  run: async (shell, _words, { text }) => {
    const parts = /^(\(.*\)|\S+(?:\s*\([^)]*\))?)\s+(to|from)\s+('[^']*'|\S+)\s*(.*)$/is.exec(text)
    if (parts === null) throw new UsageError('That is no \\copy.', '\\copy Account to accounts.csv')
    const [, source = '', direction = '', file = '', options = ''] = parts
    const path = file.startsWith("'") ? file : `'${file}'`
    await shell.runStatement(`COPY ${source} ${direction.toUpperCase()} ${path} ${options}`.trim())
  },
}

export const exportResult: MetaCommand = {
  names: ['export'],
  usage: '\\export FILE',
  help: 'write the result of the statement before it, or the last one, to a file: csv, parquet, xlsx, …',
  group: 'Files',
  completes: 'file',
  takesStatement: true,
  run: async (shell, _words, given) => {
    const { text } = given
    if (text === '') throw new UsageError('Which file?', 'SELECT … \\export report.xlsx')
    const statement = requireStatement(given)
    await shell.runStatement(`COPY (${statement}\n) TO ${quoteText(text)}`, { isAside: true })
  },
}
