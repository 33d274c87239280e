import { type Column, TEXT } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'
import { SavedQueries } from '../saved-queries-file.js'
import { requireStatement } from './run-again.js'

const COLUMNS: readonly Column[] = [
  { name: 'name', type: TEXT },
  { name: 'statement', type: TEXT },
]

const queries = () => SavedQueries.ofUser(process.env)

export const runSaved: MetaCommand = {
  names: ['n'],
  completes: 'query',
  usage: '\\n [NAME [PARAMETER=VALUE]…]',
  help: 'run a named query, with values for its :parameters; alone, list them',
  group: 'Query',
  run: async (shell, [name, ...values]) => {
    const saved = await queries().read()
    if (name === undefined) return await shell.printRows(COLUMNS, Object.entries(saved))
    const statement = saved[name]
    if (statement === undefined) throw unknownQuery(name, Object.keys(saved))
    const before = new Map(shell.variables)
    try {
      for (const [parameter, value] of values.map(splitValue)) shell.variables.set(parameter, value)
      await shell.runStatement(statement)
    } finally {
      shell.variables.clear()
      for (const [variable, value] of before) shell.variables.set(variable, value)
    }
  },
}

export const saveQuery: MetaCommand = {
  names: ['ns'],
  usage: '\\ns NAME',
  help: 'keep the statement before it, or the last one, under a name',
  group: 'Query',
  takesStatement: true,
  run: async (shell, [name], given) => {
    if (name === undefined || !/^[\w-]+$/.test(name)) {
      throw new UsageError('Under which name?', 'letters, digits, - and _')
    }
    await queries().put(name, requireStatement(given))
    shell.say(`Saved: \\n ${name} runs it.`)
  },
}

export const forgetQuery: MetaCommand = {
  names: ['nd'],
  completes: 'query',
  usage: '\\nd NAME',
  help: 'forget a named query',
  group: 'Query',
  run: async (shell, [name = '']) => {
    const saved = await queries().read()
    if (saved[name] === undefined) throw unknownQuery(name, Object.keys(saved))
    await queries().remove(name)
    shell.say(`Forgotten: ${name}.`)
  },
}

function splitValue(word: string): readonly [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(`"${word}" is no parameter with a value.`, 'write it as name=value')
  }
  return [name, value]
}

function unknownQuery(name: string, known: readonly string[]): UsageError {
  return new UsageError(
    `There is no named query "${name}".`,
    known.length === 0 ? '\\ns NAME saves one' : `there are ${known.join(', ')}`,
  )
}
