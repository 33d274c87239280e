const QUARTER_HOUR = 15 * 60 * 1000
export const DAY = 24 * 60 * 60 * 1000

/** Moments in one time zone. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat
  /** Offsets change at most every quarter of an hour, and asking is slow. */
  readonly #offsets = new Map<number, number>()

  constructor(
    timeZone: string,
    readonly now: () => number,
  ) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  }

  /** The day of today, in days since 1970. */
  today(): number {
    return Math.floor(this.local(this.now()) / DAY)
  }

  /** What a clock on the wall shows, in milliseconds as if it were UTC. */
  local(milliseconds: number): number {
    return milliseconds + this.#offset(milliseconds)
  }

  /** The moment at which a day begins, in milliseconds since 1970. */
  startOfDay(day: number): number {
    const midnight = day * DAY
    const guess = midnight - this.#offset(midnight)
    // The offset may differ on the two sides of a change to summer time.
    return midnight - this.#offset(guess)
  }

  #offset(milliseconds: number): number {
    const quarter = Math.floor(milliseconds / QUARTER_HOUR)
    const known = this.#offsets.get(quarter)
    if (known !== undefined) return known
    const start = quarter * QUARTER_HOUR
    const parts = new Map(this.#format.formatToParts(start).map(({ type, value }) => [type, Number(value)]))
    const local = Date.UTC(
      parts.get('year') ?? 1970,
      (parts.get('month') ?? 1) - 1,
      parts.get('day') ?? 1,
      parts.get('hour') ?? 0,
      parts.get('minute') ?? 0,
      parts.get('second') ?? 0,
    )
    const offset = local - start
    this.#offsets.set(quarter, offset)
    return offset
  }
}
