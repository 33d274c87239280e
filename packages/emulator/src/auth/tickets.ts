import { randomBytes } from 'node:crypto'

const TICKET_SECONDS = 900

/** What somebody who logged in is about to allow, between one page and the next. */
export class Tickets<Matter> {
  readonly #matters = new Map<string, { readonly matter: Matter; readonly expiresAt: number }>()

  issue(matter: Matter): string {
    const ticket = randomBytes(24).toString('base64url')
    this.#matters.set(ticket, { matter, expiresAt: Date.now() + TICKET_SECONDS * 1000 })
    return ticket
  }

  /** A ticket is good for one decision. */
  redeem(ticket: string): Matter | undefined {
    const found = this.#matters.get(ticket)
    this.#matters.delete(ticket)
    return found !== undefined && Date.now() <= found.expiresAt ? found.matter : undefined
  }
}
