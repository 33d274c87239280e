import { ExitCode } from '../exit-code.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Turns Ctrl-C and its kin into an `AbortSignal`, so that work can stop in good order. The second one ends the process
 * where it stands.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private stoppedWith: ExitCode | undefined
  private onInterrupt: (() => void) | undefined

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** How the process is to end when it was asked to; undefined when it was not. */
  get exitCode(): ExitCode | undefined {
    return this.stoppedWith
  }

  /** Nobody reads what we write: to go on would be a waste, and to stop is no error. */
  readonly stopQuietly = () => this.stop(ExitCode.Ok)

  /** Ctrl-C is no longer the end: the shell lives on when it comes while another program has the terminal. */
  takeOver(onInterrupt: () => void): void {
    this.onInterrupt = onInterrupt
  }

  listen(): void {
    for (const name of SIGNALS) process.on(name, this.onSignal)
  }

  dispose(): void {
    for (const name of SIGNALS) process.off(name, this.onSignal)
  }

  private readonly onSignal = (name: string) => {
    if (name === 'SIGINT' && this.onInterrupt !== undefined) return this.onInterrupt()
    if (this.stoppedWith === ExitCode.Interrupted) process.exit(ExitCode.Interrupted)
    this.stop(ExitCode.Interrupted)
  }

  private stop(exitCode: ExitCode): void {
    this.stoppedWith = exitCode
    this.controller.abort()
  }
}

/** The work, or an error as soon as the signal comes: for work that takes no signal. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new Interrupted()
  return await new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(new Interrupted())
    signal.addEventListener('abort', onAbort)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

export class Interrupted extends Error {
  constructor() {
    super('Interrupted.')
    this.name = 'Interrupted'
  }
}
