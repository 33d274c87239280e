import type { Readable, Writable } from 'node:stream'

/** The process around a command, as far as commands may know it. */
export interface Surroundings {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & Screen
  readonly stderr: Writable & Screen
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What a stream tells of the terminal behind it, if there is one. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** https://no-color.org: any value but the empty one switches colour off. */
export function usesColour(screen: Screen, environment: Surroundings['environment']): boolean {
  return screen.isTTY === true && !environment.NO_COLOR && !isDumb(environment)
}

/** A terminal that knows no control sequences. */
export function isDumb(environment: Surroundings['environment']): boolean {
  return environment.TERM === 'dumb'
}
