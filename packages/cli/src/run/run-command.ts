import type { Invocation } from '../command-line/invocation.js'
import { parseCommandLine } from '../command-line/parse-command-line.js'
import { ExitCode } from '../exit-code.js'
import { errorText } from './error-text.js'
import { exitCodeOf } from './exit-code-of.js'
import { type Surroundings, usesColour } from './surroundings.js'

/** From the words of a command line to an exit code. Errors are printed here or below, never thrown. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, environment } = surroundings
  // Messages that nobody reads are no reason to fail.
  stderr.on('error', () => undefined)
  try {
    const invocation = parseCommandLine(words, environment, {
      writeOut: (text) => stdout.write(text),
      writeError: (text) => stderr.write(text),
    })
    return await perform(invocation, surroundings)
  } catch (error) {
    const message = errorText(error, usesColour(stderr, environment))
    if (message !== '') stderr.write(`certsql: ${message}\n`)
    return exitCodeOf(error, 'opening')
  }
}

async function perform(invocation: Invocation, surroundings: Surroundings): Promise<ExitCode> {
  switch (invocation.kind) {
    case 'nothing':
      return ExitCode.Ok
    case 'query': {
      const { runQuery } = await import('./run-query.js')
      return await runQuery(invocation, surroundings)
    }
    case 'describe': {
      const { runDescribe } = await import('./run-describe.js')
      return await runDescribe(invocation, surroundings)
    }
    case 'emulator': {
      const { runEmulator } = await import('./run-emulator.js')
      return await runEmulator(invocation.arguments)
    }
  }
}
