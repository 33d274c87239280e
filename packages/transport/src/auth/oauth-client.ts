import type { SavedLogin } from '../settings/saved-login.js'
import type { LoginPrompts } from './login-prompts.js'
import type { LoginSender } from './login-sender.js'

/** An app, the place where it logs in, and how it reaches a person. */
export interface OAuthClient {
  readonly origin: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly scope: string
  readonly callbackUrl: string
  readonly user: string | undefined
  readonly verifier: string | undefined
  readonly sender: LoginSender
  readonly prompts: LoginPrompts
  /** Keeps a login that a browser elsewhere is to finish. */
  readonly saved: SavedLogin | undefined
  readonly save: (saved: SavedLogin) => Promise<void>
}
