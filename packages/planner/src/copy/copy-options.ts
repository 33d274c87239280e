import { CertSqlError, didYouMean } from '@certsql/core'
import type { CopyOption } from '@certsql/sql'

/** The options of a COPY by name; each must be read, and what nobody reads is an error. */
export class CopyOptions {
  private readonly options = new Map<string, CopyOption>()

  constructor(options: readonly CopyOption[]) {
    for (const option of options) {
      if (this.options.has(option.name)) {
        throw new CertSqlError({
          code: 'CERT-2008',
          message: `The option ${option.name} is given twice.`,
          span: option.span,
        })
      }
      this.options.set(option.name, option)
    }
  }

  get(name: string): CopyOption | undefined {
    return this.options.get(name)
  }

  /** A text; empty ones count as given. */
  text(name: string): string | undefined {
    const option = this.options.get(name)
    if (option === undefined) return undefined
    if (option.value === undefined) throw badValue(option, 'needs a value')
    return option.value
  }

  /** True without a value, as in `(HEADER)`. */
  flag(name: string): boolean | undefined {
    const option = this.options.get(name)
    if (option === undefined) return undefined
    const value = FLAGS.get((option.value ?? 'true').toLowerCase())
    if (value === undefined) throw badValue(option, 'is true or false')
    return value
  }

  character(name: string): string | undefined {
    const value = this.text(name)
    const option = this.options.get(name)
    if (value === undefined || option === undefined) return undefined
    if (value.length !== 1 || /["\r\n]/.test(value)) throw badValue(option, 'is one character')
    return value
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const given = this.text(name)
    const option = this.options.get(name)
    if (given === undefined || option === undefined) return undefined
    const value = values.find((one) => one === given.toLowerCase())
    if (value === undefined)
      throw badValue(option, `is one of ${values.join(', ')}`, didYouMean(given, values))
    return value
  }

  number(name: string): number | undefined {
    const given = this.text(name)
    const option = this.options.get(name)
    if (given === undefined || option === undefined) return undefined
    if (!/^\d+$/.test(given)) throw badValue(option, 'is a whole number')
    return Number(given)
  }

  /** Refuses what is not among the names: `known` is what this COPY takes. */
  requireKnown(known: readonly string[], what: string): void {
    for (const option of this.options.values()) {
      if (known.includes(option.name)) continue
      throw new CertSqlError({
        code: 'CERT-4002',
        message: `${what} has no option ${option.name}.`,
        hint: didYouMean(option.name, known) ?? `the options are ${known.join(', ')}`,
        span: option.span,
      })
    }
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['0', false],
])

export function badValue(option: CopyOption, rule: string, hint?: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4002',
    message: `The option ${option.name} ${rule}.`,
    hint,
    span: option.span,
  })
}
