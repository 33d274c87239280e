import type { Org } from '../org/org.js'
import type { AuthOptions, LocalUser } from './auth-options.js'
import type { Credentials } from './sessions.js'
import type { UserStatus } from './user-status.js'

const HOUR = 3_600_000
const DEFAULT_SECURITY_TOKEN = 'LocalSecurityToken'

/** Somebody who may log in, with a record where the org has one. */
export interface OrgUser {
  readonly username: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly hasApprovedApp: boolean
}

interface KnownUser extends OrgUser {
  readonly password: string
  readonly securityToken: string
  status: UserStatus
  failures: number
  logins: number[]
}

/** What a password is worth. */
export type PasswordCheck = 'right' | 'tokenMissing' | 'wrong'

/** All who may log in. */
export class Users {
  /** The one of the credentials, behind tokens that nobody logged in for. */
  readonly main: OrgUser
  readonly #usersByName = new Map<string, KnownUser>()

  constructor(
    org: Org,
    { username, password, securityToken }: Credentials,
    readonly options: AuthOptions,
    /** Passwords need no security token behind them. */
    readonly trustedNetwork: boolean,
  ) {
    const { userStatus } = options
    const main = {
      username,
      password,
      securityToken,
      ...(userStatus === undefined ? {} : { status: userStatus }),
    }
    this.main = this.#add(org, main)
    for (const user of options.users ?? []) this.#add(org, user)
  }

  #add(org: Org, user: LocalUser): OrgUser {
    const known: KnownUser = {
      ...recordOf(org, user.username),
      hasApprovedApp: user.hasApprovedApp ?? true,
      password: user.password,
      securityToken: user.securityToken ?? DEFAULT_SECURITY_TOKEN,
      status: user.status ?? 'active',
      failures: 0,
      logins: [],
    }
    this.#usersByName.set(user.username.toLowerCase(), known)
    return known
  }

  find(username: string): OrgUser | undefined {
    return this.#usersByName.get(username.toLowerCase())
  }

  status({ username }: OrgUser): UserStatus {
    return this.#known(username)?.status ?? 'inactive'
  }

  /** Compares a password, and counts wrong ones. */
  checkPassword(username: string, password: string): PasswordCheck {
    const user = this.#known(username)
    if (user === undefined) return 'wrong'
    const isWhole = password === user.password + user.securityToken
    if (isWhole || (this.trustedNetwork && password === user.password)) {
      user.failures = 0
      return 'right'
    }
    if (password === user.password) return 'tokenMissing'
    user.failures++
    const { lockoutAfter } = this.options
    if (lockoutAfter !== undefined && user.failures >= lockoutAfter) user.status = 'locked'
    return 'wrong'
  }

  /** In the browser a password needs no token. */
  isBrowserPassword(username: string, password: string): boolean {
    return this.checkPassword(username, password) !== 'wrong'
  }

  /** Notes a token for a user; false when there were too many in the last hour. */
  countLogin({ username }: OrgUser): boolean {
    const user = this.#known(username)
    if (user === undefined) return true
    const now = Date.now()
    user.logins = user.logins.filter((moment) => now - moment < HOUR)
    if (user.logins.length >= (this.options.loginsPerHour ?? 3_600)) return false
    user.logins.push(now)
    return true
  }

  #known(username: string): KnownUser | undefined {
    return this.#usersByName.get(username.toLowerCase())
  }
}

/** The record with this user name, or the org's first user. */
function recordOf(org: Org, username: string): Pick<OrgUser, 'username' | 'userId' | 'name' | 'email'> {
  const fallback = { username, userId: org.userId, name: 'Local User', email: username }
  const users = org.object('User')
  if (users === undefined) return fallback
  const table = org.table(users)
  const usernameField = users.field('Username')
  const rows = Array.from({ length: table.size }, (_, index) => index)
  const own = rows.find(
    (row) =>
      usernameField !== undefined &&
      String(table.value(usernameField, row)).toLowerCase() === username.toLowerCase(),
  )
  const row = own ?? table.row(org.userId)
  if (row === undefined) return fallback
  const read = (name: string) => {
    const field = users.field(name)
    return field === undefined ? null : table.value(field, row)
  }
  return {
    username,
    userId: table.id(row),
    name: String(read('Name') ?? fallback.name),
    email: String(read('Email') ?? fallback.email),
  }
}
