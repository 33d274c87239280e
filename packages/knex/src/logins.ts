import type { Connection } from '@certsql/driver'
import { connectWith, type KeptSettings, keyOf } from './connection-settings.js'
import { Session, type StatsEvent } from './session.js'

interface Login {
  /** All settings as a text: a function may give the same ones again. */
  readonly key: string
  readonly connection: Promise<Connection>
  sessions: number
}

/**
 * The logins of a client. Knex's pool opens a connection for each statement that runs beside others; here they are
 * sessions over one login, since an org counts logins and each would describe its tables anew. Other settings, from
 * a connection that is a function, are another login; the former one ends with its last session.
 */
export class Logins {
  readonly #open = new Set<Login>()
  #latest: Login | undefined

  async openSession(settings: KeptSettings, onStats: (event: StatsEvent) => void): Promise<Session> {
    const login = this.loginFor(settings)
    login.sessions++
    try {
      const connection = await login.connection
      return new Session(connection.session(), { onStats, onClose: () => this.release(login) })
    } catch (error) {
      if (this.#latest === login) this.#latest = undefined
      this.release(login)
      throw error
    }
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    this.#latest = undefined
    await Promise.all([...this.#open].map((login) => this.end(login)))
  }

  private loginFor(settings: KeptSettings): Login {
    const key = keyOf(settings)
    if (this.#latest?.key === key) return this.#latest
    const former = this.#latest
    this.#latest = { key, connection: connectWith(settings), sessions: 0 }
    this.#open.add(this.#latest)
    if (former?.sessions === 0) void this.end(former)
    return this.#latest
  }

  private release(login: Login): void {
    login.sessions--
    if (login.sessions === 0 && login !== this.#latest) void this.end(login)
  }

  private async end(login: Login): Promise<void> {
    this.#open.delete(login)
    const connection = await login.connection.catch(() => undefined)
    await connection?.close()
  }
}
