import { quoteIdentifier } from '@certsql/core'
import type { Invocation } from '../command-line/invocation.js'
import type { ExitCode } from '../exit-code.js'
import type { Interruption } from './interruption.js'
import { runInSession } from './run-in-session.js'
import { runScript } from './run-script.js'
import { PLAIN_SCRIPT, scriptManner } from './script-manner.js'
import type { Surroundings } from './surroundings.js'

const NO_PARAMETERS = { positional: new Map<number, string>(), named: new Map<string, string>() }

/** `certsql describe TABLE`: the statement DESCRIBE, for those who would not write SQL for it. */
export async function runDescribe(
  invocation: Extract<Invocation, { kind: 'describe' }>,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  const sql = `DESCRIBE ${quoteName(invocation.table)}`
  return await runInSession(invocation, surroundings, interruption, (stage) =>
    runScript([{ sql }], NO_PARAMETERS, stage.options, scriptManner(PLAIN_SCRIPT, stage)),
  )
}

/** `certsql.fields` has two parts; each may be a word that SQL would take for its own. */
function quoteName(table: string): string {
  return table.split('.').map(quoteIdentifier).join('.')
}
