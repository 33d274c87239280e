/**
 * Runs `certsql` with the words of a command line, and tells how the process is to end.
 *
 * ```ts
 * process.exitCode = await main(['--demo', '-c', 'SELECT COUNT(*) FROM Account'])
 * ```
 */
export async function main(words: readonly string[]): Promise<number> {
  // Whether somebody reads on is seen where data is written.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  // Passwords may stand in the words, and others can list the processes of a machine.
  process.title = 'certsql'
  const { runCommand } = await import('./run/run-command.js')
  const { stdin, stdout, stderr, env: environment } = process
  const exitCode = await runCommand(words, { stdin, stdout, stderr, environment })
  await Promise.all([flushed(stdout), flushed(stderr)])
  return exitCode
}

/** Some systems write pipes in the background; whoever ends the process at once would cut the output off. */
function flushed(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}
