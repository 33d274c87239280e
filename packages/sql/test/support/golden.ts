import { writeFileSync } from 'node:fs'
import { readTestData } from './corpus.js'

export interface GoldenCase {
  readonly input: string
  readonly output: string
}

const BETWEEN_CASES = '\n\n'
const BETWEEN_HALVES = '\n----\n'

/**
 * Checks a file of cases: an input, a line of four dashes, the output; an empty line between cases. With
 * `UPDATE_GOLDEN=1` in the environment the outputs are written anew, to be read before they are committed.
 */
export function goldenCases(file: string, outputOf: (input: string) => string): GoldenCase[] {
  const inputs = readTestData(file)
    .trimEnd()
    .split(BETWEEN_CASES)
    .map((one) => one.split(BETWEEN_HALVES))
  if (process.env.UPDATE_GOLDEN === '1') {
    const text = inputs
      .map(([input = '']) => `${input}${BETWEEN_HALVES}${outputOf(input)}`)
      .join(BETWEEN_CASES)
    writeFileSync(new URL(`../testdata/${file}`, import.meta.url), `${text}\n`)
  }
  return inputs.map(([input = '', output = '']) => ({ input, output }))
}
