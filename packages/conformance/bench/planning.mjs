import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { middleOf } from './measure.mjs'

const worker = fileURLToPath(new URL('planning-worker.mjs', import.meta.url))

/**
 * What statements cost before anything runs, parsing and planning each by itself: the first time in a process, before the
 * compiler of JavaScript has seen the code, and in the steady state. In time of the processor, so that others who use the
 * machine count less, and by the clock, which is what somebody waits on an idle one.
 */
export async function benchPlanning({ url, accessToken }) {
  const { stdout } = await promisify(execFile)(process.execPath, [worker, url, accessToken])
  const statements = JSON.parse(stdout)
  const middle = (figure) => middleOf(statements, (one) => one[figure])[figure]
  return {
    statements,
    middle: {
      'parse µs per 1,000 characters': perThousand(statements),
      'plan µs': middle('plan µs'),
      'plan µs by the clock': middle('plan µs by the clock'),
    },
  }
}

function perThousand(statements) {
  const sum = (figure) => statements.reduce((total, one) => total + one[figure], 0)
  return Math.round((sum('parse µs') / sum('characters')) * 1000)
}
