import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { QueryInvocation } from '../command-line/invocation.js'
import type { Surroundings } from '../run/surroundings.js'
import { readScripts, readStandardInput } from './read-scripts.js'
import type { Script } from './script.js'

/** Where the statements come from. */
export type ChosenInput =
  | { readonly kind: 'statements'; readonly scripts: readonly Script[] }
  | { readonly kind: 'shell' }
  | { readonly kind: 'tour' }
  /** The tour, unless somebody sends statements. */
  | { readonly kind: 'tour-or-statements'; readonly script: Promise<Script | undefined> }

/**
 * So long we wait at the demo for a first word from a pipe. Test runners and schedulers often leave a pipe open into
 * which nobody ever writes.
 */
const PIPE_PATIENCE_MILLISECONDS = 1_000

export async function chooseInput(
  { sources, session: { demo } }: QueryInvocation,
  { stdin, stdout }: Surroundings,
): Promise<ChosenInput> {
  if (sources.length > 0) return { kind: 'statements', scripts: await readScripts(sources, stdin) }
  if (stdin.isTTY === true) {
    if (stdout.isTTY === true) return { kind: 'shell' }
    if (demo) return { kind: 'tour' }
  }
  if (demo) return { kind: 'tour-or-statements', script: readPatiently(stdin) }
  return { kind: 'statements', scripts: [await readStandardInput(stdin)] }
}

/** What comes through the pipe, or undefined when nothing does. */
async function readPatiently(stdin: Readable): Promise<Script | undefined> {
  const reading = text(stdin).then((content): Script => ({ text: content, file: '<stdin>' }))
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PIPE_PATIENCE_MILLISECONDS)
    stdin.once('data', () => clearTimeout(timer))
  })
  try {
    return await Promise.race([reading, patience])
  } finally {
    clearTimeout(timer)
  }
}
