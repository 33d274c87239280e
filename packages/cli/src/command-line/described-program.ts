import { type DescribedCommand, describeCommand } from './described-command.js'
import { defineProgram } from './parse-command-line.js'

/** The whole command line, for completion scripts and the manual. */
export function describedProgram(): DescribedCommand {
  const nothing = () => undefined
  return describeCommand(defineProgram({}, { writeOut: nothing, writeError: nothing }, nothing))
}
