import { describedProgram } from '../command-line/described-program.js'
import { commandsPage } from '../shell/commands/commands-page.js'
import { readVersion } from '../version.js'
import { commandLinePage } from './command-line-page.js'
import { manPage } from './man-page.js'

/** The pages that are made of the command line and the shell themselves; paths from the root of the repository. */
export const PAGES: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: 'docs/shell.md', text: commandsPage },
  { file: 'docs/command-line.md', text: () => commandLinePage(describedProgram()) },
  { file: 'packages/cli/man/certsql.1', text: () => manPage(describedProgram(), readVersion()) },
]
