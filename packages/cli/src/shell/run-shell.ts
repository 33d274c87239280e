import { LineEditor } from '../editor/line-editor.js'
import type { OpenStage } from '../run/run-in-session.js'
import { isDumb, usesColour } from '../run/surroundings.js'
import { takesStatement } from './commands/meta-commands.js'
import { completeInput } from './completion/complete-input.js'
import type { CompletionSources } from './completion/completion-sources.js'
import { highlightInput } from './highlight-input.js'
import { HistoryFile } from './history-file.js'
import { historyLocation } from './history-location.js'
import type { InputReader } from './input-reader.js'
import { PlainReader } from './plain-reader.js'
import { Shell } from './shell.js'
import { ShellHistory } from './shell-history.js'
import { isComplete } from './typed-input.js'
import { welcomeText } from './welcome-text.js'

/** Opens the shell on the terminal, and returns when it is left. */
export async function runShell(stage: OpenStage): Promise<void> {
  const { stderr, environment } = stage.surroundings
  const history = await ShellHistory.load(new HistoryFile(historyLocation(environment)))
  stderr.write(`${welcomeText(stage.opened)}\n\n`)
  const shell: Shell = new Shell(
    stage,
    openReader(stage, history, () => shell),
    history,
  )
  stage.takeOverInterrupts(() => shell.interrupt())
  await shell.run()
}

/** An editor, or on a terminal that knows no control sequences a plain reader of lines. */
export function openReader(
  { surroundings }: Pick<OpenStage, 'surroundings'>,
  history: ShellHistory,
  shellOf: () => CompletionSources & { interrupt(): void },
): InputReader {
  const { stdin, stdout, environment } = surroundings
  const ends = (text: string) => isComplete(text, takesStatement)
  if (isDumb(environment)) return new PlainReader(stdin, stdout, ends)
  return new LineEditor({
    input: stdin,
    output: stdout,
    colour: usesColour(stdout, environment),
    onInterrupt: () => shellOf().interrupt(),
    help: {
      history: () => history.entries,
      isComplete: ends,
      highlight: highlightInput,
      complete: (text, cursor) => completeInput(text, cursor, shellOf()),
    },
  })
}
