import { waitFor } from '../http/abort.js'
import type { OAuthSettings } from './oauth-settings.js'
import type { SavedLogin } from './saved-login.js'

const spaces = new Map<string, OAuthSettings>()

/** Settings that all connections of this process share, by name. */
export function memorySettings(name: string): OAuthSettings {
  const known = spaces.get(name) ?? new MemorySettings()
  spaces.set(name, known)
  return known
}

class MemorySettings implements OAuthSettings {
  readonly #logins = new Map<string, SavedLogin>()
  /** The work under way for each login. */
  readonly #lines = new Map<string, Promise<unknown>>()

  read(login: string): Promise<SavedLogin | undefined> {
    return Promise.resolve(this.#logins.get(login))
  }

  write(login: string, saved: SavedLogin | undefined): Promise<void> {
    if (saved === undefined) this.#logins.delete(login)
    else this.#logins.set(login, saved)
    return Promise.resolve()
  }

  exclusively<T>(login: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(login) ?? Promise.resolve()
    const own = waitFor(before, signal).then(work)
    // Whoever comes next waits for both: somebody who left the line does not end the work before.
    this.#lines.set(login, Promise.allSettled([before, own]))
    return own
  }
}
