import { compareOutcomes, type Verdict } from './compare-outcomes.js'
import { randomNumbers } from './random-numbers.js'
import { shrinkTape } from './shrink-tape.js'
import { World } from './world.js'
import { type Partition, writePartition, writeStatement } from './write-statement.js'

export interface RandomRun {
  /** The same seed makes the same statements. */
  readonly seed: number
  readonly count: number
  readonly onFailure?: (failure: string) => void
}

export interface RandomFigures {
  readonly statements: number
  /** Ended with the same rightful error everywhere. */
  readonly refused: number
  /** Those that were taken apart into `p`, `NOT p` and `p IS NULL`. */
  readonly partitions: number
  readonly failures: readonly string[]
}

/** So many statements are asked of one org. */
const STATEMENTS_PER_WORLD = 200
const PARTITION_EVERY = 8

type Tape = readonly number[]

/**
 * Computes random statements three ways: planned, without pushdown, and by plain DuckDB over a copy of the records. What
 * differs is shrunk to a small statement and told together with the seed of its org: a run of 200 statements from that
 * seed meets it again.
 */
export async function runRandom({ seed, count, onFailure }: RandomRun): Promise<RandomFigures> {
  const tally = { statements: 0, refused: 0, partitions: 0 }
  const failures: string[] = []
  const report = (failure: string): void => {
    failures.push(failure)
    onFailure?.(failure)
  }
  for (let worldSeed = seed; tally.statements < count; worldSeed += 1) {
    const world = await World.create(worldSeed)
    try {
      const tapes = tapesOf(worldSeed, Math.min(STATEMENTS_PER_WORLD, count - tally.statements))
      for (const [index, tape] of tapes.entries()) {
        const isPartition = index % PARTITION_EVERY === PARTITION_EVERY - 1
        const judge = isPartition ? judgePartition : judgeStatement
        const verdict = await judge(world, tape)
        tally.statements += 1
        if (isPartition) tally.partitions += 1
        if (verdict === 'refused') tally.refused += 1
        if (typeof verdict === 'object') report(await describeSmallest(world, tape, judge))
      }
      for (const refusal of world.refusals()) report(`${world.description}\nthe org refused ${refusal}`)
    } finally {
      await world.close()
    }
  }
  return { ...tally, failures }
}

const LONGEST_TAPE = 160

function tapesOf(seed: number, count: number): readonly Tape[] {
  const random = randomNumbers(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  return Array.from({ length: count }, () =>
    Array.from({ length: 4 + below(LONGEST_TAPE) }, () => below(0x10000)),
  )
}

type Judge = (world: World, tape: Tape) => Promise<Verdict>

async function describeSmallest(world: World, tape: Tape, judge: Judge): Promise<string> {
  const smallest = await shrinkTape(tape, async (one) => typeof (await judge(world, one)) === 'object')
  const verdict = await judge(world, smallest)
  return [
    world.description,
    judge === judgePartition
      ? writePartition(smallest, world.vocabulary).parts
      : writeStatement(smallest, world.vocabulary).sql,
    typeof verdict === 'object' ? verdict.difference : 'it does not differ every time',
  ].join('\n')
}

async function judgeStatement(world: World, tape: Tape): Promise<Verdict> {
  const { sql, ordered } = writeStatement(tape, world.vocabulary)
  const [planned, off, oracle] = await Promise.all([
    world.askPlanned(sql),
    world.askWithoutPushdown(sql),
    world.askOracle(sql),
  ])
  return compareOutcomes({ planned, off, oracle }, ordered)
}

/** The three parts together are the whole, both planned. */
async function judgePartition(world: World, tape: Tape): Promise<Verdict> {
  const { whole, parts }: Partition = writePartition(tape, world.vocabulary)
  const [planned, off, oracle] = await Promise.all([
    world.askPlanned(parts),
    world.askWithoutPushdown(parts),
    world.askPlanned(whole),
  ])
  return compareOutcomes({ planned, off, oracle }, false)
}
