import type { MetaCommand } from '../meta-command.js'
import { connectionInfo } from './connection-info.js'
import { describeTable } from './describe-table.js'
import { expanded } from './expanded.js'
import { helpFor } from './help.js'
import { listTables } from './list-tables.js'
import { printSettings } from './print-settings.js'
import { quit } from './quit.js'
import { timing } from './timing.js'

const COMMANDS: readonly MetaCommand[] = [
  quit,
  describeTable,
  listTables,
  expanded,
  timing,
  printSettings,
  connectionInfo,
]

/** All of them, in the order of the help screen. */
export const META_COMMANDS: readonly MetaCommand[] = [helpFor(COMMANDS), ...COMMANDS]

/** Whether a line such as `\\gx` is about the statement before it. */
export function takesStatement(line: string): boolean {
  const name = /^\\(\S*)/.exec(line)?.[1] ?? ''
  return META_COMMANDS.some(({ names, takesStatement }) => takesStatement === true && names.includes(name))
}
