import type { ExitCode } from '../exit-code.js'

/** `certsql emulator …` is `certsql-emulator …`. */
export async function runEmulator(words: readonly string[]): Promise<ExitCode> {
  const { runEmulatorCommand } = await import('@certsql/emulator')
  return await runEmulatorCommand(words)
}
