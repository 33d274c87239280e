import type { Credentials, Sessions } from '../auth/sessions.js'
import { BulkJobs } from '../bulk/bulk-jobs.js'
import type { Org } from '../org/org.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { ZoneClock } from '../soql/zone-clock.js'
import type { Variants } from '../variants.js'
import { Locators } from './locators.js'
import type { RestRequest } from './rest-message.js'

export interface LocalOrgOptions {
  readonly org: Org
  readonly sessions: Sessions
  readonly credentials: Credentials
  readonly variants: Variants
  /** Passwords need no security token behind them. */
  readonly trustedNetwork: boolean
  /** API calls in a day. */
  readonly apiLimit: number
  /** Records on a page where the request asks for no other number. */
  readonly pageSize: number
  /** Bulk jobs take at least so long. */
  readonly bulkJobMs: number
  /** Records on a page of a Bulk result where the request names no number. */
  readonly bulkPageRows: number
}

/** All that the resources of the server share. */
export class LocalOrg {
  readonly org: Org
  readonly sessions: Sessions
  readonly credentials: Credentials
  readonly variants: Variants
  readonly apiLimit: number
  readonly pageSize: number
  readonly clock: ZoneClock
  readonly locators: Locators
  readonly jobs: BulkJobs
  /** Metadata cannot change while the server runs. HTTP dates have no fractions of seconds. */
  readonly schemaModified = Math.floor(Date.now() / 1000) * 1000
  readonly #trustedNetwork: boolean
  #apiCalls = 0
  #url = ''

  constructor(options: LocalOrgOptions) {
    this.org = options.org
    this.sessions = options.sessions
    this.credentials = options.credentials
    this.variants = options.variants
    this.apiLimit = options.apiLimit
    this.pageSize = options.pageSize
    this.#trustedNetwork = options.trustedNetwork
    this.clock = new ZoneClock(this.org.identity.timeZone, () => this.org.now())
    this.locators = new Locators()
    this.jobs = new BulkJobs(options.bulkJobMs, options.bulkPageRows)
  }

  /** `http://127.0.0.1:8080`, known once the server listens. */
  get url(): string {
    return this.#url
  }

  listensAt(url: string): void {
    this.#url = url
  }

  get apiCalls(): number {
    return this.#apiCalls
  }

  /** Takes calls off the daily allowance. */
  countCalls(calls: number): void {
    this.#apiCalls += calls
  }

  checkAllowance(): void {
    if (this.#apiCalls < this.apiLimit) return
    throw new OrgRefusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
  }

  identityUrl(): string {
    return `${this.#url}/id/${this.org.identity.organizationId}/${this.org.userId}`
  }

  /** The person behind every session. */
  user(): { readonly name: string; readonly email: string } {
    const users = this.org.object('User')
    const fallback = { name: 'Local User', email: this.org.identity.username }
    if (users === undefined) return fallback
    const table = this.org.table(users)
    const row = table.row(this.org.userId)
    if (row === undefined) return fallback
    const read = (name: string) => {
      const field = users.field(name)
      return field === undefined ? null : table.value(field, row)
    }
    return { name: String(read('Name') ?? fallback.name), email: String(read('Email') ?? fallback.email) }
  }

  /** The password must be followed by the security token, unless the network is trusted. */
  isPassword(username: string, password: string): boolean {
    const { credentials } = this
    if (username.toLowerCase() !== credentials.username.toLowerCase()) return false
    if (password === credentials.password + credentials.securityToken) return true
    return this.#trustedNetwork && password === credentials.password
  }

  /** Lets only requests with an open session through. */
  checkSession({ headers }: RestRequest): void {
    const { authorization } = headers
    if (authorization === undefined) {
      throw new OrgRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    }
    const [, token] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization.trim()) ?? []
    if (token === undefined) throw new OrgRefusal(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE')
    if (!this.sessions.use(token))
      throw new OrgRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  }
}
