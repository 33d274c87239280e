import type { TypesInvocation } from '../command-line/invocation.js'
import type { ExitCode } from '../exit-code.js'
import type { Interruption } from './interruption.js'
import { runInSession } from './run-in-session.js'
import type { Surroundings } from './surroundings.js'

/** `certsql types --out certinia.d.ts`: TypeScript declarations of the tables. */
export async function runTypes(
  { session, output }: TypesInvocation,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  const result = { format: 'table', fitsScreen: false, ...(output !== undefined && { output }) } as const
  return await runInSession({ session, result }, surroundings, interruption, async ({ opened, options }) => {
    const { generateTypes } = await import('@certsql/driver')
    await options.output.write(await generateTypes(opened.session, { signal: options.signal }))
    await options.output.finish()
  })
}
