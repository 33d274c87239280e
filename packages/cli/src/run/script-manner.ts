import type { ScriptOptions } from '../command-line/invocation.js'
import { ProgressLine } from './progress-line.js'
import { type OpenStage, showFailure } from './run-in-session.js'
import type { ScriptManner } from './run-script.js'

/** Stops at the first failure, and tells what a person wants to know. */
export const PLAIN_SCRIPT: ScriptOptions = { goesOn: false, tellsStats: false, talk: 'normal' }

/** The manner that was asked for, talking to stderr. */
export function scriptManner(options: ScriptOptions, { say, surroundings }: OpenStage): ScriptManner {
  return {
    ...options,
    say,
    watch: (stats) => (options.talk === 'quiet' ? undefined : ProgressLine.start(surroundings, stats)),
    tell: (line) => surroundings.stderr.write(`${line}\n`),
    showFailure: (failure) => showFailure(failure, surroundings),
  }
}
