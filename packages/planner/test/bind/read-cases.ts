import type { BindingOptions } from '../support/bound.js'

/** One case of a file in `testdata`. */
export interface BinderCase {
  /** The line of options, or nothing. */
  readonly head: string
  readonly sql: string
  readonly options: BindingOptions
  readonly expected: string
}

export function readCases(text: string): readonly BinderCase[] {
  return text
    .trim()
    .split(/\n\n+/)
    .map((block) => {
      const [source = '', expected = ''] = block.split('\n----\n')
      const options = /^-- options: (.*)\n/.exec(source)
      const head = options?.[0] ?? ''
      const sql = source.slice(head.length)
      return { head, sql, options: readOptions(options?.[1]), expected: expected.trim() }
    })
}

function readOptions(json: string | undefined): BindingOptions {
  const { now, ...options } = JSON.parse(json ?? '{}')
  return now === undefined ? options : { ...options, now: new Date(now) }
}
