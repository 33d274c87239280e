/** The middle of several runs, after one that warms up. */
export async function median(runs, measureOnce) {
  await measureOnce()
  const figures = []
  for (let run = 0; run < runs; run++) figures.push(await measureOnce())
  return figures.sort((a, b) => a - b)[Math.floor(runs / 2)]
}

/** Seconds of wall time and of processor time that a piece of work takes. */
export async function timed(work) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }
}

/** The one in the middle. */
export function middleOf(all, figure) {
  return [...all].sort((a, b) => figure(a) - figure(b))[Math.floor(all.length / 2)]
}

/** The middle one of several runs of each competitor, taken in turns so that all meet the same weather. */
export async function race(runs, competitors) {
  const results = Object.fromEntries(Object.keys(competitors).map((name) => [name, []]))
  for (let run = 0; run <= runs; run++) {
    for (const [name, work] of Object.entries(competitors)) {
      const figures = await timed(work)
      if (run > 0) results[name].push(figures)
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, all]) => [name, middleOf(all, ({ seconds }) => seconds)]),
  )
}
