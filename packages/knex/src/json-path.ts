import { refuse } from './refuse.js'

const STEP = /^(?:\.([A-Za-z_$][\w$]*)|\.?"([^"]*)"|\[(\d+)\]|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\])/

/**
 * The keys and positions of a JSON path.
 *
 * ```ts
 * readJsonPath('$.lines[0].amount')   // ['lines', '0', 'amount']
 * ```
 */
export function readJsonPath(path: string): readonly string[] {
  const steps: string[] = []
  let rest = path.trim().replace(/^\$/, '')
  if (/^[^.["]/.test(rest)) rest = `.${rest}`
  while (rest !== '') {
    const match = STEP.exec(rest)
    const step = match?.slice(1).find((part) => part !== undefined)
    if (match === null || step === undefined) {
      throw refuse(`"${path}" is no path of keys and positions.`, 'write it as $.lines[0].amount')
    }
    steps.push(step)
    rest = rest.slice(match[0].length)
  }
  return steps
}
