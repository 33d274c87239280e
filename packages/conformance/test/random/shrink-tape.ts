/** So often a failing statement is tried again in a simpler form. */
const MOST_TRIALS = 300

type Tape = readonly number[]

/** A simpler tape that still fails: pieces are cut out, from large ones to single numbers, then numbers become smaller. */
export async function shrinkTape(tape: Tape, fails: (tape: Tape) => Promise<boolean>): Promise<Tape> {
  let trials = 0
  let best = tape
  const tryOut = async (candidate: Tape): Promise<boolean> => {
    trials += 1
    if (trials > MOST_TRIALS || !(await fails(candidate))) return false
    best = candidate
    return true
  }
  for (let size = tape.length >> 1; size >= 1; size >>= 1) {
    for (let end = best.length; end > 0; ) {
      const start = Math.max(0, end - size)
      const without = [...best.slice(0, start), ...best.slice(end)]
      await tryOut(without)
      end = Math.min(start, best.length)
    }
  }
  for (let index = 0; index < best.length; index += 1) {
    for (const smaller of [0, 1, 2].filter((number) => number < (best[index] ?? 0))) {
      if (await tryOut(best.map((number, at) => (at === index ? smaller : number)))) break
    }
  }
  return best
}
