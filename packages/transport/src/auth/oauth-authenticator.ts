import { createHash } from 'node:crypto'
import { CertSqlError } from '@certsql/core'
import type { OAuthSettings } from '../settings/oauth-settings.js'
import { openSettings } from '../settings/open-settings.js'
import type { SavedLogin } from '../settings/saved-login.js'
import type { OAuthAuthentication } from './authentication.js'
import { loginOrigin, orgOrigin } from './login-host.js'
import type { LoginPrompts } from './login-prompts.js'
import type { LoginSender } from './login-sender.js'
import { missingCredential, needTexts } from './missing-credential.js'
import type { OAuthClient } from './oauth-client.js'
import { EXPIRED_REFRESH_TOKEN } from './oauth-faults.js'
import type { Authenticator, Session } from './session.js'
import { requestToken } from './token-endpoint.js'
import type { TokenSet } from './token-set.js'

const DEFAULT_SCOPE = 'api refresh_token'
const DEFAULT_CALLBACK_URL = 'http://localhost:33333'
const DEFAULT_SETTINGS = 'memory://'

/**
 * Logins that a person allows once. The access token that is kept is used as long as the org takes it, then renewed
 * with the refresh token, and where that has ended too a person is asked again (`GETANDREFRESH`).
 */
export function oauthAuthenticator(
  options: OAuthAuthentication,
  sender: LoginSender,
  prompts: LoginPrompts,
): Authenticator {
  needTexts('An OAuth login', { OAuthClientId: options.clientId }, 'it is the consumer key of the app')
  for (const secret of [options.clientSecret, options.accessToken, options.refreshToken, options.verifier]) {
    sender.redactor.hide(secret)
  }
  return new OAuthAuthenticator(options, sender, prompts)
}

/** Forgets the tokens that are kept of a login; the org takes them until they end. */
export async function forgetOAuthLogin(options: OAuthAuthentication): Promise<void> {
  await openSettings(options.settingsLocation ?? DEFAULT_SETTINGS).write(loginName(options), undefined)
}

class OAuthAuthenticator implements Authenticator {
  readonly #settings: OAuthSettings
  readonly #origin: string
  readonly #login: string

  constructor(
    private readonly options: OAuthAuthentication,
    private readonly sender: LoginSender,
    private readonly prompts: LoginPrompts,
  ) {
    this.#settings = openSettings(options.settingsLocation ?? DEFAULT_SETTINGS)
    this.#origin = loginOrigin(options)
    this.#login = loginName(options)
  }

  get renewable(): boolean {
    return this.options.initiate !== 'OFF'
  }

  async login(signal: AbortSignal, stale?: Session): Promise<Session> {
    const known = sessionOf(await this.#saved(), stale)
    if (known !== undefined || !this.renewable) return known ?? this.#refuse()
    return await this.#settings.exclusively(this.#login, signal, async () => {
      // Whoever had to wait here finds what the one before has got.
      const saved = await this.#saved()
      return sessionOf(saved, stale) ?? (await this.#renew(saved, signal))
    })
  }

  async #renew(saved: SavedLogin, signal: AbortSignal): Promise<Session> {
    const { refreshToken } = saved
    if (refreshToken === undefined) return await this.#ask(saved, signal)
    try {
      return await this.#keep(saved, await this.#refresh(refreshToken, signal))
    } catch (error) {
      if (!isExpired(error) || this.options.initiate !== 'GETANDREFRESH') throw error
      return await this.#ask(saved, signal)
    }
  }

  #refresh(refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
    const { clientId, clientSecret } = this.#client(undefined)
    const parameters = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }
    return requestToken(this.sender, { origin: this.#origin, flow: 'refresh token', parameters }, signal)
  }

  /** A person logs in. The ways to ask are loaded only when somebody has to be asked. */
  async #ask(saved: SavedLogin, signal: AbortSignal): Promise<Session> {
    if (this.options.initiate !== 'GETANDREFRESH') return this.#refuse()
    return await this.#keep(saved, await this.#obtain(this.#client(saved), signal))
  }

  async #obtain(client: OAuthClient, signal: AbortSignal): Promise<TokenSet> {
    if (this.options.scheme === 'OAuthDevice') {
      return await (await import('./device-login.js')).logInWithDevice(client, signal)
    }
    if (client.verifier !== undefined) {
      return await (await import('./verifier-login.js')).logInWithVerifier(client, client.verifier, signal)
    }
    return await (await import('./browser-login.js')).logInWithBrowser(client, signal)
  }

  /** First kept, then used: the org may have ended the refresh token before. */
  async #keep({ refreshToken, begunWith }: SavedLogin, tokens: TokenSet): Promise<Session> {
    const { accessToken, instanceUrl } = tokens
    const newest = tokens.refreshToken ?? refreshToken
    await this.#settings.write(this.#login, {
      accessToken,
      instanceUrl,
      ...(newest === undefined ? {} : { refreshToken: newest }),
      ...(begunWith === undefined ? {} : { begunWith }),
      savedAt: new Date().toISOString(),
    })
    return { accessToken, instanceUrl }
  }

  /** What is kept, unless the user has given tokens that it does not come from. */
  async #saved(): Promise<SavedLogin> {
    const { accessToken, refreshToken, instanceUrl } = this.options
    const saved = (await this.#settings.read(this.#login)) ?? {}
    for (const secret of [saved.accessToken, saved.refreshToken, saved.pending?.codeVerifier]) {
      this.sender.redactor.hide(secret)
    }
    if (accessToken === undefined && refreshToken === undefined) return saved
    const begunWith = fingerprint(refreshToken ?? accessToken ?? '')
    if (saved.begunWith === begunWith) return saved
    return {
      ...(accessToken === undefined ? {} : { accessToken }),
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(instanceUrl === undefined ? {} : { instanceUrl: orgOrigin(instanceUrl, 'InstanceUrl') }),
      begunWith,
    }
  }

  #client(saved: SavedLogin | undefined): OAuthClient {
    const { options, sender, prompts } = this
    return {
      origin: this.#origin,
      clientId: options.clientId,
      // A public client has no secret to keep.
      clientSecret: options.scheme === 'OAuthPKCE' ? undefined : options.clientSecret,
      scope: options.scope ?? DEFAULT_SCOPE,
      callbackUrl: options.callbackUrl ?? DEFAULT_CALLBACK_URL,
      user: options.user,
      verifier: options.verifier,
      sender,
      prompts,
      saved,
      save: (login) => this.#settings.write(this.#login, login),
    }
  }

  #refuse(): never {
    const { initiate } = this.options
    throw missingCredential(
      initiate === 'OFF'
        ? 'There is no OAuth access token, and InitiateOAuth is OFF.'
        : 'There is no OAuth refresh token to get a session with.',
      initiate === 'OFF'
        ? 'set InitiateOAuth=GETANDREFRESH to log in in the browser, or give OAuthAccessToken and InstanceUrl'
        : 'set InitiateOAuth=GETANDREFRESH to log in in the browser, or give OAuthRefreshToken',
    )
  }
}

/** Names a login by what tells it apart from others in the same file; there is no secret in it. */
export function loginName(options: OAuthAuthentication): string {
  const { clientId, user } = options
  return [loginOrigin(options), clientId, ...(user === undefined ? [] : [user.toLowerCase()])].join(' ')
}

function sessionOf(saved: SavedLogin, stale: Session | undefined): Session | undefined {
  const { accessToken, instanceUrl } = saved
  if (accessToken === undefined || instanceUrl === undefined) return undefined
  return accessToken === stale?.accessToken ? undefined : { accessToken, instanceUrl }
}

function isExpired(error: unknown): boolean {
  return error instanceof CertSqlError && error.code === EXPIRED_REFRESH_TOKEN.code
}

function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16)
}
