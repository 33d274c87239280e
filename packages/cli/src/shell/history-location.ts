import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the shell keeps what was typed: https://specifications.freedesktop.org/basedir-spec/latest/ */
export function historyLocation(environment: Readonly<Record<string, string | undefined>>): string {
  const { CERTSQL_HISTORY, XDG_STATE_HOME, LOCALAPPDATA } = environment
  if (CERTSQL_HISTORY) return CERTSQL_HISTORY
  if (XDG_STATE_HOME) return join(XDG_STATE_HOME, 'certsql', 'history')
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'certsql', 'history')
  return join(homedir(), '.local', 'state', 'certsql', 'history')
}
