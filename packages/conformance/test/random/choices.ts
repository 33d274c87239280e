/**
 * The decisions behind a random statement: a tape of numbers, read one by one, zeros behind its end. Nought is always the
 * plainest choice, so that a shorter tape with smaller numbers is a simpler statement: that is all that shrinking needs.
 */
export class Choices {
  #position = 0

  constructor(private readonly tape: readonly number[]) {}

  below(count: number): number {
    const number = this.tape[this.#position] ?? 0
    this.#position += 1
    return number % count
  }

  oneIn(count: number): boolean {
    return this.below(count) === count - 1
  }

  pick<Option>(options: readonly Option[]): Option {
    const option = options[this.below(options.length)]
    if (option === undefined) throw new RangeError('there is nothing to choose from')
    return option
  }

  /** From one to `most` things. */
  several<Thing>(most: number, make: (index: number) => Thing): readonly Thing[] {
    return Array.from({ length: 1 + this.below(most) }, (_, index) => make(index))
  }

  /** One of these, each as likely as the number beside it. */
  weighted<Option extends string>(weights: Readonly<Partial<Record<Option, number>>>): Option {
    const entries = Object.entries(weights) as [Option, number][]
    let rest = this.below(entries.reduce((sum, [, weight]) => sum + weight, 0))
    for (const [option, weight] of entries) {
      if (rest < weight) return option
      rest -= weight
    }
    throw new RangeError('there is nothing to choose from')
  }
}
