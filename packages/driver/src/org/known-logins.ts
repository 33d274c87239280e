import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Authentication, LoginPlace, UserInfo } from '@certsql/transport'
import { isFolder } from './cache-location.js'

/** What a login told last time, so that the next one need not ask again. */
export interface KnownLogin {
  readonly apiVersion: string
  readonly user: UserInfo
  /** Milliseconds since 1970. */
  readonly seenAt: number
}

/**
 * Remembers logins beside the describes. A file is named by a hash of who logs in where; neither names nor secrets are
 * in it. What can't be read or written is as good as not there.
 */
export class KnownLogins {
  constructor(
    private readonly location: string,
    private readonly ttlMilliseconds: number,
  ) {}

  async find(login: Authentication): Promise<KnownLogin | undefined> {
    const file = this.fileFor(login)
    if (file === undefined) return undefined
    try {
      const known: unknown = JSON.parse(await readFile(file, 'utf8'))
      return isKnownLogin(known) && known.seenAt > Date.now() - this.ttlMilliseconds ? known : undefined
    } catch {
      return undefined
    }
  }

  async remember(login: Authentication, known: KnownLogin): Promise<void> {
    const file = this.fileFor(login)
    if (file === undefined) return
    const draft = `${file}.${process.pid}`
    try {
      await mkdir(join(this.location, 'logins'), { recursive: true, mode: 0o700 })
      await writeFile(draft, JSON.stringify(known), { mode: 0o600 })
      await rename(draft, file)
    } catch {
      // A cache that can't be written costs a call next time, and nothing else.
    }
  }

  private fileFor(login: Authentication): string | undefined {
    const names = whoAndWhere(login)
    if (names === undefined || !isFolder(this.location)) return undefined
    const hash = createHash('sha256').update(names.join('\0')).digest('hex')
    return join(this.location, 'logins', `${hash.slice(0, 32)}.json`)
  }
}

function whoAndWhere(login: Authentication): readonly string[] | undefined {
  switch (login.scheme) {
    case 'Token':
      return [login.scheme, login.instanceUrl, login.accessToken]
    case 'Basic':
      return [login.scheme, placeOf(login), login.user]
    case 'OAuthClient':
      return [login.scheme, login.loginUrl ?? '', login.clientId]
    case 'OAuthPassword':
      return [login.scheme, placeOf(login), login.clientId, login.user]
    case 'OAuthJWT':
      return [login.scheme, placeOf(login), login.issuer, login.subject]
    case 'SamlBearer':
      return login.identityProvider === undefined
        ? [login.scheme, placeOf(login), login.assertion]
        : [login.scheme, placeOf(login), login.identityProvider.loginUrl, login.identityProvider.user]
    case 'OAuth':
    case 'OAuthPKCE':
    case 'OAuthDevice':
    case 'SfCli':
      // Whoever logs in there may be somebody else tomorrow, and nothing here would tell.
      return undefined
  }
}

function placeOf({ loginUrl, useSandbox = false }: LoginPlace): string {
  return loginUrl ?? String(useSandbox)
}

function isKnownLogin(value: unknown): value is KnownLogin {
  if (typeof value !== 'object' || value === null) return false
  const { apiVersion, user, seenAt } = value as Partial<KnownLogin>
  return typeof apiVersion === 'string' && typeof seenAt === 'number' && typeof user?.userId === 'string'
}
