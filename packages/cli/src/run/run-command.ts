import type { Invocation } from '../command-line/invocation.js'
import { parseCommandLine } from '../command-line/parse-command-line.js'
import { ExitCode } from '../exit-code.js'
import { errorText } from './error-text.js'
import { exitCodeOf } from './exit-code-of.js'
import { Interruption } from './interruption.js'
import { type Surroundings, usesColour } from './surroundings.js'

/** From the words of a command line to an exit code. Errors are printed here or below, never thrown. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, environment } = surroundings
  const interruption = new Interruption()
  interruption.listen()
  try {
    const invocation = parseCommandLine(words, environment, {
      writeOut: (text) => stdout.write(text),
      writeError: (text) => stderr.write(text),
    })
    return await perform(invocation, surroundings, interruption)
  } catch (error) {
    if (interruption.exitCode !== undefined) return interruption.exitCode
    stderr.write(`certsql: ${errorText(error, usesColour(stderr, environment))}\n`)
    return exitCodeOf(error, 'opening')
  } finally {
    interruption.dispose()
  }
}

async function perform(
  invocation: Invocation,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  switch (invocation.kind) {
    case 'nothing':
      return ExitCode.Ok
    case 'query': {
      const { runQuery } = await import('./run-query.js')
      return await runQuery(invocation, surroundings, interruption)
    }
    case 'describe': {
      const { runDescribe } = await import('./run-describe.js')
      return await runDescribe(invocation, surroundings, interruption)
    }
    case 'types': {
      const { runTypes } = await import('./run-types.js')
      return await runTypes(invocation, surroundings, interruption)
    }
    case 'export': {
      const { runExport } = await import('../export/run-export.js')
      return await runExport(invocation, surroundings, interruption)
    }
    case 'import': {
      const { runImport } = await import('../import/run-import.js')
      return await runImport(invocation, surroundings, interruption)
    }
    case 'login': {
      const { runLogin } = await import('../login/run-login.js')
      return await runLogin(invocation, surroundings, interruption)
    }
    case 'logout': {
      const { runLogout } = await import('../login/run-login.js')
      return await runLogout(invocation, surroundings)
    }
    case 'config': {
      const { runConfig } = await import('../login/run-config.js')
      return await runConfig(invocation, surroundings)
    }
    case 'doctor': {
      const { runDoctor } = await import('../doctor/run-doctor.js')
      return await runDoctor(invocation, surroundings, interruption)
    }
    case 'completion': {
      const { runCompletion } = await import('./run-completion.js')
      return await runCompletion(invocation, surroundings)
    }
    case 'emulator': {
      const { runEmulator } = await import('./run-emulator.js')
      // It ends in a way of its own.
      interruption.dispose()
      return await runEmulator(invocation.arguments)
    }
  }
}
