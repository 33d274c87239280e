import { parseNameValue } from './name-value.js'
import { UsageError } from './usage-error.js'

/** Values of `--param`: by position for `?` and `$1`, by name for `:name`. */
export interface GivenParameters {
  /** From 0. */
  readonly positional: ReadonlyMap<number, string>
  readonly named: ReadonlyMap<string, string>
}

/**
 * ```ts
 * parseParameters(['1=2025-01-31', 'company=Merlin Auto'])
 * ```
 */
export function parseParameters(options: readonly string[]): GivenParameters {
  const positional = new Map<number, string>()
  const named = new Map<string, string>()
  for (const option of options) {
    const { name, value } = parseNameValue('--param', option)
    if (!/^\d+$/.test(name)) named.set(name.replace(/^:/, ''), value)
    else if (Number(name) === 0) throw new UsageError('Parameters are counted from 1.')
    else positional.set(Number(name) - 1, value)
  }
  return { positional, named }
}
