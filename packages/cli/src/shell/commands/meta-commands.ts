import { commandName } from '../find-command.js'
import type { MetaCommand } from '../meta-command.js'
import { chart } from './chart.js'
import { connectTo } from './connect.js'
import { connectionInfo } from './connection-info.js'
import { copy, exportResult } from './copy.js'
import { crosstab } from './crosstab.js'
import { describeInFull, describeTable } from './describe-table.js'
import { edit } from './edit.js'
import { expanded } from './expanded.js'
import { explain } from './explain.js'
import { helpFor } from './help.js'
import { include } from './include.js'
import { limits } from './limits.js'
import { listFunctions } from './list-functions.js'
import { listOrgs } from './list-orgs.js'
import { listTables, listTablesInFull } from './list-tables.js'
import { output } from './output.js'
import { permissions } from './permissions.js'
import { printSettings } from './print-settings.js'
import { quit } from './quit.js'
import { runAgain, runExpanded } from './run-again.js'
import { runProgram } from './run-program.js'
import { forgetQuery, runSaved, saveQuery } from './saved-queries.js'
import { showHistory } from './show-history.js'
import { timing } from './timing.js'
import { setVariable, unsetVariable } from './variables.js'
import { watch } from './watch.js'

const COMMANDS: readonly MetaCommand[] = [
  quit,
  showHistory,
  runProgram,
  runAgain,
  runExpanded,
  edit,
  explain,
  watch,
  runSaved,
  saveQuery,
  forgetQuery,
  expanded,
  timing,
  printSettings,
  crosstab,
  chart,
  describeTable,
  describeInFull,
  permissions,
  listTables,
  listTablesInFull,
  listFunctions,
  limits,
  listOrgs,
  connectTo,
  connectionInfo,
  include,
  output,
  copy,
  exportResult,
  setVariable,
  unsetVariable,
]

/** All of them, in the order of the help screen. */
export const META_COMMANDS: readonly MetaCommand[] = [helpFor(COMMANDS), ...COMMANDS]

/** Whether a line such as `\gx` is about the statement before it. */
export function takesStatement(line: string): boolean {
  const name = commandName(line)
  return META_COMMANDS.some((command) => command.takesStatement === true && command.names.includes(name))
}
