import { CertSqlError } from '@certsql/core'
import { parseCommandLine, USAGE } from './command/command-line.js'
import { startEmulator } from './start-emulator.js'

const OK = 0
const FAILED = 1
const USAGE_ERROR = 2

/**
 * The command `certsql-emulator`: starts a local org, prints one line of JSON when it is ready, and runs until it is
 * interrupted. Gives the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const command = parseCommandLine(args)
    if (command.kind === 'help') {
      process.stdout.write(USAGE)
      return OK
    }
    const emulator = await startEmulator(command.options)
    // Whoever reads the line may end the org at once, so that signals are listened for before it is written.
    const end = interrupted()
    process.stdout.write(`${JSON.stringify({ url: emulator.url, ...emulator.credentials })}\n`)
    await end
    await emulator.close()
    return OK
  } catch (error) {
    process.stderr.write(
      `certsql-emulator: ${error instanceof CertSqlError ? error.render() : String(error)}\n`,
    )
    return error instanceof CertSqlError && error.code.startsWith('CERT-86') ? USAGE_ERROR : FAILED
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
