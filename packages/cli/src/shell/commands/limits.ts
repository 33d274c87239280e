import { quoteText } from '@certsql/core'
import type { MetaCommand } from '../meta-command.js'

export const limits: MetaCommand = {
  names: ['limits'],
  usage: '\\limits [PATTERN]',
  help: "the org's limits, and what is left of them",
  group: 'The org',
  run: (shell, [pattern]) => {
    const like = pattern === undefined ? '%' : `%${pattern.replaceAll('*', '%')}%`
    return shell.runStatement(
      `SELECT name, max, used, remaining FROM certsql.limits WHERE name LIKE ${quoteText(like)} ORDER BY name`,
    )
  },
}
