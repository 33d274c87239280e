import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../../bin/certsql-emulator.js', import.meta.url))

/**
 * The demo org in a process of its own, so that its work is not counted as ours.
 *
 * @param {{ scale: number, asOf: string }} options
 */
export function startLocalOrg({ scale, asOf }) {
  return spawnedOrg([command, '--scale', String(scale), '--as-of', asOf])
}

/** A program that prints a line with its address and credentials when it is ready. */
export async function spawnedOrg(words) {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const ready = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    new Promise((_, reject) =>
      child.once('exit', (code) => reject(new Error(`the local org ended with ${code}`))),
    ),
  ])
  return { ...JSON.parse(ready), close: () => child.kill() }
}
