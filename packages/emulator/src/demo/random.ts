/**
 * A small pseudo-random generator (sfc32), so that a seed gives the same org on every machine and Node version.
 *
 * `fork` gives every part of the org a stream of its own: a change in one part leaves the others as they were.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(readonly seed: string) {
    this.#a = hash(seed, 0x9e3779b9)
    this.#b = hash(seed, 0x85ebca6b)
    this.#c = hash(seed, 0xc2b2ae35)
    for (let round = 0; round < 12; round++) this.next()
  }

  fork(label: string): Random {
    return new Random(`${this.seed}/${label}`)
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return (sum >>> 0) / 0x1_0000_0000
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least)
  }

  pick<T>(list: readonly T[]): T {
    return at(list, Math.floor(this.next() * list.length))
  }

  /** Picks by weight: `weighted([['a', 3], ['b', 1]])` is `'a'` three times out of four. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) {
      rest -= weight
      if (rest < 0) return choice
    }
    return at(choices, choices.length - 1)[0]
  }

  /** Around the median, with the long tail to the right that amounts of money have. */
  logNormal(median: number, spread: number): number {
    const uniform = 1 - this.next()
    const normal = Math.sqrt(-2 * Math.log(uniform)) * Math.cos(2 * Math.PI * this.next())
    return median * Math.exp(spread * Math.max(-3, Math.min(3, normal)))
  }
}

/** An element that is known to exist; indices wrap around. */
export function at<T>(list: readonly T[], index: number): T {
  const element = list[((index % list.length) + list.length) % list.length]
  if (element === undefined) throw new RangeError(`no element ${index} in a list of ${list.length}`)
  return element
}

/** FNV-1a with a final mix. */
function hash(text: string, salt: number): number {
  let value = (0x811c9dc5 ^ salt) >>> 0
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d)
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b)
  return (value ^ (value >>> 16)) | 0
}
