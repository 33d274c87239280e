import { UsageError } from './usage-error.js'

export interface NameValue {
  readonly name: string
  readonly value: string
}

/** Reads `NAME=VALUE`; the value may hold further `=`. */
export function parseNameValue(option: string, text: string): NameValue {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(0, equals)).trim()
  // A text without name may be a value that was meant to stay secret: it is not repeated.
  if (name === '') throw new UsageError(`${option} needs NAME=VALUE.`)
  return { name, value: text.slice(equals + 1) }
}
