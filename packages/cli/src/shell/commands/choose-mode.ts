import { UsageError } from '../../command-line/usage-error.js'

/** The mode that a word asks for; the error names the modes there are. */
export function chooseMode<Mode extends string>(word: string, modes: readonly Mode[]): Mode {
  const mode = modes.find((one) => one === word.toLowerCase())
  if (mode !== undefined) return mode
  throw new UsageError(`"${word}" is none of ${modes.join(', ')}.`)
}
