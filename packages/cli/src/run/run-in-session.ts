import { packingOf } from '@certsql/core'
import type { Connection } from '@certsql/driver'
import type { ResultOptions, SessionOptions } from '../command-line/invocation.js'
import { ExitCode } from '../exit-code.js'
import { isFileFormat } from '../format/result-format.js'
import { dim } from '../format/style.js'
import { visibleText } from '../format/visible-text.js'
import { DEFAULT_NULL_TEXT, PLAIN_NULL_TEXT, type WriterSettings } from '../format/writer-settings.js'
import { StreamOutput } from '../output/stream-output.js'
import type { TextOutput } from '../output/text-output.js'
import { type OpenSession, openSession } from '../session/open-session.js'
import type { SqlSession } from '../session/sql-session.js'
import { errorText } from './error-text.js'
import type { ExecuteOptions } from './execute-statement.js'
import { exitCodeOf, type Phase } from './exit-code-of.js'
import type { Interruption } from './interruption.js'
import { FailuresShown, StatementFailure } from './run-script.js'
import { isDumb, type Surroundings, usesColour } from './surroundings.js'

/** All that a command needs once it is connected. */
export interface OpenStage<Session extends SqlSession = SqlSession> {
  readonly opened: OpenSession<Session>
  readonly options: ExecuteOptions
  readonly surroundings: Surroundings
  /** Writes a line for people, to stderr. */
  readonly say: (line: string) => void
  /** Makes Ctrl-C mean something else than the end. */
  readonly takeOverInterrupts: (onInterrupt: () => void) => void
}

interface Request {
  readonly session: SessionOptions
  readonly result: ResultOptions
}

/**
 * Opens the output, connects, does the work, and cleans up whatever happens: an interrupted or failed command leaves no
 * half-written file and no open connection.
 */
export async function runInSession(
  { session, result }: Request,
  surroundings: Surroundings,
  interruption: Interruption,
  work: (stage: OpenStage<Connection>) => Promise<void>,
): Promise<ExitCode> {
  let phase: Phase = 'opening'
  let output: TextOutput | undefined
  let opened: OpenSession<Connection> | undefined
  try {
    output = await openOutput(result, surroundings, interruption)
    opened = await openSession(session, interruption.signal)
    phase = 'statement'
    await work(makeStage(opened, output, result, surroundings, interruption))
    return interruption.exitCode ?? ExitCode.Ok
  } catch (error) {
    await output?.discard()
    return interruption.exitCode ?? tellFailure(error, phase, surroundings)
  } finally {
    await opened?.close().catch(() => undefined)
  }
}

async function openOutput(
  { output, format }: ResultOptions,
  { stdout }: Surroundings,
  interruption: Interruption,
): Promise<TextOutput> {
  // Files that are no text are written by COPY.
  if (output === undefined || isFileFormat(format)) {
    return new StreamOutput(stdout, interruption.stopQuietly)
  }
  const { FileOutput } = await import('@certsql/driver')
  return await FileOutput.open(output, { packing: packingOf(output) })
}

function makeStage(
  opened: OpenSession<Connection>,
  output: TextOutput,
  result: ResultOptions,
  surroundings: Surroundings,
  interruption: Interruption,
): OpenStage<Connection> {
  const { stderr, environment } = surroundings
  const colour = usesColour(stderr, environment)
  const writerSettings = makeWriterSettings(result, surroundings)
  return {
    opened,
    surroundings,
    options: {
      session: opened.session,
      output,
      format: isFileFormat(result.format) ? 'table' : result.format,
      writerSettings,
      signal: interruption.signal,
    },
    takeOverInterrupts: (onInterrupt) => interruption.takeOver(onInterrupt),
    say: (line) => stderr.write(`${dim(visibleText(line), colour)}\n`),
  }
}

function makeWriterSettings(
  { output, fitsScreen }: ResultOptions,
  { stdout, environment }: Surroundings,
): WriterSettings {
  const plain = stdout.isTTY === true && isDumb(environment)
  return {
    nullText: plain ? PLAIN_NULL_TEXT : DEFAULT_NULL_TEXT,
    colour: output === undefined && usesColour(stdout, environment),
    plainBorders: plain,
    groupsDigits: fitsScreen && stdout.isTTY === true,
    ...(fitsScreen && stdout.isTTY === true && stdout.columns && { screenWidth: stdout.columns }),
  }
}

function tellFailure(error: unknown, phase: Phase, surroundings: Surroundings): ExitCode {
  const { stderr, environment } = surroundings
  if (error instanceof FailuresShown) return exitCodeOf(error.cause, 'statement')
  if (error instanceof StatementFailure) {
    const exitCode = exitCodeOf(error.cause, 'statement')
    if (exitCode !== ExitCode.Ok) showFailure(error, surroundings)
    return exitCode
  }
  const exitCode = exitCodeOf(error, phase)
  if (exitCode !== ExitCode.Ok)
    stderr.write(`certsql: ${errorText(error, usesColour(stderr, environment))}\n`)
  return exitCode
}

/** The error of a statement, with its place in a file. */
export function showFailure(
  { cause, statement }: StatementFailure,
  { stderr, environment }: Surroundings,
): void {
  stderr.write(`${errorText(cause, usesColour(stderr, environment), statement.place)}\n`)
}
