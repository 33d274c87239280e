import { CertSqlError } from '@certsql/core'
import { waitFor } from '../http/abort.js'
import type { Authenticator, Session } from './session.js'

/** Keeps the session of a client, and renews it once for all requests that wait for it. */
export class SessionKeeper {
  #session: Session | undefined
  /** The one before, which the org no longer takes. */
  #stale: Session | undefined
  #login: Promise<Session> | undefined
  /** A login that was refused is not tried again: repeated failures lock the user out. */
  #refusal: CertSqlError | undefined
  readonly #closing = new AbortController()

  constructor(private readonly authenticator: Authenticator) {}

  get renewable(): boolean {
    return this.authenticator.renewable
  }

  current(signal?: AbortSignal): Promise<Session> {
    return this.#session === undefined ? waitFor(this.#sharedLogin(), signal) : Promise.resolve(this.#session)
  }

  /** A session other than this one: the one that another request has got meanwhile, or a new one. */
  renew(stale: Session, signal?: AbortSignal): Promise<Session> {
    if (this.#session === stale) {
      this.#stale = stale
      this.#session = undefined
    }
    return this.current(signal)
  }

  /** Stops a login that is under way. */
  close(): void {
    this.#closing.abort()
  }

  #sharedLogin(): Promise<Session> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal)
    this.#login ??= this.#logIn()
    return this.#login
  }

  async #logIn(): Promise<Session> {
    try {
      this.#session = await this.authenticator.login(this.#closing.signal, this.#stale)
      return this.#session
    } catch (error) {
      if (error instanceof CertSqlError && error.code.startsWith('CERT-50')) this.#refusal = error
      throw error
    } finally {
      this.#login = undefined
    }
  }
}
