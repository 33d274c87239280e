import { appendFileSync } from 'node:fs'
import { runRandom } from './random/run-random.js'

/** Both can be set to run more, or to run one failure again: see scripts/random.mjs. */
const seed = Number(process.env.CERTSQL_RANDOM_SEED ?? 20_250_331)
const count = Number(process.env.CERTSQL_RANDOM_COUNT ?? 5000)
const report = process.env.CERTSQL_RANDOM_REPORT

test(
  `${count} random statements have one answer`,
  async () => {
    const started = performance.now()
    const figures = await runRandom({
      seed,
      count,
      onFailure: (failure) => {
        if (report !== undefined) appendFileSync(report, `${failure}\n\n`)
      },
    })
    if (report !== undefined) {
      const seconds = Math.round((performance.now() - started) / 1000)
      const { failures, ...counts } = figures
      appendFileSync(report, `${JSON.stringify({ seed, ...counts, failures: failures.length, seconds })}\n`)
    }
    expect(figures.failures).toEqual([])
    expect(figures.statements).toBeGreaterThanOrEqual(count)
    expect(figures.refused).toBeLessThan(count / 20)
  },
  Math.max(300_000, count * 200),
)
