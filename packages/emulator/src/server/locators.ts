import { withChecksum } from '../org/record-id.js'
import type { PagedResult } from '../soql/evaluation.js'

/** Results that are read page by page, by their locators. */
export class Locators {
  readonly #results = new Map<string, PagedResult>()
  #serial = 0

  keep(result: PagedResult): string {
    this.#serial++
    const locator = withChecksum(`01g5f0${this.#serial.toString(36).toUpperCase().padStart(9, '0')}`)
    this.#results.set(locator, result)
    return locator
  }

  get(locator: string): PagedResult | undefined {
    return this.#results.get(locator)
  }

  drop(locator: string): void {
    this.#results.delete(locator)
  }
}
