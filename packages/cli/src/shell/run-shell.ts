import { createInterface } from 'node:readline'
import type { OpenStage } from '../run/run-in-session.js'
import type { SqlSession } from '../session/sql-session.js'
import { completeLine } from './complete-line.js'
import { HistoryFile } from './history-file.js'
import { historyLocation } from './history-location.js'
import { Shell } from './shell.js'
import { HISTORY_LINES, ShellHistory } from './shell-history.js'
import { welcomeText } from './welcome-text.js'

/** Opens the shell on the terminal, and returns when it is left. */
export async function runShell(stage: OpenStage): Promise<void> {
  const { stdin, stdout, stderr, environment } = stage.surroundings
  const history = await ShellHistory.load(new HistoryFile(historyLocation(environment)))
  stderr.write(`${welcomeText(stage.opened)}\n\n`)
  const editor = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    history: history.startList(),
    historySize: HISTORY_LINES,
    completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
      completionOf(line, shell.pending, stage.opened.session).then((result) => done(null, result))
    },
  })
  editor.on('history', history.restore)
  const shell = new Shell(stage, editor, history)
  await shell.run()
}

/** A completion that cannot be found out is none: the line being typed is worth more than the reason. */
async function completionOf(line: string, pending: string, session: SqlSession): Promise<[string[], string]> {
  try {
    const { candidates, replaces } = await completeLine(line, pending, session)
    return [[...candidates], replaces]
  } catch {
    return [[], line]
  }
}
