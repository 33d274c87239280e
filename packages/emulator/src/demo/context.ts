import type { Day } from './day.js'
import type { OrgWriter } from './org-writer.js'
import type { Random } from './random.js'

/** What every part of the generator is given. */
export interface DemoContext {
  readonly writer: OrgWriter
  readonly random: Random
  readonly scale: number
  /** The first day with business. */
  readonly start: Day
  /** Today. */
  readonly asOf: Day
}

/** How many of something there are at this scale, at least as many as every example needs. */
export function scaled({ scale }: DemoContext, atScaleOne: number, least = 1): number {
  return Math.max(least, Math.round(atScaleOne * scale))
}
