import type { AuthOptions, OrganizationStatus } from '../auth/auth-options.js'
import { AuthorizationCodes } from '../auth/authorization-codes.js'
import type { PendingAuthorization } from '../auth/authorize.js'
import type { PendingDevice } from '../auth/connect-device.js'
import { DeviceCodes } from '../auth/device-codes.js'
import { ALL_SCOPES } from '../auth/oauth-form.js'
import type { Credentials, Login, Sessions } from '../auth/sessions.js'
import { Tickets } from '../auth/tickets.js'
import { type Obstacle, ORGANIZATION_OBSTACLES, USER_OBSTACLES } from '../auth/user-status.js'
import { type OrgUser, Users } from '../auth/users.js'
import { BulkJobs } from '../bulk/bulk-jobs.js'
import type { Org } from '../org/org.js'
import { Approvals } from '../rest/approvals-resource.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { ZoneClock } from '../soql/zone-clock.js'
import type { Variants } from '../variants.js'
import type { ApexRest } from './apex-rest.js'
import { Locators } from './locators.js'
import type { RequestLog } from './request-log.js'
import type { RestRequest } from './rest-message.js'

const DEFAULT_CODE_SECONDS = 900
const DEFAULT_DEVICE_INTERVAL = 5

export interface LocalOrgOptions {
  readonly org: Org
  readonly sessions: Sessions
  readonly credentials: Credentials
  readonly auth: AuthOptions
  readonly log: RequestLog
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
  /** Bulk jobs may delete records past the recycle bin. */
  readonly bulkHardDelete: boolean
  readonly apexRest: ApexRest
}

/** All that the resources of the server share. */
export class LocalOrg {
  readonly org: Org
  readonly sessions: Sessions
  readonly credentials: Credentials
  readonly auth: AuthOptions
  readonly users: Users
  /** Open from the start. */
  readonly tokens: { readonly accessToken: string; readonly refreshToken: string }
  readonly log: RequestLog
  readonly codes: AuthorizationCodes
  readonly devices: DeviceCodes
  readonly tickets = new Tickets<PendingAuthorization>()
  readonly deviceTickets = new Tickets<PendingDevice>()
  readonly variants: Variants
  readonly apiLimit: number
  readonly pageSize: number
  readonly clock: ZoneClock
  readonly locators: Locators
  readonly jobs: BulkJobs
  readonly apexRest: ApexRest
  readonly approvals = new Approvals()
  /** Metadata cannot change while the server runs. HTTP dates have no fractions of seconds. */
  readonly schemaModified = Math.floor(Date.now() / 1000) * 1000
  #apiCalls = 0
  #url = ''

  constructor(options: LocalOrgOptions) {
    this.org = options.org
    this.sessions = options.sessions
    this.credentials = options.credentials
    this.auth = options.auth
    this.users = new Users(this.org, options.credentials, options.auth, options.trustedNetwork)
    const login = { user: this.users.main, scope: ALL_SCOPES }
    this.tokens = {
      accessToken: this.sessions.open(login),
      refreshToken: this.sessions.openRefreshToken(login),
    }
    this.log = options.log
    this.apexRest = options.apexRest
    this.codes = new AuthorizationCodes(options.auth.codeSeconds ?? DEFAULT_CODE_SECONDS)
    this.devices = new DeviceCodes(options.auth.deviceIntervalSeconds ?? DEFAULT_DEVICE_INTERVAL)
    this.variants = options.variants
    this.apiLimit = options.apiLimit
    this.pageSize = options.pageSize
    this.clock = new ZoneClock(this.org.identity.timeZone, () => this.org.now())
    this.locators = new Locators()
    this.jobs = new BulkJobs(options.bulkJobMs, options.bulkPageRows, options.bulkHardDelete)
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

  identityUrl({ userId }: OrgUser): string {
    return `${this.#url}/id/${this.org.identity.organizationId}/${userId}`
  }

  /** The Id of the user behind a request that was let through. */
  userIdOf(request: RestRequest): string {
    return this.checkSession(request).user.userId
  }

  /** What keeps somebody from getting a session. */
  obstacleFor(user: OrgUser): Obstacle | undefined {
    return (
      ORGANIZATION_OBSTACLES[this.auth.organization ?? 'active'] ?? USER_OBSTACLES[this.users.status(user)]
    )
  }

  /** Lets only requests with an open session through, and tells whose it is. */
  checkSession({ headers }: RestRequest): Login {
    const { authorization } = headers
    if (authorization === undefined) throw expiredSession()
    const [, token] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization.trim()) ?? []
    if (token === undefined) throw new OrgRefusal(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE')
    return this.openSession(token)
  }

  /** The login behind a session that is open and good for something. */
  openSession(token: string): Login {
    const login = this.sessions.use(token)
    if (login === undefined) throw expiredSession()
    checkOrganization(this.auth.organization ?? 'active')
    const status = this.users.status(login.user)
    if (status === 'inactive' || status === 'locked') throw expiredSession()
    if (status === 'passwordExpired') {
      throw new OrgRefusal(
        403,
        'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
        'The users password has expired, you must call SetPassword before attempting any other API operations',
      )
    }
    if (status === 'apiDisabled') {
      throw new OrgRefusal(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User')
    }
    return login
  }
}

function expiredSession(): OrgRefusal {
  return new OrgRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
}

function checkOrganization(status: OrganizationStatus): void {
  switch (status) {
    case 'active':
    case 'trialExpired':
      return
    case 'locked':
      throw new OrgRefusal(403, 'ORG_LOCKED', 'The organization is locked')
    case 'apiDisabled':
      throw new OrgRefusal(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner')
    case 'maintenance':
    case 'unavailable':
      throw new OrgRefusal(503, 'SERVER_UNAVAILABLE', 'The server is temporarily unavailable')
  }
}
