import { bashCompletion } from '../command-line/completion/bash-completion.js'
import { fishCompletion } from '../command-line/completion/fish-completion.js'
import { zshCompletion } from '../command-line/completion/zsh-completion.js'
import { describedProgram } from '../command-line/described-program.js'
import type { CompletionInvocation } from '../command-line/invocation.js'
import { ExitCode } from '../exit-code.js'
import type { Surroundings } from './surroundings.js'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

/** `certsql completion SHELL`: prints the script, made of the command line as it is. */
export async function runCompletion(
  { shell }: CompletionInvocation,
  { stdout }: Surroundings,
): Promise<ExitCode> {
  const { PROPERTY_NAMES } = await import('@certsql/driver')
  stdout.write(SCRIPTS[shell](describedProgram(), PROPERTY_NAMES))
  return ExitCode.Ok
}
