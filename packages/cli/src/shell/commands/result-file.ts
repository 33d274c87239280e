import { packingOf } from '@certsql/core'
import { FileOutput } from '@certsql/driver'
import { UsageError } from '../../command-line/usage-error.js'
import { ProgramOutput } from '../../output/program-output.js'
import type { TextOutput } from '../../output/text-output.js'

/** Where a result goes: `| less` to a program, else to a file, which appears when all is written. */
export async function openTarget(text: string): Promise<TextOutput> {
  if (!text.startsWith('|')) return await FileOutput.open(text, { packing: packingOf(text) })
  const command = text.slice(1).trim()
  if (command === '') throw new UsageError('Behind the | a program is missing.')
  return new ProgramOutput(command)
}
