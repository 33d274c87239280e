import { PassThrough } from 'node:stream'
import { runCommand } from '../../src/run/run-command.js'
import type { Ended } from './certsql-process.js'

/** Runs the command within this process: quicker than a process of its own, where the process is not what is tested. */
export async function runHere(words: readonly string[]): Promise<Ended> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const texts = [stdout, stderr].map((stream) => collected(stream))
  const exitCode = await runCommand(words, {
    stdin: new PassThrough().end(),
    stdout,
    stderr,
    environment: { HOME: '/nonexistent', CERTSQL_METADATA_CACHE: 'off' },
  })
  stdout.end()
  stderr.end()
  const [out = '', error = ''] = await Promise.all(texts)
  return { exitCode, stdout: out, stderr: error }
}

async function collected(stream: PassThrough): Promise<string> {
  let text = ''
  for await (const piece of stream) text += String(piece)
  return text
}
